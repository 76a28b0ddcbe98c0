import { createHash } from "node:crypto"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import * as z from "zod/mini"
import { WebSocketServer } from "ws"
import { CONTRACT, type EndpointName } from "#shared/contract/contract.ts"
import type { MemberRole, StaffRole } from "#shared/contract/endpoint.ts"
import { instant } from "#shared/time.ts"
import { securityHeaders } from "../../../infra/headers.ts"
import { openPages } from "../../../infra/local/gateway/pages.ts"
import { emptyOverview, overviewOf } from "../charts/overview-fixture.ts"
import { deliveryAt, entryAt, exportAt, NOW, ORGANIZATIONS, payloadOf, SETTINGS } from "./fixture-answers.ts"

type Input = Record<string, string | undefined> & { body?: Record<string, unknown> }
type Refusal = { status: number; code: string; detail: string }

/** What a test may turn while pages are open. */
export interface Stage {
  staffRole: StaffRole | null
  memberRole: MemberRole | null
  signedIn: boolean
  empty: boolean
  filling: number | null
  sandboxes: string[]
  /** Endpoints that answer with a failure, or not at all. */
  failing: Partial<Record<EndpointName, Refusal | "silent">>
  delayMs: number
  freshSignIn: boolean
  chain: "ok" | "broken"
  versions: Record<string, number>
  settings: z.infer<typeof CONTRACT.readSettings.output>
  calls: { endpoint: EndpointName; input: Record<string, unknown>; headers: IncomingMessage["headers"] }[]
}

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
    filling: null,
    sandboxes: [],
    failing: {},
    delayMs: 0,
    freshSignIn: true,
    chain: "ok",
    versions: { overview: 1, webhooks: 1, organizations: 1, audit: 1, exports: 1 },
    settings: structuredClone(SETTINGS),
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

const PAGE = 50
const holds = (row: object, search: string | undefined) =>
  !search || JSON.stringify(row).toLowerCase().includes(search.toLowerCase())

/** A page of rows after a cursor, which here is the place in the list. */
function paged<Row>(rows: Row[], { cursor, limit }: Input) {
  const from = Number(cursor ?? 0)
  const size = Number(limit ?? PAGE)
  return { items: rows.slice(from, from + size), nextCursor: from + size < rows.length ? String(from + size) : null }
}

const deliveries = (stage: Stage) => {
  const fresh = (stage.versions["webhooks"] ?? 1) - 1
  const told = Array.from({ length: 180 }, (_, at) => deliveryAt(at))
  const news = Array.from({ length: fresh }, (_, at) => ({
    ...deliveryAt(500 + at, instant(Date.parse(NOW) + at * 1_000)),
    status: "applied" as const,
    reason: null,
  }))
  return stage.empty ? [] : [...news.reverse(), ...told]
}

const ANSWERS: Record<EndpointName, (stage: Stage, input: Input, response: ServerResponse) => unknown> = {
  readMe: (stage) => ({
    personId: "per_1",
    name: stage.staffRole === null ? "Marta Kessler" : "Ines Okafor",
    email: stage.staffRole === null ? "owner@acme.test" : "admin@demo.test",
    staffRole: stage.staffRole,
    organizations: stage.memberRole ? [{ id: "org_acme", name: "Acme", role: stage.memberRole }] : [],
    signedInAt: NOW,
    console: {
      timeZone: stage.settings.reportingZone,
      currency: "usd",
      now: NOW,
      sandboxes: stage.sandboxes,
      filling: stage.filling,
      demo: true,
    },
  }),
  readOverview: (stage, input) => (stage.empty ? emptyOverview() : overviewOf({ days: Number(input["days"] ?? 90) })),
  listOrganizations: (stage, input) => {
    const rows = (stage.empty ? [] : ORGANIZATIONS)
      .filter((row) => holds({ name: row.name, id: row.id, email: row.billingEmail }, input["search"]))
      .filter(
        (row) => (!input["plan"] || row.plan === input["plan"]) && (!input["status"] || row.status === input["status"]),
      )
      .filter((row) => !input["createdFrom"] || (row.createdAt ?? "") >= input["createdFrom"])
    const by = input["sort"] as "name"
    const sign = input["order"] === "asc" ? 1 : -1
    rows.sort((a, b) => sign * String(a[by] ?? "").localeCompare(String(b[by] ?? "")))
    return { ...paged(rows, input), total: rows.length, asOf: NOW, version: stage.versions["organizations"] }
  },
  readOrganization: (stage, { organizationId }) => {
    const row = ORGANIZATIONS.find(({ id }) => id === organizationId)
    if (!row) return { status: 404, code: "missing", detail: "There is no such organization" }
    const { id, name, status, createdAt, plan, billingEmail } = row
    const sees = {
      plan: stage.staffRole || stage.memberRole === "owner" || stage.memberRole === "admin",
      email: stage.staffRole || stage.memberRole === "owner",
    }
    return {
      id,
      name,
      status,
      createdAt,
      memberCount: 14,
      version: 1,
      ...(sees.plan ? { plan } : {}),
      ...(sees.email ? { billingEmail } : {}),
    }
  },
  listDeliveries: (stage, input) => {
    const all = deliveries(stage)
    const counts = { received: 0, applied: 0, ignored: 0, parked: 0 }
    for (const { status } of all) counts[status]++
    const rows = all.filter(
      (row) =>
        (!input["status"] || row.status === input["status"]) &&
        (!input["type"] || row.type === input["type"]) &&
        holds(row, input["search"]),
    )
    return { ...paged(rows, input), counts, scannedTo: null, asOf: NOW, version: stage.versions["webhooks"] }
  },
  readDelivery: (stage, { deliveryId }) => {
    const row = deliveries(stage).find((one) => one.deliveryId === deliveryId)
    if (!row) return { status: 404, code: "missing", detail: "There is no such delivery; bodies are kept 90 days" }
    return {
      ...row,
      payload: payloadOf(row),
      payloadKeptUntil: "2027-02-18T14:02:11.000Z",
      masked: stage.staffRole === "viewer",
    }
  },
  replayDelivery: (_, { deliveryId }) => ({ deliveryId, requestedAt: instant(Date.now()) }),
  listAudit: (stage, input) => {
    const rows = stage.empty
      ? []
      : Array.from({ length: 219 + (stage.versions["audit"] ?? 1) }, (_, at) =>
          entryAt(219 + (stage.versions["audit"] ?? 1) - at),
        )
    const kept = rows.filter(
      (row) =>
        (!input["action"] || row.action.includes(input["action"])) &&
        (!input["actor"] || row.actor.label.includes(input["actor"])) &&
        holds(row, input["search"]),
    )
    return { ...paged(kept, input), asOf: NOW, version: stage.versions["audit"] }
  },
  verifyAudit: (stage) => ({
    verdict: stage.empty ? "empty" : stage.chain,
    entries: stage.empty ? 0 : 220,
    brokenAtSeq: stage.chain === "broken" ? 112 : null,
    headHash: null,
    checkedAt: NOW,
  }),
  requestExport: (_, { request }) => ({
    ...exportAt(4),
    list: (request as unknown as { list: string }).list,
    status: "requested",
  }),
  listExports: (stage) => ({ items: stage.empty ? [] : Array.from({ length: 9 }, (_, at) => exportAt(at)), asOf: NOW }),
  readExport: (_, { exportId }) => ({ ...exportAt(0), exportId, downloadUrl: "/download.csv" }),
  readSettings: (stage) => stage.settings,
  saveSettings: (stage, input) => (stage.settings = input as unknown as Stage["settings"]),
  createLiveTicket: (_stage, _input, response) => ({ ticket: "t", url: `ws://${response.req.headers.host}/live` }),
  readTopics: (stage, { topics }) => ({
    topics: Object.fromEntries(Object.entries(stage.versions).filter(([name]) => topics?.split(",").includes(name))),
    now: NOW,
  }),
}
