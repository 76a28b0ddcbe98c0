import { gzipSync } from "node:zlib"
import { afterAll, beforeAll, expect, test } from "vitest"
import { sha256Hex } from "../../functions/runtime/digest.ts"
import { ingestKeyAdded } from "../../functions/table/ingest-key.ts"
import { signedDb } from "../../functions/table/signed.ts"
import { ADMIN, startConsole, type TestConsole } from "../support/console.ts"
import { otlpRequest, otlpSpan } from "../support/otlp.ts"

const NOW = "2026-11-20T14:02:00.000Z"
let river: TestConsole
beforeAll(async () => {
  river = await startConsole({ now: NOW })
})
afterAll(async () => {
  await river.stop()
  expect(river.failures).toEqual([])
})

const post = async (body: string | Uint8Array, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${river.url}/v1/otlp/traces`, {
    method: "POST",
    headers: { authorization: "Bearer wbk_local", "content-type": "application/json", ...headers },
    body: body as BodyInit,
  })
  return { status: answer.status, type: answer.headers.get("content-type"), body: await answer.json() }
}
const send = (request: unknown, headers?: Record<string, string>) => post(JSON.stringify(request), headers)

/** A call of a model with ids of its own. */
const call = (nth: number, more: Record<string, unknown> = {}) =>
  otlpSpan(
    { "gen_ai.request.model": "m", "gen_ai.usage.input_tokens": 10, "gen_ai.usage.output_tokens": 1, ...more },
    { spanId: (nth + 1).toString(16).padStart(16, "0") },
  )
const tokens = async () => {
  await river.advance(60_000)
  const { body } = await river.call("GET", "/api/overview", { as: ADMIN })
  return { tokens: body.platform.tokens30d, costMicros: body.platform.costMicros30d }
}

test("spans of calls become the overview's tokens, each once, and bad ones are named", async () => {
  const spans = [
    call(0, { "watchbill.cost.input_usd": "0.000123", "gen_ai.usage.cache_read.input_tokens": 4 }),
    call(1, { "watchbill.cost.output_usd": 0.5 }),
    otlpSpan({ "http.request.method": "GET" }),
    call(2, { "gen_ai.operation.name": "invoke_agent", "gen_ai.usage.input_tokens": 1_000_000 }),
  ]
  const request = otlpRequest(spans, { "service.name": "shop", "watchbill.org": "org_a" })
  const accepted = { status: 200, type: "application/json", body: {} }
  expect(await send(request)).toEqual(accepted)
  expect(await tokens()).toEqual({ tokens: 22, costMicros: 500_123 })
  expect(await send(request)).toEqual(accepted)
  const bad = [
    call(3),
    call(4, { "gen_ai.usage.input_tokens": "many" }),
    { ...call(5), traceId: "base64" },
    { ...call(6), endTimeUnixNano: "1" },
    7,
  ]
  expect(await send(otlpRequest(bad, { "watchbill.org": "org_a" }))).toEqual({
    ...accepted,
    body: { partialSuccess: { rejectedSpans: "4", errorMessage: expect.any(String) } },
  })
  const { body } = await send(otlpRequest(bad, { "watchbill.org": "org_a" }))
  for (const words of ["data.inputTokens: ", "traceId: ", "time: older than", "span: expected an object"])
    expect(body.partialSuccess.errorMessage).toContain(words)
  expect(await tokens()).toEqual({ tokens: 33, costMicros: 500_123 })
})

test("an organization's key speaks for its organization, and for no other", async () => {
  const before = (await tokens()).tokens
  const key = {
    keyId: "ofOrgB",
    scope: "org_b",
    use: "events",
    name: "test",
    prefix: "wbk_of",
    createdAt: NOW,
  } as const
  const added = ingestKeyAdded({ ...key, createdBy: { name: "test", isStaff: true } }, sha256Hex("wbk_of_org_b"))
  expect(await signedDb(process.env["TABLE_NAME"]!).transact(added)).toBe("done")
  const own = { authorization: "Bearer wbk_of_org_b" }
  expect(await send(otlpRequest([call(10)]), own)).toMatchObject({ status: 200, body: {} })
  const foreign = otlpRequest([call(11)], { "watchbill.org": "org_a" })
  expect(await send(foreign, own)).toMatchObject({ status: 200, body: { partialSuccess: { rejectedSpans: "1" } } })
  const nobodys = await send(otlpRequest([call(12)]))
  expect(nobodys.body.partialSuccess.errorMessage).toContain("watchbill.org: missing")
  expect((await tokens()).tokens).toBe(before + 11)
})

test("more spans than a batch of events may have are kept, as long as their bytes are few enough", async () => {
  const before = (await tokens()).tokens
  const many = otlpRequest(
    Array.from({ length: 1_201 }, (_, nth) => call(100 + nth)),
    { "watchbill.org": "org_a" },
  )
  const packed = gzipSync(JSON.stringify(many))
  expect(await post(packed, { "content-encoding": "gzip" })).toMatchObject({ status: 200, body: {} })
  expect((await tokens()).tokens).toBe(before + 1_201 * 11)
})

const request = JSON.stringify(otlpRequest([call(1)], { "watchbill.org": "org_a" }))
test.each<[string, number, string | Uint8Array, Record<string, string>, string?]>([
  ["protobuf", 415, Uint8Array.of(10, 0), { "content-type": "application/x-protobuf" }, "OTLP is read as JSON here"],
  ["no JSON", 400, request.slice(1), {}],
  ["a list", 400, "[]", {}],
  ["no list of resources", 400, '{"resourceSpans":{}}', {}],
  ["a resource that is none", 400, '{"resourceSpans":[null]}', {}],
  ["no list of spans", 400, '{"resourceSpans":[{"scopeSpans":[{"spans":1}]}]}', {}],
  ["too much", 413, " ".repeat(300_000), {}],
  ["much in a small packing", 413, gzipSync(Buffer.alloc(20_000_000, 32)), { "content-encoding": "gzip" }],
  ["a packing we do not know", 415, request, { "content-encoding": "br" }],
  ["a key nobody has", 401, request, { authorization: "Bearer wbk_none" }],
])("the spans' door refuses %s with %i", async (_, status, body, headers, says = "") => {
  const answer = await post(body, headers)
  expect(answer).toMatchObject({ status, type: "application/problem+json", body: { status } })
  expect(answer.body.detail).toContain(says)
})

test("a request of no spans is answered as one whose spans were all kept", async () => {
  for (const empty of [{}, { resourceSpans: [] }, { resourceSpans: null }, { resourceSpans: [{}] }, otlpRequest([])])
    expect(await send(empty)).toMatchObject({ status: 200, body: {} })
})
