import { randomBytes } from "node:crypto"
import { NAMES } from "./environment.ts"
import { noteOnce, type Store } from "./store.ts"

/** Secrets Manager: what signs the outside's deliveries are constants that AWS refuses; our own are made once per data folder. */
export interface Secrets {
  get(secretId: string): { ARN: string; Name: string; VersionId: string; SecretString: string; CreatedDate: number }
  /** What CloudFront would prove itself to the API with. */
  origin: string
}

/** `npm run deploy` refuses these words, so that nothing signed here is ever taken there. */
export const LOCAL_DOORS = { stripe: ["whsec_local"], sentry: ["sentry_local"], github: ["github_local"] } as const

/** What signs questions to a product on this machine, so that the product can check them with a secret that everybody knows. */
export const LOCAL_PRODUCT = "product_local"

export const randomSecret = () => randomBytes(32).toString("base64url")

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
  return {
    origin: JSON.parse(session).origin,
    get(secretId) {
      const name = secretId.split(":secret:").pop()!
      const value = values[name]
      if (value === undefined) {
        throw Object.assign(new Error("Secrets Manager can't find the specified secret."), {
          name: "ResourceNotFoundException",
        })
      }
      const ARN = `arn:aws:secretsmanager:us-east-1:000000000000:secret:${name}`
      return { ARN, Name: name, VersionId: "local", SecretString: value, CreatedDate: Date.now() / 1000 }
    },
  }
}
