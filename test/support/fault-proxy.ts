import { Agent, createServer, type IncomingHttpHeaders, request, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { randomOf } from "../sim/random.ts"

/**
 * What goes wrong between a client and the engine:
 * throttle, conflict, serverError: the engine is not asked. lostRequest: nor is it, and the connection breaks.
 * lostAnswer: the engine did it, and the connection breaks. errorAfter: the engine did it, and a 500 comes back.
 * unprocessed: a batch of keys comes half done. staleIndex: an index does not show yet what was written a moment ago.
 */
export type Fault =
  | "throttle"
  | "conflict"
  | "serverError"
  | "lostRequest"
  | "lostAnswer"
  | "errorAfter"
  | "unprocessed"
  | "staleIndex"

/** The probability of each fault, for the operations it can befall. */
export type Rates = Partial<Record<Fault, number>>

export interface FaultProxy {
  url: string
  /** Every fault that befell a request, oldest first. */
  log: { fault: Fault; operation: string }[]
  /** How many requests came. */
  requestCount(): number
  /** From now on these probabilities. */
  setRates(rates: Rates): void
  /** These faults befall the next requests they can befall, before the probabilities have their turn. */
  next(...faults: Fault[]): void
  stop(): Promise<void>
}

const WRITES = ["PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems"]
const OPERATIONS = ["GetItem", "BatchGetItem", "Query", ...WRITES]

/** Index reads that are stale leave out rows written in the last moment. */
const INDEX_LAG_MS = 1_000

type Body = Record<string, unknown>

/** Stands between clients and the engine at `target`. Requests that are not reads or writes of rows pass untouched. */
export async function startFaultProxy(
  target: string,
  options: { seed?: number; rates?: Rates } = {},
): Promise<FaultProxy> {
  const random = randomOf(options.seed ?? 1)
  const written = new Map<string, number>()
  const log: FaultProxy["log"] = []
  const wanted: Fault[] = []
  const agent = new Agent({ keepAlive: true })
  let rates = options.rates ?? {}
  let requestCount = 0

  const faultFor = (operation: string, body: Body): Fault | undefined => {
    const next = wanted.findIndex((fault) => canBefall(fault, operation, body))
    if (next >= 0) return wanted.splice(next, 1)[0]
    const rated = Object.entries(rates) as [Fault, number][]
    return rated.find(([fault, rate]) => canBefall(fault, operation, body) && random.chance(rate))?.[0]
  }

  const server = createServer(async (incoming, answer) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const raw = Buffer.concat(chunks)
    const [api = "", operation = ""] = String(incoming.headers["x-amz-target"] ?? "").split(".")
    const isOfRows = api === "DynamoDB_20120810" && OPERATIONS.includes(operation)
    const body: Body = isOfRows ? JSON.parse(raw.toString()) : {}
    requestCount++
    const fault = isOfRows ? faultFor(operation, body) : undefined
    if (fault) log.push({ fault, operation })
    if (fault === "lostRequest") return void answer.destroy()
    const refusal = fault && refusalOf(fault, operation, body)
    if (refusal) return send(answer, refusal.status, JSON.stringify(refusal.body))
    const real = await forward(target, agent, incoming.headers, raw)
    if (WRITES.includes(operation) && real.status === 200)
      for (const key of keysOf(operation, body)) written.set(key, Date.now())
    if (fault === "lostAnswer") return void answer.destroy()
    if (fault === "errorAfter") return send(answer, 500, JSON.stringify(errorBody("InternalServerError")))
    if (real.status !== 200) return send(answer, real.status, real.text)
    if (fault === "unprocessed") return send(answer, 200, halfDone(real.text, body))
    if (fault === "staleIndex") return send(answer, 200, withoutRecent(real.text, written))
    send(answer, real.status, real.text)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    log,
    requestCount: () => requestCount,
    setRates: (asked) => {
      rates = asked
    },
    next: (...faults) => void wanted.push(...faults),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      agent.destroy()
    },
  }
}

function canBefall(fault: Fault, operation: string, body: Body): boolean {
  if (fault === "conflict") return WRITES.includes(operation)
  if (fault === "unprocessed") return operation === "BatchGetItem"
  if (fault === "staleIndex") return body["IndexName"] !== undefined
  return true
}

const errorBody = (name: string) => ({
  __type: `com.amazonaws.dynamodb.v20120810#${name}`,
  message: `${name}, by the fault proxy`,
})

/** The error that stands for the engine's answer, of faults that never reach it. */
function refusalOf(fault: Fault, operation: string, body: Body): { status: number; body: Body } | undefined {
  if (fault === "serverError") return { status: 500, body: errorBody("InternalServerError") }
  if (fault === "throttle") {
    const name = operation === "Query" ? "ThrottlingException" : "ProvisionedThroughputExceededException"
    return { status: 400, body: errorBody(name) }
  }
  if (fault !== "conflict") return undefined
  if (operation !== "TransactWriteItems") return { status: 400, body: errorBody("TransactionConflictException") }
  const CancellationReasons = (body["TransactItems"] as unknown[]).map((_, position) =>
    position === 0 ? { Code: "TransactionConflict", Message: "Transaction is ongoing for the item" } : { Code: "None" },
  )
  return { status: 400, body: { ...errorBody("TransactionCanceledException"), CancellationReasons } }
}

const keyText = (item: Body): string => JSON.stringify([item["pk"], item["sk"]])

function keysOf(operation: string, body: Body): string[] {
  if (operation === "PutItem") return [keyText(body["Item"] as Body)]
  if (operation !== "TransactWriteItems") return [keyText(body["Key"] as Body)]
  return (body["TransactItems"] as Record<string, Body>[]).flatMap((one) => {
    const write = one["Put"] ?? one["Update"] ?? one["Delete"]
    return write ? [keyText((write["Item"] ?? write["Key"]) as Body)] : []
  })
}

/** Gives back half of the keys as not processed, and takes their rows out of the answer. */
function halfDone(text: string, asked: Body): string {
  const answer = JSON.parse(text) as { Responses: Record<string, Body[]>; UnprocessedKeys: Body }
  for (const [table, request] of Object.entries(asked["RequestItems"] as Record<string, { Keys: Body[] }>)) {
    const left = request.Keys.slice(Math.floor(request.Keys.length / 2))
    const keys = new Set(left.map(keyText))
    answer.Responses[table] = (answer.Responses[table] ?? []).filter((item) => !keys.has(keyText(item)))
    answer.UnprocessedKeys = { [table]: { ...request, Keys: left } }
  }
  return JSON.stringify(answer)
}

function withoutRecent(text: string, written: Map<string, number>): string {
  const answer = JSON.parse(text) as { Items: Body[]; Count: number }
  const since = Date.now() - INDEX_LAG_MS
  answer.Items = answer.Items.filter((item) => (written.get(keyText(item)) ?? 0) < since)
  return JSON.stringify({ ...answer, Count: answer.Items.length })
}

function forward(target: string, agent: Agent, headers: IncomingHttpHeaders, body: Buffer) {
  return new Promise<{ status: number; text: string }>((resolve, reject) => {
    const outgoing = request(target, { method: "POST", agent, headers }, async (answer) => {
      const chunks: Buffer[] = []
      for await (const chunk of answer) chunks.push(chunk as Buffer)
      resolve({ status: answer.statusCode ?? 500, text: Buffer.concat(chunks).toString() })
    })
    outgoing.on("error", reject)
    outgoing.end(body)
  })
}

function send(answer: ServerResponse, status: number, text: string): void {
  answer.writeHead(status, { "content-type": "application/x-amz-json-1.0" }).end(text)
}
