import { randomBytes } from "node:crypto"
import { NAMES } from "./environment.ts"
import { noteOnce, readNote, saveNote, type Store } from "./store.ts"

/**
 * Secrets Manager: what signs the outside's deliveries are constants that AWS refuses; our own are made once per data folder;
 * what the console keeps itself is made and given new versions as it asks.
 */
export interface Secrets {
  get(secretId: string): { ARN: string; Name: string; VersionId: string; SecretString: string; CreatedDate: number }
  create(name: string, text: string, token: string): { ARN: string; Name: string; VersionId: string }
  put(secretId: string, text: string, token: string): { ARN: string; Name: string; VersionId: string }
  /** What CloudFront would prove itself to the API with. */
  origin: string
}

/** `npm run deploy` refuses these words, so that nothing signed here is ever taken there. */
export const LOCAL_DOORS = { stripe: ["whsec_local"], sentry: ["sentry_local"], github: ["github_local"] } as const

/** What signs questions to a product on this machine, so that the product can check them with a secret that everybody knows. */
export const LOCAL_PRODUCT = "product_local"

export const randomSecret = () => randomBytes(32).toString("base64url")

/** The newest version of a secret that was made by asking. */
interface Version {
  text: string
  token: string
}

export async function openSecrets(store: Store, stripeKey: string): Promise<Secrets> {
  const made = () => JSON.stringify({ cookie: randomSecret(), cursor: randomSecret(), origin: randomSecret() })
  const session = await noteOnce(store, "session secrets", made)
  const people = await noteOnce(store, "people secret", randomSecret)
  const values: Record<string, string> = {
    [NAMES.doors]: JSON.stringify(LOCAL_DOORS),
    [NAMES.session]: session,
    [NAMES.peopleSecret]: people,
    [NAMES.productKey]: LOCAL_PRODUCT,
    [NAMES.stripeKey]: JSON.stringify({ apiKey: stripeKey }),
  }
  const noteOf = (name: string): string => `secret ${name}`
  const versionOf = (name: string): Version | undefined => {
    const note = readNote(store, noteOf(name))
    return note === undefined ? undefined : (JSON.parse(note) as Version)
  }
  const saved = (name: string, version: Version) => {
    saveNote(store, noteOf(name), JSON.stringify(version))
    return { ...named(name), VersionId: version.token }
  }
  return {
    origin: JSON.parse(session).origin,
    get(secretId) {
      const name = nameOf(secretId)
      const version = versionOf(name)
      const value = values[name] ?? version?.text
      if (value === undefined) throw refused("ResourceNotFoundException", "can't find the specified secret")
      return {
        ...named(name),
        VersionId: version?.token ?? "local",
        SecretString: value,
        CreatedDate: Date.now() / 1000,
      }
    },
    create(name, text, token) {
      if (values[name] !== undefined || versionOf(name))
        throw refused("ResourceExistsException", "has a secret of this name already")
      return saved(name, { text, token })
    },
    put(secretId, text, token) {
      const name = nameOf(secretId)
      const before = versionOf(name)
      if (!before) throw refused("ResourceNotFoundException", "can't find the specified secret")
      if (before.token === token && before.text !== text)
        throw refused("ResourceExistsException", "has another text under this token")
      return saved(name, { text, token })
    },
  }
}

const nameOf = (secretId: string): string => secretId.split(":secret:").pop()!
const named = (name: string) => ({ ARN: `arn:aws:secretsmanager:us-east-1:000000000000:secret:${name}`, Name: name })
const refused = (name: string, what: string): Error => Object.assign(new Error(`Secrets Manager ${what}.`), { name })
