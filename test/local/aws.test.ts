import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge"
import {
  DescribeExecutionCommand,
  SendTaskFailureCommand,
  SendTaskHeartbeatCommand,
  SendTaskSuccessCommand,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn"
import { AwsClient } from "aws4fetch"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type AwsDoor, openAwsDoor } from "../../infra/local/aws.ts"
import { openBus } from "../../infra/local/bus.ts"
import { openClock } from "../../infra/local/clock.ts"
import { LOCAL_CREDENTIALS, NAMES } from "../../infra/local/environment.ts"
import type { Queue } from "../../infra/local/queue.ts"
import { openSecrets } from "../../infra/local/secrets.ts"
import type { Sockets } from "../../infra/local/sockets.ts"
import { openWorkflows, type Workflows } from "../../infra/local/workflow/executions.ts"
import { type TestFolder, testFolder } from "./support/store.ts"

const ASK = {
  Type: "Task" as const,
  Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
  Arguments: { FunctionName: "${ask}", Payload: "{% $states.context.Task.Token %}" },
  End: true,
}
const definition = {
  Comment: "",
  QueryLanguage: "JSONata" as const,
  TimeoutSeconds: 60,
  StartAt: "Ask",
  States: { Ask: ASK },
}

let folder: TestFolder
let door: AwsDoor
let workflows: Workflows
const queued: unknown[] = []
const tokens: string[] = []
const posted: string[] = []

beforeAll(async () => {
  folder = testFolder()
  const store = folder.store()
  const queue = { add: (deliveries: unknown[]) => queued.push(...deliveries) } as unknown as Queue
  const sockets = {
    post: (id: string, message: Buffer) => id === "open=" && posted.push(String(message)) > 0,
    close: (id: string) => id === "open=",
    isOpen: (id: string) => id === "open=",
  } as unknown as Sockets
  workflows = openWorkflows({
    workflows: { ask: { summary: "", whenItFails: "", definition } },
    store,
    clock: openClock(),
    invoke: async (_name, token) => tokens.push(String(token)),
  })
  const bus = openBus({
    name: "watchbill",
    rules: [{ name: "all", pattern: { source: ["test"] }, to: { workflow: "ask" } }],
    queue,
  })
  door = await openAwsDoor({ bus, workflows, secrets: await openSecrets(store, "rk_test_key"), sockets })
})
afterAll(async () => {
  await workflows.stop()
  await door.stop()
  folder.remove()
})
const conf = () => ({ endpoint: door.url, maxAttempts: 1, ...LOCAL_CREDENTIALS })
const signed = (service: string) =>
  new AwsClient({ ...LOCAL_CREDENTIALS.credentials, service, region: "us-east-1", retries: 0 })

describe("unmodified clients", () => {
  test("put events", async () => {
    const bus = new EventBridgeClient(conf())
    const good = {
      Source: "test",
      DetailType: "it.happened",
      Detail: '{"a":1}',
      EventBusName: "watchbill",
      Time: new Date("2026-03-01T10:00:00Z"),
    }
    const answer = await bus.send(new PutEventsCommand({ Entries: [good, { ...good, Detail: "no" }] }))
    expect(answer).toMatchObject({
      FailedEntryCount: 1,
      Entries: [{ EventId: expect.any(String) }, { ErrorCode: "MalformedDetail" }],
    })
    expect(queued).toMatchObject([{ source: "rule all", payload: { time: "2026-03-01T10:00:00Z", detail: { a: 1 } } }])
  })

  test("start executions, answer their tokens, and read their endings", async () => {
    const client = new SFNClient(conf())
    const start = (name: string) =>
      client.send(
        new StartExecutionCommand({
          stateMachineArn: "arn:aws:states:us-east-1:000000000000:stateMachine:ask",
          name,
          input: "{}",
        }),
      )
    const describeIt = (executionArn: string | undefined) =>
      client.send(new DescribeExecutionCommand({ executionArn: executionArn! }))
    const first = await start("first")
    expect(first.startDate).toBeInstanceOf(Date)
    await expect.poll(() => tokens.length).toBe(1)
    expect(await describeIt(first.executionArn)).toMatchObject({ status: "RUNNING", name: "first" })
    await client.send(new SendTaskHeartbeatCommand({ taskToken: tokens[0]! }))
    await client.send(new SendTaskSuccessCommand({ taskToken: tokens[0]!, output: '{"ok":true}' }))
    await expect.poll(async () => (await describeIt(first.executionArn)).status).toBe("SUCCEEDED")
    expect(await describeIt(first.executionArn)).toMatchObject({ output: '{"ok":true}', stopDate: expect.any(Date) })
    await expect(start("first")).rejects.toThrow(expect.objectContaining({ name: "ExecutionAlreadyExists" }))

    const second = await start("second")
    await expect.poll(() => tokens.length).toBe(2)
    await client.send(new SendTaskFailureCommand({ taskToken: tokens[1]!, error: "Refused", cause: "no" }))
    await expect.poll(async () => (await describeIt(second.executionArn)).status).toBe("FAILED")
    expect(await describeIt(second.executionArn)).toMatchObject({ error: "Refused", cause: "no" })
    await expect(client.send(new SendTaskSuccessCommand({ taskToken: tokens[1]!, output: "1" }))).rejects.toThrow(
      expect.objectContaining({ name: "TaskTimedOut" }),
    )
  })

  test("read secrets: constants for the doors, values of this folder for sessions", async () => {
    const read = async (SecretId: string) => {
      const headers = { "x-amz-target": "secretsmanager.GetSecretValue", "content-type": "application/x-amz-json-1.1" }
      const answer = await signed("secretsmanager").fetch(door.url, {
        method: "POST",
        headers,
        body: JSON.stringify({ SecretId }),
      })
      return (await answer.json()) as { SecretString: string; __type?: string }
    }
    expect(JSON.parse((await read(NAMES.doors)).SecretString)).toMatchObject({ stripe: ["whsec_local"] })
    const session = (await read(NAMES.session)).SecretString
    expect(Object.keys(JSON.parse(session) as object)).toEqual(["cookie", "cursor", "origin"])
    expect((await openSecrets(folder.store(), "rk_test_key")).get(NAMES.session).SecretString).toBe(session)
    expect((await read("watchbill/other")).__type).toBe("ResourceNotFoundException")
  })

  test("make secrets and give them new versions, each token once", async () => {
    const ask = async (action: string, input: object) => {
      const headers = { "x-amz-target": `secretsmanager.${action}`, "content-type": "application/x-amz-json-1.1" }
      const body = JSON.stringify(input)
      const answer = await signed("secretsmanager").fetch(door.url, { method: "POST", headers, body })
      return (await answer.json()) as Record<string, string>
    }
    const version = (SecretString: string, ClientRequestToken: string) => ({ SecretString, ClientRequestToken })
    const put = (text: string, token: string) => ask("PutSecretValue", { SecretId: "a/b", ...version(text, token) })
    expect(await put("one", "t1")).toMatchObject({ __type: "ResourceNotFoundException" })
    expect(await ask("CreateSecret", { Name: "a/b", ...version("one", "t1") })).toMatchObject({ Name: "a/b" })
    expect(await ask("CreateSecret", { Name: "a/b", ...version("x", "t9") })).toMatchObject({
      __type: "ResourceExistsException",
    })
    expect(await ask("CreateSecret", { Name: NAMES.session, ...version("x", "t9") })).toMatchObject({
      __type: "ResourceExistsException",
    })
    expect(await put("one", "t1")).toMatchObject({ VersionId: "t1" })
    expect(await put("other", "t1")).toMatchObject({ __type: "ResourceExistsException" })
    expect(await put("two", "t2")).toMatchObject({ VersionId: "t2" })
    expect(await ask("GetSecretValue", { SecretId: "a/b" })).toMatchObject({ SecretString: "two", VersionId: "t2" })
    expect((await openSecrets(folder.store(), "rk_test_key")).get("a/b").SecretString).toBe("two")
  })

  test("post to open sockets, and learn that others are gone", async () => {
    const post = (id: string, method = "POST") =>
      signed("execute-api").fetch(`${door.url}/live/@connections/${encodeURIComponent(id)}`, {
        method,
        ...(method === "POST" ? { body: "hello" } : {}),
      })
    expect((await post("open=")).status).toBe(200)
    expect(posted).toEqual(["hello"])
    expect((await post("open=", "DELETE")).status).toBe(204)
    expect((await post("gone=")).status).toBe(410)
  })

  test("are told what has no stand-in here", async () => {
    const answer = await signed("sqs").fetch(door.url, {
      method: "POST",
      headers: { "x-amz-target": "AmazonSQS.SendMessage" },
      body: "{}",
    })
    expect([answer.status, await answer.json()]).toEqual([
      400,
      expect.objectContaining({ __type: "UnknownOperationException" }),
    ])
  })
})
