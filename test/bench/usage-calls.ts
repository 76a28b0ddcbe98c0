import { instant } from "#shared/time.ts"

const BEGINS_MS = Date.parse("2026-11-19T21:23:00.000Z")
const MODELS = ["opus", "sonnet", "haiku", "gpt", "gemini"]

/** One of many numbers that look drawn, the same at every run. */
const spreadOf = (minute: number, nth: number, of: number): number =>
  Math.imul(Math.imul(minute * 1_009 + nth * 31 + 7, 0x9e37_79b1) ^ (nth << 7), 0x85eb_ca6b + 2 * of) >>> 0

const usd = (micros: number): string => `${Math.floor(micros / 1e6)}.${String(micros % 1e6).padStart(6, "0")}`

/** Model calls of one minute, from the nth on, as a product tells them. */
export function callsOf(minute: number, from: number, many: number) {
  return Array.from({ length: many }, (_, at) => {
    const nth = from + at
    const draw = (of: number, below: number) => spreadOf(minute, nth, of) % below
    return {
      specversion: "1.0",
      id: `${spreadOf(minute, nth, 1).toString(36)}${spreadOf(minute, nth, 2).toString(36)}-${minute}-${nth}`,
      source: "bench",
      type: "usage.recorded",
      time: instant(BEGINS_MS + minute * 60_000 + draw(3, 60_000)),
      data: {
        org: "org_bench",
        project: `project_${draw(4, 7)}`,
        apiKey: `key_${draw(5, 11)}`,
        user: `user_${draw(6, 97)}`,
        provider: "one",
        model: MODELS[draw(7, MODELS.length)],
        inputTokens: draw(8, 20_000),
        outputTokens: draw(9, 3_000),
        cachedTokens: draw(10, 9_000),
        inputCostUsd: usd(draw(11, 60_000)),
        outputCostUsd: usd(draw(12, 45_000)),
        cachedCostUsd: usd(draw(13, 9_000)),
        discountUsd: usd(draw(14, 4_000)),
        durationMs: Math.round(Math.exp(4 + (draw(15, 1_000_000) / 1_000_000) * 6)),
        status: draw(16, 50) === 0 ? "error" : "ok",
      },
    }
  })
}
type Call = ReturnType<typeof callsOf>[number]

/** What calls add up to, counted from their own words alone: dollars by their digits. */
export function recountOf() {
  const durations: number[] = []
  const sums = { requests: 0, errors: 0, input: 0, output: 0, cached: 0 }
  const micros = { inputMicros: 0, outputMicros: 0, cachedMicros: 0, discountMicros: 0 }
  const microsIn = (text: string) => Number(text.replace(".", ""))
  return {
    add({ data }: Pick<Call, "data">) {
      sums.requests++
      sums.errors += data.status === "error" ? 1 : 0
      sums.input += data.inputTokens
      sums.output += data.outputTokens
      sums.cached += data.cachedTokens
      micros.inputMicros += microsIn(data.inputCostUsd)
      micros.outputMicros += microsIn(data.outputCostUsd)
      micros.cachedMicros += microsIn(data.cachedCostUsd)
      micros.discountMicros += microsIn(data.discountUsd)
      durations.push(data.durationMs)
    },
    /** Under the names that an answer has. */
    sums: () => ({
      ...sums,
      ...micros,
      totalMicros: micros.inputMicros + micros.outputMicros + micros.cachedMicros - micros.discountMicros,
    }),
    /** By nearest rank. */
    exactMs(part: number): number {
      durations.sort((one, other) => one - other)
      return durations[Math.ceil(part * durations.length) - 1]!
    },
  }
}
export type Recount = ReturnType<typeof recountOf>
