import { readFileSync } from "node:fs"
import * as z from "zod/mini"
import { Sentence } from "./local/sentence.ts"

/** Secrets of one machine. They are public, so nothing on AWS may accept them. */
export const LOCAL_SECRETS = ["whsec_local", "sentry_local", "github_local", "wbk_local", "rk_sandbox"] as const

/** What a secret looks like. The stage file is kept with the code, so it may hold none. */
const SECRET = /^(whsec|sk|rk|wbk|ghp|ghs)_|^(sentry|github)_local$/

const noSecret = z.refine<string>((it) => !SECRET.test(it), {
  error: "looks like a secret; those are asked for by `npm run deploy` and live in Secrets Manager",
})
const text = (wanted: string, pattern = /^\S(.{0,198}\S)?$/) =>
  z.string({ error: wanted }).check(z.regex(pattern, { error: wanted }), noSecret)
const email = z.string({ error: "an e-mail address" }).check(z.email({ error: "an e-mail address" }), noSecret)

const Domain = z.strictObject({
  name: text("a host name such as console.example.com", /^([a-z0-9-]+\.)+[a-z]{2,}$/),
  /** CloudFront reads certificates from us-east-1 only, wherever the rest runs. */
  certificateArn: text(
    "the ARN of an ACM certificate in us-east-1",
    /^arn:aws:acm:us-east-1:\d{12}:certificate\/[0-9a-f-]+$/,
  ),
  /** Route 53's zone of the name. Without it you point the name at CloudFront yourself. */
  hostedZone: z.optional(
    z.strictObject({
      id: text("a hosted zone id such as Z0123456789ABC", /^Z[A-Z0-9]+$/),
      name: text("the zone's name such as example.com", /^([a-z0-9-]+\.)+[a-z]{2,}$/),
    }),
  ),
})

const Federation = z.strictObject({
  /** Stands on the sign-in button. */
  name: text("letters and digits, 3 to 32", /^[A-Za-z][A-Za-z0-9]{2,31}$/),
  issuer: text("an https URL without a slash at its end", /^https:\/\/[^\s/]+(\/[^\s/]+)*$/),
  clientId: text("the client id that your OIDC provider gave"),
  clientSecretArn: text(
    "the ARN of a Secrets Manager secret that holds the client secret as plain text",
    /^arn:aws:secretsmanager:[a-z0-9-]+:\d{12}:secret:\S+$/,
  ),
})

const fields = {
  /** Part of every name, so two consoles can live in one account. */
  name: text(
    "2 to 12 lower-case letters and digits, a letter first, without aws, amazon or cognito",
    /^(?!.*(aws|amazon|cognito))[a-z][a-z0-9]{1,11}$/,
  ),
  /** Gets every alarm and every budget warning. */
  alarmEmail: email,
  /** What the whole account may cost in a month before somebody is told. */
  budgetUsd: z.number({ error: "a number of US dollars" }).check(z.gte(1, { error: "at least 1 US dollar" })),
  /** Becomes staff admin at the first sign-in with this verified e-mail. */
  firstAdminEmail: email,
  /** The address that mails come from, one that SES has verified in this region. Without it mails are kept and not sent. */
  mailFrom: z.optional(email),
  domain: z.optional(Domain),
  federation: z.optional(Federation),
  /** Stripe's second door: the partner event bus of the account that Stripe puts its events on. Without it webhooks are the only one. */
  stripeEventBus: z.optional(
    text(
      "the name of Stripe's partner event bus, aws.partner/stripe.com/…",
      /^aws\.partner\/stripe\.com\/[\w./-]{1,200}$/,
    ),
  ),
  /** A WAF web ACL in us-east-1 that you keep; it costs more than an idle console, so none is made. */
  webAclArn: z.optional(
    text(
      "the ARN of a WAFv2 web ACL for CloudFront (us-east-1)",
      /^arn:aws:wafv2:us-east-1:\d{12}:global\/webacl\/\S+$/,
    ),
  ),
  /** False in an account that AWS still limits to ten concurrent functions: there nothing can be reserved. */
  reserveConcurrency: z._default(z.boolean({ error: "true or false" }), true),
}
const Stage = z.strictObject(fields, { error: "a JSON object with the fields of infra/stage.example.json" })

/** What differs between deployments. Everything else is the same everywhere. */
export type Stage = z.infer<typeof Stage>

/** Reads a stage, or says about every wrong field what it should be. */
export function stageOf(value: unknown): Stage {
  const read = Stage.safeParse(value)
  if (read.success) return read.data
  const wrong = read.error.issues.flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => `  ${[...issue.path, key].join(".")}: not a field of a stage`)
      : [`  ${issue.path.join(".") || "the file"}: ${issue.message}`],
  )
  throw new Sentence(`The stage is not right (docs/deploy.md says what each field means):\n${wrong.join("\n")}`)
}

/** Reads the stage file. */
export function stageFrom(path: string): Stage {
  let source: string
  try {
    source = readFileSync(path, "utf8")
  } catch {
    throw new Sentence(`There is no stage file ${path}. Copy infra/stage.example.json to stage.json and fill it in.`)
  }
  let value: unknown
  try {
    value = JSON.parse(source)
  } catch (error) {
    throw new Sentence(`The stage file ${path} is not JSON: ${error instanceof Error ? error.message : error}`)
  }
  return stageOf(value)
}

/** Every resource that has a name of ours begins with this. */
export const prefixOf = ({ name }: Stage): string => `watchbill-${name}`
