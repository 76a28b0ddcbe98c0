import { randomBytes } from "node:crypto"
import { createInterface } from "node:readline/promises"
import { Writable } from "node:stream"
import { doorSecretName, sessionSecretName, stripeSecretName } from "../constructs/secrets.ts"
import { Sentence } from "../local/sentence.ts"
import { LOCAL_SECRETS } from "../stage.ts"
import type { Account } from "./aws.ts"

const SESSION_FIELDS = ["cookie", "cursor", "origin"] as const
/** The newest is tried first; the one before stays valid until the sender uses the newest. */
const ACTIVE_MAX = 2

type Values = Record<string, unknown>

/** Refuses the secrets of one machine: they are public. */
export function refuseLocal(name: string, values: Values): void {
  const found = Object.values(values)
    .flat()
    .find((value) => (LOCAL_SECRETS as readonly unknown[]).includes(value))
  if (found)
    throw new Sentence(`The secret ${name} holds ${found}, which everybody knows. Put a real one in its place.`)
}

async function read(account: Account, name: string): Promise<{ values: Values; version: string }> {
  const answer = await account.json("secretsmanager", "secretsmanager.GetSecretValue", { SecretId: name })
  if (!answer) throw new Sentence(`The secret ${name} is missing, although Keep was deployed.`)
  const values = JSON.parse(String(answer["SecretString"])) as Values
  refuseLocal(name, values)
  return { values, version: String(answer["VersionId"]) }
}

const write = (account: Account, name: string, values: Values) =>
  account.json("secretsmanager", "secretsmanager.PutSecretValue", {
    SecretId: name,
    SecretString: JSON.stringify(values),
    ClientRequestToken: randomBytes(16).toString("hex"),
  })

/** Makes what is missing of our own secrets. Answers the version that CloudFront shall send. */
export async function fillSession(account: Account, prefix: string): Promise<string> {
  const name = sessionSecretName(prefix)
  const { values, version } = await read(account, name)
  const missing = SESSION_FIELDS.filter((field) => typeof values[field] !== "string")
  if (missing.length === 0) return version
  const made = Object.fromEntries(missing.map((field) => [field, randomBytes(32).toString("base64url")]))
  const answer = await write(account, name, { ...values, ...made })
  return String(answer?.["VersionId"])
}

/** Asks for Stripe's signing secret where there is none yet, or where `again` wants a new one beside the old. */
export async function askDoors(account: Account, prefix: string, url: string, again: boolean): Promise<void> {
  const name = doorSecretName(prefix)
  const { values } = await read(account, name)
  const known = Array.isArray(values["stripe"]) ? (values["stripe"] as string[]) : []
  if (!Array.isArray(values["stripe"])) await write(account, name, { stripe: [] })
  if (known.length > 0 && !again) return
  process.stdout.write(`Stripe: make a webhook endpoint for ${url}/webhooks/stripe and copy its signing secret.\n`)
  if (!process.stdin.isTTY) {
    process.stdout.write("Nobody is here to ask; `npm run deploy -- --doors` asks again.\n")
    return
  }
  const told = await askHidden("Signing secret (whsec_…, Enter for later): ")
  if (!told) return
  if (!/^whsec_\S{16,}$/.test(told))
    throw new Sentence("That is not a signing secret of Stripe; those begin with whsec_.")
  refuseLocal(name, { told })
  await write(account, name, { ...values, unused: undefined, stripe: [told, ...known].slice(0, ACTIVE_MAX) })
}

/** Asks for the key that Stripe is asked with where there is none yet, or where `again` wants another in its place. */
export async function askStripeKey(account: Account, prefix: string, again: boolean): Promise<void> {
  const name = stripeSecretName(prefix)
  const { values } = await read(account, name)
  if (values["apiKey"] && !again) return
  process.stdout.write(
    "Stripe: make a restricted key that may read customers, subscriptions, invoices, charges, refunds, disputes, balance transactions, coupons and promotion codes, and write subscriptions, invoices, disputes, coupons and promotion codes.\n",
  )
  if (!process.stdin.isTTY) {
    process.stdout.write("Nobody is here to ask; until then fees and net amounts stay pending, and commands wait.\n")
    return
  }
  const told = await askHidden("Restricted key (rk_…, Enter for later): ")
  if (!told) return
  if (!/^[rs]k_(live|test)_\w{16,}$/.test(told))
    throw new Sentence("That is not a key of Stripe's API; restricted ones begin with rk_live_ or rk_test_.")
  await write(account, name, { apiKey: told })
}

/** What is typed is not shown. */
async function askHidden(question: string): Promise<string> {
  process.stdout.write(question)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true })
  const told = await terminal.question("")
  terminal.close()
  process.stdout.write("\n")
  return told.trim()
}
