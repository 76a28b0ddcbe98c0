import type { TABLE } from "../river.ts"

/** What local engines and doors are told; none of it opens anything outside this machine. */
export const LOCAL_CREDENTIALS = {
  region: "us-east-1",
  credentials: { accessKeyId: "watchbill-local", secretAccessKey: "watchbill-local" },
} as const

/** Names of what AWS would have made. */
export const NAMES = {
  files: "files",
  anchors: "anchors",
  bus: "watchbill",
  doors: "watchbill/doors",
  session: "watchbill/session",
  peopleSecret: "watchbill/people",
  stripeKey: "watchbill/stripe",
  productKey: "watchbill/product",
  providerKeys: "watchbill/provider-keys",
} as const
export const CLIENT_ID = "watchbill"
export const ISSUER_PATH = "/_issuer"
export const FILES_PATH = "/_files"

/** Facts and late arrivals live longer here, so that a laptop can hold a long imported history. */
const LATE_HORIZON_DAYS = 400
const FACT_LIFE_DAYS = 430
/** One process answers everything here, and one sender fills it. */
const KEY_REQUESTS_PER_SECOND = 500

export interface Whereabouts {
  publicUrl: string
  /** The loopback door that speaks AWS's wire formats. */
  awsUrl: string
  tableUrl: string
  streamUrl: string
  table: typeof TABLE
  socketPath: string
  /** Signs links to files; made once per data folder. */
  filesSecret: string
  /** Who the sign-in page offers. */
  people: readonly { email: string; name: string; what: string }[]
  now: string | undefined
  /** The sandbox that stands in for Stripe; absent where a key of Stripe's own is set. */
  stripeUrl: string | undefined
}

/**
 * The environment of every function, set before their bundles are imported. It names a stand-in for every AWS service we
 * use and a dead end for all others, so that no call can leave this machine whatever the person's own AWS settings are.
 */
export function environmentOf(at: Whereabouts): Record<string, string | undefined> {
  const issuer = `${at.publicUrl}${ISSUER_PATH}`
  const { port } = new URL(at.publicUrl)
  return {
    AWS_REGION: LOCAL_CREDENTIALS.region,
    AWS_DEFAULT_REGION: LOCAL_CREDENTIALS.region,
    AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: at.filesSecret,
    AWS_SESSION_TOKEN: undefined,
    AWS_PROFILE: undefined,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_ENDPOINT_URL: at.awsUrl,
    AWS_ENDPOINT_URL_DYNAMODB: at.tableUrl,
    AWS_ENDPOINT_URL_DYNAMODB_STREAMS: at.streamUrl,
    AWS_ENDPOINT_URL_EVENTBRIDGE: at.awsUrl,
    AWS_ENDPOINT_URL_SFN: at.awsUrl,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: at.awsUrl,
    AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI: at.awsUrl,
    AWS_ENDPOINT_URL_SESV2: at.awsUrl,
    // On the public port, because a browser follows links into it; an IP address makes every client put the bucket in the path.
    AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}${FILES_PATH}`,
    TABLE_NAME: at.table.name,
    FILES_BUCKET: NAMES.files,
    ANCHORS_BUCKET: NAMES.anchors,
    BUS_NAME: NAMES.bus,
    SECRETS_DOORS: NAMES.doors,
    SECRETS_SESSION: NAMES.session,
    SECRETS_PEOPLE: NAMES.peopleSecret,
    SECRETS_STRIPE: NAMES.stripeKey,
    SECRETS_PRODUCT: NAMES.productKey,
    SECRETS_PROVIDERS: NAMES.providerKeys,
    STRIPE_API_URL: at.stripeUrl,
    ISSUER: issuer,
    CLIENT_ID,
    ISSUER_AUTHORIZE_URL: `${issuer}/oauth2/authorize`,
    ISSUER_TOKEN_URL: `${issuer}/oauth2/token`,
    ISSUER_REVOKE_URL: `${issuer}/oauth2/revoke`,
    ISSUER_LOGOUT_URL: `${issuer}/logout`,
    PUBLIC_URL: at.publicUrl,
    SOCKET_URL: `${at.publicUrl.replace("http", "ws")}${at.socketPath}`,
    SOCKET_ENDPOINT: at.awsUrl,
    FIRST_ADMIN_EMAIL: undefined,
    SIGN_IN_PEOPLE: JSON.stringify(at.people.map(({ email, name, what }) => ({ email, name, what }))),
    SANDBOXES: at.stripeUrl ? "stripe" : undefined,
    PRODUCT_ON_LOCALHOST: "allowed",
    MAIL_FROM: undefined,
    LATE_HORIZON_DAYS: String(LATE_HORIZON_DAYS),
    FACT_LIFE_DAYS: String(FACT_LIFE_DAYS),
    KEY_REQUESTS_PER_SECOND: String(KEY_REQUESTS_PER_SECOND),
    WATCHBILL_NOW: at.now,
    WATCHBILL_DUE_SKEW_MS: undefined,
    WATCHBILL_FILLING: undefined,
    WATCHBILL_DEMO: undefined,
  }
}

/** Sets and removes variables of this process. */
export function apply(environment: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(environment)) {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
}
