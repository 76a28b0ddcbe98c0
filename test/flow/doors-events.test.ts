import { gzipSync } from "node:zlib"
import { afterAll, beforeAll, expect, test } from "vitest"
import type { EventType } from "#shared/cube/family.ts"
import { EVENT_DATA } from "#shared/usage/event-data.ts"
import { PERSON_FIELD } from "../../functions/ingest/name-people.ts"
import { type SegmentRow, unpackFacts } from "../../functions/table/segment.ts"
import { type OddEvent, oddEnvelopes, oddEvents } from "./support/any-events.ts"
import { complaintAbout, unclear } from "./support/clear.ts"
import { type ConsoleProcess, startProcess } from "./support/console-process.ts"
import { engineOf, rowsOf } from "./support/engine-process.ts"

let console: ConsoleProcess
beforeAll(async () => {
  console = await startProcess("2026-11-20T14:02:00.000Z")
})
afterAll(() => console.end())

const HEADERS = { authorization: "Bearer wbk_local", "content-type": "application/cloudevents-batch+json" }
const post = (body: string | Uint8Array, headers: Record<string, string> = {}) =>
  console.send("POST", "/v1/events", { ...HEADERS, ...headers }, body)
const gzipped = { "content-encoding": "gzip" }

/** Which of these the door took, and what is wrong with its answer. */
async function send(
  what: string,
  events: readonly OddEvent[],
): Promise<{ taken: OddEvent[]; complaint: string | undefined }> {
  const answer = await post(gzipSync(`[${events.map(({ text }) => text).join(",")}]`), gzipped)
  if (answer?.status !== 202) return { taken: [], complaint: `${what} → ${unclear(answer) ?? JSON.stringify(answer)}` }
  const { accepted, duplicates, rejected } = answer.body as {
    accepted: number
    duplicates: number
    rejected: { index: number; reason: string }[]
  }
  const bad = new Set(rejected.map(({ index }) => index))
  const adds =
    accepted + duplicates + bad.size === events.length && rejected.every(({ reason }) => /^[^:]+: .{4,}/.test(reason))
  return {
    taken: events.filter((_, index) => !bad.has(index)),
    complaint: adds ? undefined : `${what} → ${JSON.stringify(answer.body)}`,
  }
}

/** Fields that the door puts into a form of its own. */
const isPutInForm = (field: string): boolean => /At$|Usd$/.test(field)

/** What an event says as it is kept: numbers beyond all numbers have no text, and a prototype is nothing that it may say. */
const said = (value: unknown) =>
  JSON.stringify(value, (name, inside) => (name === "__proto__" ? undefined : inside)) ?? "nothing"

test("whatever the events door takes is kept as it was told, and what it does not take is named", {
  timeout: 300_000,
}, async () => {
  const complaints: (string | undefined)[] = []
  const taken: OddEvent[] = []
  for (const [what, events] of oddEvents) {
    const outcome = await send(what, events)
    complaints.push(outcome.complaint)
    taken.push(...outcome.taken)
  }
  expect(taken.length).toBeGreaterThan(Object.keys(EVENT_DATA).length * 20)
  await console.advance(60_000).catch((error: unknown) => complaints.push(`no rest: ${error}`))

  const rows = await rowsOf(engineOf(console.dataDir).url)
  const segments = rows.filter(({ kind }) => kind === "segment") as SegmentRow[]
  const facts = new Map(segments.flatMap(({ packed }) => unpackFacts(packed)).map((fact) => [fact.id, fact.data]))
  for (const { id, type, field, text } of taken) {
    // Sessions and users are told again and again under identities of their own.
    if (type === "session.updated" || type === "user.created" || isPutInForm(field)) continue
    const told = JSON.parse(text).data as Record<string, unknown>
    const held = facts.get(`platform|door|${id}`)
    const person = PERSON_FIELD[type as EventType]
    const isKept = (name: string) => {
      if (name !== person || typeof told[name] !== "string") return said(told[name]) === said(held?.[name])
      return told[name] === "" ? held?.[name] === null : /^u_[\w-]{16}$/.test(String(held?.[name]))
    }
    const lost = Object.keys(told).filter((name) => !isPutInForm(name) && !isKept(name))
    if (lost.length > 0)
      complaints.push(`${id}: ${lost} of ${text.slice(0, 200)} is kept as ${said(held).slice(0, 200)}`)
  }

  const organizations = taken.flatMap(({ type, text }) =>
    /^organization\.(created|updated)$/.test(type) ? [String(JSON.parse(text).data.id)] : [],
  )
  for (const id of new Set(organizations)) {
    const answer = await console.call("GET", `/api/organizations/${encodeURIComponent(id.toWellFormed())}`)
    if (answer?.body.id !== id) complaints.push(`organization ${JSON.stringify(id)} → ${JSON.stringify(answer)}`)
  }
  for (const path of ["/api/overview", "/api/organizations?limit=200&sort=name", "/api/me"])
    complaints.push(unclear(await console.call("GET", path)))
  const state = await console.send("GET", "/_local/state", {})
  for (const { error } of state?.body.deadLetters ?? []) complaints.push(`died: ${error}`)
  expect(complaints.filter((complaint) => complaint !== undefined)).toEqual([])
})

test("an envelope is right, or named as wrong", async () => {
  const complaints: (string | undefined)[] = []
  for (const text of oddEnvelopes) {
    const { answer, complaint } = await complaintAbout(console, text, () => post(`[${text}]`))
    complaints.push(
      complaint,
      answer?.body.rejected?.length === 1 || answer?.body.accepted === 1 || answer?.body.duplicates === 1
        ? undefined
        : `${text.slice(0, 200)} → ${JSON.stringify(answer)}`,
    )
  }
  expect(complaints.filter((complaint) => complaint !== undefined)).toEqual([])
})

const EVENT = `{"specversion":"1.0","id":"1","source":"door","type":"record.created","time":"2026-11-20T13:00:00Z","data":{"model":"Job","id":"1"}}`
const packed = gzipSync(EVENT)
test.each<[string, number, string | Uint8Array, Record<string, string>]>([
  ["another format", 415, EVENT, { "content-type": "text/plain" }],
  ["no format", 415, EVENT, { "content-type": "" }],
  ["a packing we do not know", 415, packed, { "content-encoding": "br" }],
  ["two packings", 415, packed, { "content-encoding": "gzip, gzip" }],
  ["half a packing", 400, packed.subarray(0, -9), gzipped],
  ["a packing of nothing", 400, gzipSync(""), gzipped],
  ["no packing", 400, EVENT, gzipped],
  ["a packing that is said to be none", 400, packed, { "content-encoding": "identity" }],
  ["much in a small packing", 413, gzipSync(Buffer.alloc(20_000_000, 32)), gzipped],
  [
    "bytes that are no text",
    400,
    Uint8Array.of(0x5b, 0xff, 0xfe, 0x5d),
    { "content-type": "application/cloudevents-batch+json" },
  ],
  ["one event as a batch", 400, EVENT, {}],
  ["no JSON", 400, EVENT.slice(1), {}],
  ["a batch that nobody ends", 400, "[".repeat(100_000), {}],
  ["a key nobody has", 401, EVENT, { authorization: "Bearer wbk_none" }],
  ["a key of another kind", 401, EVENT, { authorization: "Basic d2JrX2xvY2FsOg==" }],
  ["a key in lower case", 401, EVENT, { authorization: "bearer wbk_local" }],
  ["a key without end", 401, EVENT, { authorization: `Bearer wbk_${"x".repeat(5_000)}` }],
])("the events door refuses %s with %i", async (what, status, body, headers) => {
  const { answer, complaint } = await complaintAbout(console, what, () => post(body, headers))
  expect(complaint).toBeUndefined()
  expect(answer).toMatchObject({ status })
})
