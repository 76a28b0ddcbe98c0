import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { DAY_MS } from "#shared/time.ts"
import { readCloudEvent } from "#shared/usage/cloud-event.ts"
import { readSpan } from "#shared/usage/otlp-span.ts"
import { attributesOf } from "#shared/usage/otlp-value.ts"
import { otlpRequest, otlpSpan } from "../../support/otlp.ts"

const NOW = "2026-11-20T14:02:00.000Z"
const nothing = new Map<string, unknown>()
const MODEL = { "gen_ai.request.model": "gpt-4", "watchbill.org": "org_a" }
const read = (span: unknown, scope = "platform", resource: ReadonlyMap<string, unknown> = nothing) =>
  readSpan({ span, resource }, scope)
/** What a span of these attributes says as an event. */
function dataOf(attributes: Record<string, unknown>, more: Record<string, unknown> = {}) {
  const reading = read(otlpSpan(attributes, more))
  if (reading.kind !== "event") throw new Error(JSON.stringify(reading))
  return reading.event["data"]
}

describe("a span", () => {
  test("of the current conventions is a call of a model at its end", () => {
    const span = otlpSpan({
      "gen_ai.operation.name": "chat",
      "gen_ai.provider.name": "openai",
      "gen_ai.request.model": "gpt-4",
      "gen_ai.response.model": "gpt-4-0613",
      "gen_ai.usage.input_tokens": 100,
      "gen_ai.usage.cache_read.input_tokens": 40,
      "gen_ai.usage.output_tokens": 180,
      "gen_ai.usage.reasoning.output_tokens": 50,
      "gen_ai.input.messages": "a secret",
      "user.id": "user_1",
      "watchbill.api_key": "sk_live_1",
      "watchbill.cost.input_usd": "0.000123",
      "watchbill.cost.output_usd": 0.25,
      "watchbill.cost.cached_usd": "0.00001",
      "watchbill.cost.discount_usd": "0",
    })
    const resource = attributesOf(
      otlpRequest([], { "watchbill.org": "org_a", "watchbill.project": "project_1" }).resourceSpans[0]!.resource
        .attributes,
    )
    const reading = read(span, "platform", resource)
    expect(reading).toEqual({
      kind: "event",
      event: {
        specversion: "1.0",
        id: "5b8efff798038103d269b633813fc60c-eee19b7ec3c1b174",
        source: "otlp",
        type: "usage.recorded",
        time: "2026-11-20T12:00:01.250Z",
        data: {
          org: "org_a",
          project: "project_1",
          apiKey: "sk_live_1",
          user: "user_1",
          provider: "openai",
          model: "gpt-4-0613",
          inputTokens: 60,
          cachedTokens: 40,
          outputTokens: 180,
          inputCostUsd: "0.000123",
          outputCostUsd: 0.25,
          cachedCostUsd: "0.00001",
          discountUsd: "0",
          durationMs: 1250,
          status: "ok",
        },
      },
    })
    const key = { scope: "platform", horizonMs: 7 * DAY_MS }
    expect(reading.kind === "event" && readCloudEvent(reading.event, key, NOW)).toMatchObject({
      kind: "fact",
      kept: { scope: "org_a", fact: { data: { inputCostUsd: 123, outputCostUsd: 250_000 } } },
    })
  })

  test("of the older conventions is one too", () => {
    const older = {
      "gen_ai.system": "anthropic",
      "gen_ai.request.model": "claude-2",
      "gen_ai.usage.prompt_tokens": 7,
      "gen_ai.usage.completion_tokens": 8,
      "enduser.id": "user_2",
      "watchbill.org": "org_a",
    }
    expect(dataOf(older)).toMatchObject({
      provider: "anthropic",
      model: "claude-2",
      inputTokens: 7,
      outputTokens: 8,
      user: "user_2",
    })
  })

  test("tells only what it tells: costs, tokens and times that are absent stay absent", () => {
    expect(dataOf(MODEL, { startTimeUnixNano: undefined })).toEqual({ org: "org_a", model: "gpt-4", status: "ok" })
    expect(dataOf(MODEL, { startTimeUnixNano: "1795176001250000001" })).not.toHaveProperty("durationMs")
  })

  test.each([
    ["1795176001249999999", 0],
    ["1795176001249500000", 1],
    ["1795176001249500001", 0],
    ["1795176001248000001", 2],
    ["1795172401250000000", 3_600_000],
  ])("that began at %s took %i whole milliseconds", (startTimeUnixNano, durationMs) => {
    expect(dataOf(MODEL, { startTimeUnixNano })).toMatchObject({ durationMs })
  })

  test("has its cached tokens beside the others, whether they were counted among them or not", () => {
    const tokens = (input: number, cached: number) =>
      dataOf({
        ...MODEL,
        "gen_ai.usage.input_tokens": input,
        "gen_ai.usage.cache_read.input_tokens": cached,
      })
    expect(tokens(100, 100)).toMatchObject({ inputTokens: 0, cachedTokens: 100 })
    expect(tokens(10, 100)).toMatchObject({ inputTokens: 10, cachedTokens: 100 })
  })

  test("is an error by its type or by its status", () => {
    expect(dataOf({ ...MODEL, "error.type": "timeout" })).toMatchObject({ status: "error", errorType: "timeout" })
    expect(dataOf(MODEL, { status: { code: 2, message: "no" } })).toMatchObject({ status: "error" })
    expect(dataOf(MODEL, { status: { code: 1 } })).toMatchObject({ status: "ok" })
  })

  test("is told in any of OTLP's ways to say a number", () => {
    const tokens = (value: unknown) =>
      dataOf(MODEL, {
        attributes: [
          ...otlpSpan(MODEL).attributes,
          { key: "gen_ai.usage.input_tokens", value },
          { key: "gen_ai.usage.output_tokens" },
        ],
      })
    for (const value of [{ intValue: "12" }, { intValue: 12 }, { doubleValue: 12 }, { doubleValue: "12" }])
      expect(tokens(value)).toMatchObject({ inputTokens: 12 })
    expect(tokens({ intValue: "twelve" })).toMatchObject({ inputTokens: "twelve" })
    expect(tokens({})).not.toHaveProperty("inputTokens")
  })

  test.each([
    ["no gen_ai.* attribute", { "http.request.method": "GET" }],
    ["invoke_agent is no call of a model", { ...MODEL, "gen_ai.operation.name": "invoke_agent" }],
    ["execute_tool is no call of a model", { ...MODEL, "gen_ai.operation.name": "execute_tool" }],
    ["search_memory is no call of a model", { ...MODEL, "gen_ai.operation.name": "search_memory" }],
    ["neither a model nor tokens", { "gen_ai.conversation.id": "conv_1" }],
  ])("is ignored: %s", (reason, attributes) => {
    expect(read(otlpSpan(attributes))).toEqual({ kind: "ignored", reason })
  })

  test.each([
    [/^traceId: /, { traceId: "W47/95gDgQPSabYzgT/GDA==" }],
    [/^traceId: /, { traceId: "0".repeat(32) }],
    [/^spanId: /, { spanId: 1 }],
    [/^endTimeUnixNano: /, { endTimeUnixNano: "0" }],
    [/^endTimeUnixNano: /, { endTimeUnixNano: "99999999999999999999" }],
    [/^endTimeUnixNano: /, { endTimeUnixNano: 1.5 }],
  ])("is rejected with a reason that says %s", (reason, more) => {
    expect(read(otlpSpan(MODEL, more))).toMatchObject({ kind: "rejected", reason: expect.stringMatching(reason) })
  })

  test("needs an organization, which an organization's key is itself", () => {
    const span = otlpSpan({ "gen_ai.request.model": "m" })
    expect(read(span)).toMatchObject({ kind: "rejected", reason: expect.stringMatching(/^watchbill\.org: missing/) })
    expect(read(span, "org_b")).toMatchObject({ kind: "event", event: { data: { org: "org_b" } } })
    expect(read(otlpSpan(MODEL), "org_b")).toMatchObject({ kind: "event", event: { data: { org: "org_a" } } })
  })
})

/** Mostly what it should be, else anything that JSON can say. */
const mostly = <Right>(right: fc.Arbitrary<Right>) =>
  fc.oneof({ weight: 6, arbitrary: right }, { weight: 1, arbitrary: fc.jsonValue() })
const anyAttribute = fc.record({
  key: fc.constantFrom(
    "gen_ai.request.model",
    "gen_ai.usage.input_tokens",
    "gen_ai.usage.cache_read.input_tokens",
    "gen_ai.operation.name",
    "error.type",
    "watchbill.org",
    "watchbill.cost.input_usd",
    "user.id",
  ),
  value: mostly(
    fc.oneof(
      fc.record({ stringValue: fc.oneof(fc.constant("org_a"), fc.string()) }),
      fc.record({ intValue: mostly(fc.integer().map(String)) }),
    ),
  ),
})
const nanos = mostly(fc.oneof(fc.constant("1795176000000000000"), fc.bigInt().map(String), fc.double()))
const anySpan = mostly(
  fc.record({
    traceId: mostly(fc.constant("5b8efff798038103d269b633813fc60c")),
    spanId: mostly(fc.constant("eee19b7ec3c1b174")),
    startTimeUnixNano: nanos,
    endTimeUnixNano: nanos,
    status: mostly(fc.constant({ code: 2 })),
    attributes: mostly(fc.array(anyAttribute, { maxLength: 4 })),
  }),
)

test("whatever JSON stands where a span should, it is read and never thrown over", () => {
  const key = { scope: "platform", horizonMs: 7 * DAY_MS }
  const kinds = new Set<string>()
  fc.assert(
    fc.property(anySpan, fc.constantFrom("platform", "org_a"), (span, scope) => {
      const reading = read(JSON.parse(JSON.stringify(span)), scope)
      kinds.add(reading.kind)
      if (reading.kind === "event") kinds.add(readCloudEvent(reading.event, { ...key, scope }, NOW).kind)
      else expect(reading.reason.length).toBeGreaterThan(5)
    }),
    { numRuns: 3_000, seed: 20_261_121 },
  )
  expect([...kinds].sort()).toEqual(["event", "fact", "ignored", "rejected"])
})
