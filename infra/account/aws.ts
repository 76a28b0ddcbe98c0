import { EventBridgeClient } from "@aws-sdk/client-eventbridge"
import { AwsClient } from "aws4fetch"
import { Sentence } from "../local/sentence.ts"

/** The account that the terminal is signed in to, and the few calls a deployment makes besides CloudFormation's. */
export interface Account {
  id: string
  region: string
  /** Calls an operation of a JSON service; `undefined` where the thing asked for does not exist. */
  json(service: "secretsmanager" | "ssm", target: string, body: unknown): Promise<Record<string, unknown> | undefined>
  get(service: "lambda", path: string): Promise<Record<string, unknown>>
  put(bucket: string, key: string, body: Uint8Array, headers: Record<string, string>): Promise<void>
}

const RETRIES = 4

/** Finds credentials and region where every AWS tool looks for them, and asks whose they are. */
export async function openAccount(): Promise<Account> {
  const { credentials, region } = await whoAmI()
  const client = new AwsClient({ ...credentials, region, retries: RETRIES })
  const ask: typeof client.fetch = (url, options) =>
    client.fetch(url, options).catch((error: unknown) => {
      throw new Sentence(`AWS cannot be reached from here (${new URL(String(url)).host}): ${causeOf(error)}`)
    })
  const host = (service: string) => `https://${service}.${region}.amazonaws.com`
  const identity = await ask(`${host("sts")}/`, {
    method: "POST",
    headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
    body: "Action=GetCallerIdentity&Version=2011-06-15",
    aws: { service: "sts" },
  })
  if (!identity.ok)
    throw new Sentence("AWS does not accept these credentials; sign in again, for example `aws sso login`.")
  const told = (await identity.json()) as {
    GetCallerIdentityResponse: { GetCallerIdentityResult: { Account: string } }
  }
  return {
    id: told.GetCallerIdentityResponse.GetCallerIdentityResult.Account,
    region,
    async json(service, target, body) {
      const answer = await ask(`${host(service)}/`, {
        method: "POST",
        headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": target },
        body: JSON.stringify(body),
        aws: { service },
      })
      const said = (await answer.json()) as Record<string, unknown>
      if (answer.ok) return said
      if (/NotFound/.test(String(said["__type"]))) return undefined
      throw new Sentence(`AWS refused ${target}: ${said["message"] ?? said["Message"] ?? answer.status}`)
    },
    async get(service, path) {
      const answer = await ask(`${host(service)}${path}`, { aws: { service } })
      if (!answer.ok) throw new Sentence(`AWS refused ${service} ${path}: ${answer.status}`)
      return (await answer.json()) as Record<string, unknown>
    },
    async put(bucket, key, body, headers) {
      const path = key.split("/").map(encodeURIComponent).join("/")
      const url = `https://${bucket}.s3.${region}.amazonaws.com/${path}`
      const answer = await ask(url, {
        method: "PUT",
        headers,
        body: body as Uint8Array<ArrayBuffer>,
        aws: { service: "s3" },
      })
      if (!answer.ok) throw new Sentence(`S3 did not take ${key}: ${answer.status} ${await answer.text()}`)
    },
  }
}

const causeOf = (error: unknown): string =>
  error instanceof Error ? String((error.cause as Error | undefined)?.message ?? error.message) : String(error)

/** An SDK client knows every place where credentials and a region may stand; it is asked for nothing else. */
async function whoAmI() {
  const { config } = new EventBridgeClient({})
  try {
    return { credentials: await config.credentials(), region: await config.region() }
  } catch (error) {
    throw new Sentence(
      `There are no AWS credentials or no region here (${error instanceof Error ? error.message : error}). ` +
        "Sign in first, for example `aws sso login` with AWS_PROFILE set.",
    )
  }
}
