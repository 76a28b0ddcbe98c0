import { createHash } from "node:crypto"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import * as z from "zod/mini"
import { WebSocketServer } from "ws"
import { CONTRACT, type EndpointName } from "#shared/contract/contract.ts"
import { instant } from "#shared/time.ts"
import { securityHeaders } from "../../../infra/headers.ts"
import { openPages } from "../../../infra/local/gateway/pages.ts"
import { PLANS, SETTINGS } from "./fixture-answers.ts"
import { ANSWERS, type Input, type Refusal, type Stage } from "./fixture-endpoints.ts"

export interface Fixtures {
  url: string
  stage: Stage
  /** Something happened: bumps a topic and tells every socket. */
  bump(topic: string): void
  dropSockets(): void
  close(): Promise<void>
}

const PEOPLE = [
  { email: "admin@demo.test", name: "Ines Okafor", what: "Staff, admin" },
  { email: "support@demo.test", name: "Tom Abel", what: "Staff, support" },
  { email: "viewer@demo.test", name: "Noor Haddad", what: "Staff, viewer" },
  { email: "owner@acme.test", name: "Marta Kessler", what: "Acme, owner" },
  { email: "member@acme.test", name: "Dan Osei", what: "Acme, member" },
]

/** Serves a web build and answers the contract with invented data, so that every state of a page can be looked at. */
export async function startFixtures(folder: string): Promise<Fixtures> {
  const stage: Stage = {
    staffRole: "admin",
    memberRole: null,
    signedIn: true,
    empty: false,
    parked: true,
    filling: null,
    sandboxes: [],
    demo: true,
    failing: {},
    delayMs: 0,
    freshSignIn: true,
    chain: "ok",
    reconciling: false,
    versions: { overview: 1, webhooks: 1, organizations: 1, audit: 1, exports: 1 },
    settings: structuredClone(SETTINGS),
    plans: structuredClone(PLANS),
    views: [],
    keys: [],
    alerts: { items: [], raised: [] },
    calls: [],
  }
  const pages = openPages(folder)
  const headers = securityHeaders({ socket: "" })
  const server = createServer(async (request, response) => {
    for (const [name, value] of Object.entries(headers))
      if (name !== "strict-transport-security") response.setHeader(name, value)
    const url = new URL(request.url ?? "/", "http://here")
    if (url.pathname.startsWith("/session/")) return session(stage, request, response, url)
    if (url.pathname.startsWith("/api/")) return api(stage, request, response, url)
    if (url.pathname === "/download.csv")
      return void response.setHeader("content-disposition", "attachment").end("name\r\n")
    await pages.answer(request, response, url.pathname)
  })
  const sockets = new WebSocketServer({ server, path: "/live" })
  sockets.on("connection", (socket) =>
    socket.on("message", () => socket.send(JSON.stringify({ topics: stage.versions }))),
  )
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    stage,
    bump(topic) {
      stage.versions[topic] = (stage.versions[topic] ?? 0) + 1
      for (const socket of sockets.clients) socket.send(JSON.stringify({ topic, version: stage.versions[topic] }))
    },
    dropSockets: () => sockets.clients.forEach((socket) => socket.terminate()),
    close: async () => {
      sockets.clients.forEach((socket) => socket.terminate())
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

function session(stage: Stage, request: IncomingMessage, response: ServerResponse, url: URL): void {
  const json = (status: number, body: unknown) =>
    void response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body))
  if (url.pathname === "/session/options") return json(200, { people: PEOPLE, sample: true })
  if (url.pathname === "/session/token" && request.method === "POST")
    return stage.signedIn
      ? json(200, { accessToken: "token", expiresAt: instant(Date.now() + 600_000) })
      : json(401, { status: 401, title: "Not signed in", detail: "There is no session; sign in" })
  if (url.pathname === "/session/sign-out") {
    stage.signedIn = false
    return json(200, { url: "/sign-in" })
  }
  stage.signedIn = true
  stage.freshSignIn = true
  response.writeHead(303, { location: url.searchParams.get("back") ?? "/" }).end()
}

async function api(stage: Stage, request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const found = match(request.method ?? "GET", url.pathname)
  if (!found) return refuse(response, { status: 404, code: "missing", detail: "There is no such endpoint" })
  const { name, parameters } = found
  const endpoint = CONTRACT[name]
  const body = await bodyOf(request)
  const input = { ...Object.fromEntries(url.searchParams), ...body, ...parameters }
  stage.calls.push({ endpoint: name, input, headers: request.headers })
  const failing = stage.failing[name]
  if (failing === "silent") return
  if (stage.delayMs > 0) await new Promise((later) => setTimeout(later, stage.delayMs))
  if (failing) return refuse(response, failing)
  if ("freshSignIn" in endpoint && !stage.freshSignIn)
    return refuse(response, {
      status: 403,
      code: "staleSignIn",
      detail: "This needs a sign-in not older than five minutes; sign in again",
    })
  const asked = endpoint.input.safeParse(input)
  if (!asked.success)
    return refuse(response, {
      status: 400,
      code: "invalid",
      detail: asked.error.issues[0]?.message ?? "Not understood",
    })
  const told = ANSWERS[name](stage, asked.data as Input, response)
  if (isRefusal(told)) return refuse(response, told)
  const text = JSON.stringify((endpoint.output as z.ZodMiniType).parse(told))
  const tag = `"${createHash("sha256").update(text).digest("hex").slice(0, 24)}"`
  if (request.method === "GET" && request.headers["if-none-match"] === tag)
    return void response.writeHead(304, { etag: tag }).end()
  response
    .writeHead(endpoint.status ?? 200, { "content-type": "application/json", etag: tag, "cache-control": "no-cache" })
    .end(text)
}

const isRefusal = (told: unknown): told is Refusal =>
  typeof told === "object" && told !== null && "code" in told && "detail" in told

function refuse(response: ServerResponse, { status, code, detail }: Refusal): void {
  const TITLES: Record<number, string> = {
    400: "Not understood",
    403: "Not allowed",
    404: "Not found",
    500: "Broken on our side",
    503: "Not stored",
  }
  response.writeHead(status, { "content-type": "application/problem+json" }).end(
    JSON.stringify({
      type: "about:blank",
      title: TITLES[status] ?? "Refused",
      status,
      code,
      detail,
      requestId: "req_71c0f4a2",
    }),
  )
}

function match(method: string, path: string): { name: EndpointName; parameters: Record<string, string> } | undefined {
  for (const [name, endpoint] of Object.entries(CONTRACT)) {
    if (endpoint.method !== method) continue
    const pattern = new RegExp(`^${endpoint.path.replace(/\{(\w+)\}/g, "(?<$1>[^/]+)")}$`)
    const groups = pattern.exec(path)
    if (groups) {
      const parameters = Object.fromEntries(
        Object.entries(groups.groups ?? {}).map(([key, value]) => [key, decodeURIComponent(value)]),
      )
      return { name: name as EndpointName, parameters }
    }
  }
  return undefined
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return chunks.length > 0 ? (JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>) : {}
}
