import { AwsV4Signer } from "aws4fetch"
import { backOff } from "./retry.ts"

/**
 * One try may take so long until it is answered; all tries of a call together, waits included, take no longer than the deadline.
 * What is large gets the time that its bytes take at the slowest pace a network here has.
 */
const TRY_MS_MAX = 2_000
const TRY_MS_MIN = 100
const DEADLINE_MS = 5_000
const BYTES_A_MS = 1_000

/** AWS's names in host names, and in the variables that name another endpoint. */
const SERVICES = {
  dynamodb: { endpoint: "AWS_ENDPOINT_URL_DYNAMODB", contentType: "application/x-amz-json-1.0" },
  secretsmanager: { endpoint: "AWS_ENDPOINT_URL_SECRETS_MANAGER", contentType: "application/x-amz-json-1.1" },
  s3: { endpoint: "AWS_ENDPOINT_URL_S3", contentType: "application/octet-stream" },
  ses: { endpoint: "AWS_ENDPOINT_URL_SESV2", contentType: "application/json" },
  "execute-api": { endpoint: "AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI", contentType: "application/json" },
} as const
export type Service = keyof typeof SERVICES

/** An AWS service answered with an error. `name` is the service's own word for it, as in the SDK. */
export class AwsError extends Error {
  readonly status: number
  /** The reasons of a cancelled transaction, in the order of its writes. */
  readonly CancellationReasons: { Code?: string }[] | undefined
  constructor(name: string, message: string, status: number, reasons?: { Code?: string }[]) {
    super(message)
    this.name = name
    this.status = status
    this.CancellationReasons = reasons
  }
}

const THROTTLES =
  /Throttl|ProvisionedThroughputExceeded|RequestLimitExceeded|TooManyRequests|SlowDown|TransactionInProgress/

/** Calls an operation of a JSON service: `callAws("dynamodb", "DynamoDB_20120810.GetItem", body)`. JSON text goes in and comes out. */
export async function callAws(service: "dynamodb" | "secretsmanager", target: string, body: string): Promise<string> {
  const headers = { "content-type": SERVICES[service].contentType, "x-amz-target": target }
  const { bytes } = await signedFetch(service, endpointOf(service).url, { method: "POST", headers, body })
  return new TextDecoder().decode(bytes)
}

/** Posts JSON text to a signed address, such as that of an open socket of ours. */
export async function signedPost(service: "execute-api" | "ses", url: string, body: string): Promise<void> {
  await signedFetch(service, url, { method: "POST", headers: { "content-type": "application/json" }, body })
}

const SECRET_LIFE_MS = 5 * 60_000
const secrets = new Map<string, { askedAt: number; text: Promise<string> }>()

/** A secret's text, asked again after 5 minutes. While Secrets Manager does not answer, the last text we have serves. */
export function secret(id: string): Promise<string> {
  const held = secrets.get(id)
  if (held && Date.now() - held.askedAt < SECRET_LIFE_MS) return held.text
  const text = askSecret(id).catch((error: unknown) => {
    if (held) return held.text
    secrets.delete(id)
    throw error
  })
  secrets.set(id, { askedAt: Date.now(), text })
  return text
}

async function askSecret(id: string): Promise<string> {
  const answer = await callAws("secretsmanager", "secretsmanager.GetSecretValue", JSON.stringify({ SecretId: id }))
  return (JSON.parse(answer) as { SecretString: string }).SecretString
}

const signingKeys = new Map<string, ArrayBuffer>()
export const region = (): string => process.env["AWS_REGION"] ?? process.env["AWS_DEFAULT_REGION"] ?? "us-east-1"
export const signing = (service: Service) => ({
  service,
  region: region(),
  accessKeyId: process.env["AWS_ACCESS_KEY_ID"] ?? "",
  secretAccessKey: process.env["AWS_SECRET_ACCESS_KEY"] ?? "",
  ...(process.env["AWS_SESSION_TOKEN"] ? { sessionToken: process.env["AWS_SESSION_TOKEN"] } : {}),
  cache: signingKeys,
})

export function endpointOf(service: Service): { url: string; isAws: boolean } {
  const named = process.env[SERVICES[service].endpoint] ?? process.env["AWS_ENDPOINT_URL"]
  if (named) return { url: named.replace(/\/$/, ""), isAws: false }
  // SES is called otherwise in its address than in a signature.
  const host = service === "ses" ? "email" : service
  return { url: `https://${host}.${region()}.amazonaws.com`, isAws: true }
}

interface Asked {
  method: string
  headers?: Record<string, string>
  body?: string | Uint8Array
  /** How long the service may work before it answers, where that is more than a moment. */
  workMs?: number
}
interface Answer {
  bytes: Uint8Array
  headers: Headers
}

/** Signs and sends, again after throttles, server errors and lost connections, until the deadline is near. */
export async function signedFetch(service: Service, url: string, asked: Asked): Promise<Answer> {
  const sendMs = (asked.workMs ?? 0) + (asked.body?.length ?? 0) / BYTES_A_MS
  const endsAt = Date.now() + DEADLINE_MS + 2 * sendMs
  for (let tries = 0; ; tries++) {
    const outcome = await tryOnce(service, url, asked, Math.min(TRY_MS_MAX + sendMs, endsAt - Date.now()))
    if ("answer" in outcome) return outcome.answer
    if (!outcome.again) throw outcome.error
    await backOff(tries)
    // A try without time to be answered would only hide why the others failed.
    if (Date.now() > endsAt - TRY_MS_MIN) throw outcome.error
  }
}

async function tryOnce(
  service: Service,
  url: string,
  { workMs = 0, ...asked }: Asked,
  msMax: number,
): Promise<{ answer: Answer } | { error: unknown; again: boolean }> {
  const signed = await new AwsV4Signer({ ...signing(service), ...(asked as { body?: string }), url }).sign()
  const { method, headers, body } = signed
  const late = new AbortController()
  const abort = () => late.abort(new DOMException("No answer in time", "TimeoutError"))
  let timer = setTimeout(abort, msMax)
  try {
    const response = await fetch(signed.url, { method, headers, body: body ?? null, signal: late.signal })
    clearTimeout(timer)
    timer = setTimeout(abort, TRY_MS_MAX + workMs + Number(response.headers.get("content-length") ?? 0) / BYTES_A_MS)
    const bytes = new Uint8Array(await response.arrayBuffer())
    if (response.ok) return { answer: { bytes, headers: response.headers } }
    const error = errorOf(response.status, new TextDecoder().decode(bytes))
    return { error, again: response.status >= 500 || response.status === 429 || THROTTLES.test(error.name) }
  } catch (error) {
    return { error, again: true }
  } finally {
    clearTimeout(timer)
  }
}

function errorOf(status: number, text: string): AwsError {
  try {
    const told = JSON.parse(text) as Record<string, unknown>
    const name = String(told["__type"] ?? told["code"] ?? "AwsError")
      .split("#")
      .at(-1)!
    const reasons = told["CancellationReasons"] as { Code?: string }[] | undefined
    return new AwsError(name, String(told["message"] ?? told["Message"] ?? name), status, reasons)
  } catch {
    const name = /<Code>([^<]+)/.exec(text)?.[1] ?? `Http${status}`
    return new AwsError(name, text.slice(0, 300), status)
  }
}
