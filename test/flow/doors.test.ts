import fc from "fast-check"
import { afterAll, beforeAll, expect, test } from "vitest"
import { CONTRACT } from "#shared/contract/contract.ts"
import type { Endpoint } from "#shared/contract/endpoint.ts"
import { signedHeaders, stripeEvent } from "../support/stripe.ts"
import { anyDelivery, oddDeliveries } from "./support/any-deliveries.ts"
import { complaintAbout, madeBy, unclear } from "./support/clear.ts"
import { type ConsoleProcess, startProcess } from "./support/console-process.ts"
import { oddRequestsTo, requestsTo } from "./support/contract-requests.ts"
import { forgedDelivery } from "./support/forged.ts"
import { nastyBody, nastyText } from "./support/nasty.ts"
import { inboxOf } from "./support/rest.ts"

const SEED = 20_261_120
let console: ConsoleProcess
beforeAll(async () => {
  console = await startProcess("2026-11-20T14:02:00.000Z")
})
afterAll(() => console.end())

const cases = <Case>(arbitrary: fc.Arbitrary<Case>, numRuns: number): Case[] =>
  fc.sample(arbitrary, { seed: SEED, numRuns })
/** All complaints at once say more than the first one. */
const isEmpty = (complaints: readonly (string | undefined)[]) =>
  expect(complaints.filter((complaint) => complaint !== undefined)).toEqual([])

const AT = "2026-11-20T13:00:00Z"
const EVENTS = { authorization: "Bearer wbk_local", "content-type": "application/cloudevents-batch+json" }
const deliver = (raw: string | Uint8Array, headers: Record<string, string> = signedHeaders(raw)) =>
  console.send("POST", "/webhooks/stripe", { "content-type": "application/json", ...headers }, raw)

test.each(Object.entries(CONTRACT) as [string, Endpoint][])(
  "%s: whatever is asked gets its answer or a clear refusal, and a refusal writes nothing",
  { timeout: 180_000 },
  async (_, endpoint) => {
    const complaints: (string | undefined)[] = []
    const before = await madeBy(console)
    for (const { method, path, headers, body } of [...oddRequestsTo(endpoint), ...cases(requestsTo(endpoint), 8)]) {
      const authorization = await console.bearer()
      const ask = () => console.send(method, path, { authorization, ...headers }, body)
      complaints.push((await complaintAbout(console, `${method} ${path} ${body ?? ""}`, ask)).complaint)
    }
    complaints.push(unclear(await console.call("GET", "/api/overview")))
    isEmpty(complaints)
    if (endpoint.method === "GET") expect(await madeBy(console)).toEqual(before)
  },
)

test("a cursor works for its own list, filter and order only", async () => {
  const organization = (id: string) => ({
    specversion: "1.0",
    id: `event_${id}`,
    source: "door",
    type: "organization.created",
    time: AT,
    data: { id: `org_cursor_${id}` },
  })
  const ids = ["a", "b", "c"]
  await console.send("POST", "/v1/events", EVENTS, JSON.stringify(ids.map(organization)))
  for (const id of ids)
    await deliver(JSON.stringify(stripeEvent("charge.paid", AT, { id }, undefined, `evt_cursor_${id}`)))
  await console.settle()
  const lists = ["/api/webhooks", "/api/organizations"]
  for (const list of lists) {
    const { nextCursor } = (await console.call("GET", `${list}?limit=1`))!.body as { nextCursor: string }
    const page = (path: string, cursor: string, more = "") =>
      console.call("GET", `${path}?limit=1&cursor=${encodeURIComponent(cursor.toWellFormed())}${more}`)
    expect(await page(list, nextCursor)).toMatchObject({ status: 200 })
    const [position, signature] = nextCursor.split(".") as [string, string]
    const forged = [
      ...cases(nastyText, 25).filter((text) => text !== ""),
      position,
      `${position}.`,
      `.${signature}`,
      `${position}.${signature.slice(1)}`,
      `${Buffer.from('{"__proto__":1}').toString("base64url")}.${signature}`,
      `${position}.${[...signature].reverse().join("")}`,
    ]
    const refused = { status: 400, body: { where: "cursor" } }
    for (const cursor of forged) expect(await page(list, cursor), cursor).toMatchObject(refused)
    for (const other of lists.filter((path) => path !== list))
      expect(await page(other, nextCursor)).toMatchObject(refused)
    expect(await page(list, nextCursor, "&search=x")).toMatchObject(refused)
  }
})

test("no signature but Stripe's own, over these bytes and of this moment, is accepted", async () => {
  const complaints: (string | undefined)[] = []
  for (const { change, body, headers } of cases(forgedDelivery, 60)) {
    const told = headers()
    const what = `${change}: ${JSON.stringify(told)} ${body}`
    const { answer, complaint } = await complaintAbout(console, what, () => deliver(body, told))
    complaints.push(complaint, answer?.status === 400 ? undefined : `${what} → ${answer?.status}`)
  }
  isEmpty(complaints)
})

test("whatever Stripe signs is kept, applied or set aside, and can be read as it was sent", {
  timeout: 300_000,
}, async () => {
  const kept = new Set<string>()
  const complaints: (string | undefined)[] = []
  for (const raw of [...oddDeliveries, ...cases(anyDelivery, 40), ...cases(nastyBody, 20)]) {
    const answer = await deliver(raw)
    complaints.push(unclear(answer) && `${raw.slice(0, 300)} → ${unclear(answer)}`)
    if (answer?.body.outcome === "kept") kept.add(raw)
  }
  await console.advance(60_000).catch((error: unknown) => complaints.push(`no rest: ${error}`))
  const inbox = await inboxOf(console)
  const waiting = inbox.filter(({ status }) => status !== "applied" && status !== "ignored")
  complaints.push(...waiting.map((delivery) => JSON.stringify(delivery)))
  for (const { deliveryId } of inbox) {
    const answer = await console.call("GET", `/api/webhooks/stripe/${encodeURIComponent(deliveryId)}`)
    complaints.push(unclear(answer))
    kept.delete(answer?.body.payload)
  }
  complaints.push(...[...kept].map((raw) => `kept and not to be read: ${raw.slice(0, 300)}`))
  complaints.push(unclear(await console.call("GET", "/api/overview")))
  isEmpty(complaints)
})

test("a body of any size gets an answer", { timeout: 120_000 }, async () => {
  const complaints: (string | undefined)[] = []
  const authorization = await console.bearer()
  const json = { "content-type": "application/json" }
  for (const bytes of [262_145, 2_000_001, 6_291_457, 10_485_760, 10_485_761, 12_000_000]) {
    const body = new Uint8Array(bytes).fill(32)
    const sends: Record<string, Record<string, string>> = {
      "/v1/events": EVENTS,
      "/v1/otlp/traces": { ...EVENTS, ...json },
      "/webhooks/stripe": { ...json, ...signedHeaders(body) },
      "/api/exports": { ...json, authorization, "idempotency-key": "bodies-of-any-size" },
    }
    for (const [path, headers] of Object.entries(sends)) {
      const ask = () => console.send("POST", path, headers, body)
      complaints.push((await complaintAbout(console, `${bytes} bytes to ${path}`, ask)).complaint)
    }
  }
  isEmpty(complaints)
})

test("sessions refuse what is not theirs", async () => {
  const steps = ["GET /session/sign-in", "GET /session/callback", "POST /session/token", "POST /session/sign-out"]
  const fields = ["code", "state", "back", "person", "fresh", "__proto__"]
  const request = fc.record({
    step: fc.constantFrom(...steps),
    one: nastyText,
    other: nastyText,
    name: fc.constantFrom(...fields),
  })
  const complaints: (string | undefined)[] = []
  for (const { step, one, other, name } of cases(request, 60)) {
    const [method, path] = step.split(" ") as [string, string]
    const [first, second] = [one, other].map((text) => encodeURIComponent(text.toWellFormed()))
    const query = `?${name}=${first}&state=${second}`
    const headers = { cookie: `__Host-session=${second}; __Host-signin=${first}`, origin: console.url() }
    const { answer, complaint } = await complaintAbout(console, step + query, () =>
      console.send(method, path + query, headers),
    )
    complaints.push(complaint, answer?.body.accessToken && `${step}${query} gives a token`)
  }
  isEmpty(complaints)
})
