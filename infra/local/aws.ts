import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import type { Bus, PutEventsEntry } from "./bus.ts"
import { bodyOf, isLoopback } from "./http.ts"
import type { Secrets } from "./secrets.ts"
import type { Sockets } from "./sockets.ts"
import type { Workflows } from "./workflow/executions.ts"

/** The loopback door that speaks the wire formats of EventBridge, Step Functions, Secrets Manager and the WebSocket management API. */
export interface AwsDoor {
  url: string
  stop(): Promise<void>
}

export interface AwsParts {
  bus: Bus
  workflows: Workflows
  secrets: Secrets
  sockets: Sockets
}

type Input = Record<string, string> & { Entries?: PutEventsEntry[] }
type Operation = (input: Input) => unknown

const REQUEST_BYTES_MAX = 12 * 1024 * 1024
const seconds = (at: string) => Date.parse(at) / 1000

function operationsOf({ bus, workflows, secrets }: AwsParts): Record<string, Operation> {
  return {
    "AWSEvents.PutEvents": ({ Entries }) => {
      const results = bus.putEvents(Entries ?? [])
      return { FailedEntryCount: results.filter((result) => "ErrorCode" in result).length, Entries: results }
    },
    "AWSStepFunctions.StartExecution": ({ stateMachineArn = "", input, name }) => {
      const { executionArn, startedAt } = workflows.start(
        stateMachineArn.split(":").pop()!,
        JSON.parse(input ?? "{}"),
        name,
      )
      return { executionArn, startDate: seconds(startedAt) }
    },
    "AWSStepFunctions.DescribeExecution": ({ executionArn = "" }) => {
      const { name, status, startedAt, stoppedAt, input, output, error, cause } = workflows.describe(executionArn)
      return {
        executionArn,
        stateMachineArn: executionArn.replace(":execution:", ":stateMachine:").replace(/:[^:]*$/, ""),
        name,
        status,
        startDate: seconds(startedAt),
        input: JSON.stringify(input),
        ...(stoppedAt ? { stopDate: seconds(stoppedAt) } : {}),
        ...(output === undefined ? {} : { output: JSON.stringify(output) }),
        ...(error === undefined ? {} : { error, cause }),
      }
    },
    "AWSStepFunctions.SendTaskSuccess": ({ taskToken = "", output }) => {
      workflows.settle(taskToken, { output: JSON.parse(output ?? "null") })
      return {}
    },
    "AWSStepFunctions.SendTaskFailure": ({ taskToken = "", error = "States.TaskFailed", cause = "" }) => {
      workflows.settle(taskToken, { error, cause })
      return {}
    },
    "AWSStepFunctions.SendTaskHeartbeat": ({ taskToken = "" }) => {
      workflows.beat(taskToken)
      return {}
    },
    "secretsmanager.GetSecretValue": ({ SecretId = "" }) => secrets.get(SecretId),
    "secretsmanager.PutSecretValue": ({ SecretId = "", SecretString = "", ClientRequestToken = "" }) =>
      secrets.put(SecretId, SecretString, ClientRequestToken),
    "secretsmanager.CreateSecret": ({ Name = "", SecretString = "", ClientRequestToken = "" }) =>
      secrets.create(Name, SecretString, ClientRequestToken),
  }
}

export async function openAwsDoor(parts: AwsParts): Promise<AwsDoor> {
  const operations = operationsOf(parts)
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const send = (status: number, body: unknown, headers: Record<string, string> = {}) => {
      response.writeHead(status, { "content-type": request.headers["content-type"] ?? "application/json", ...headers })
      response.end(body === undefined ? "" : JSON.stringify(body))
    }
    // A page of another site cannot be let in by a name that it makes point here.
    if (!isLoopback(request.headers.host)) return send(403, { message: "Only this machine may ask." })
    try {
      const body = await bodyOf(request, REQUEST_BYTES_MAX)
      if (body === undefined)
        return send(413, { __type: "RequestEntityTooLarge", message: "The request is too large." })
      const target = String(request.headers["x-amz-target"] ?? "")
      const operation = operations[target]
      if (operation) return send(200, operation(JSON.parse(body.toString("utf8") || "{}")))
      const connection = /^(?:\/[^/]+)?\/@connections\/([^/?]+)$/.exec(request.url ?? "")
      if (connection) return answerSocket(parts.sockets, request.method, decodeURIComponent(connection[1]!), body, send)
      send(400, {
        __type: "UnknownOperationException",
        message: `${target || request.url} has no stand-in on one machine.`,
      })
    } catch (error) {
      const { name, message } = error as Error
      send(400, { __type: name, message }, { "x-amzn-errortype": name })
    }
  }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
    },
  }
}

type Send = (status: number, body: unknown, headers?: Record<string, string>) => void

function answerSocket(sockets: Sockets, method: string | undefined, id: string, body: Buffer, send: Send): void {
  const found =
    method === "POST" ? sockets.post(id, body) : method === "DELETE" ? sockets.close(id) : sockets.isOpen(id)
  if (!found) return send(410, { message: "Gone" }, { "x-amzn-errortype": "GoneException" })
  send(method === "DELETE" ? 204 : 200, undefined)
}
