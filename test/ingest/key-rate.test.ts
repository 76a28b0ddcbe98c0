import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import { draw, type TokenBucket } from "#shared/usage/token-bucket.ts"
import { passRate } from "../../functions/ingest/key-rate.ts"

const AT = Date.parse("2026-11-20T14:00:00.000Z")

describe("a bucket of tokens", () => {
  /** How many of these requests pass, each so many milliseconds after the one before. */
  const passing = (count: number, everyMs: number, perSecond: number) => {
    let bucket: TokenBucket | undefined
    return Array.from({ length: count }, (_, nth) => {
      const drawn = draw(bucket, AT + nth * everyMs, perSecond)
      bucket = drawn.bucket
      return drawn.passes
    }).filter(Boolean).length
  }

  test.each([
    ["at once, ten seconds' worth", 1_000, 0, 50],
    ["as fast as it fills, all", 1_000, 200, 1_000],
    ["twice as fast, half after what was saved up", 1_000, 100, 50 + 499.5],
    ["once in a while, all", 10, 60_000, 10],
  ])("%s", (_, count, everyMs, passes) => {
    expect(Math.abs(passing(count, everyMs, 5) - passes)).toBeLessThanOrEqual(1)
  })

  test("a clock that goes back gives nothing and takes nothing", () => {
    const { bucket } = draw({ tokens: 3, atMs: AT }, AT - 5_000, 5)
    expect(bucket.tokens).toBe(2)
  })
})

describe("an ingest key", () => {
  beforeEach(() => vi.stubEnv("KEY_REQUESTS_PER_SECOND", "2"))
  afterEach(() => vi.unstubAllEnvs())
  const refused = (key: string, nowMs: number): string | undefined => {
    try {
      passRate(key, nowMs)
      return undefined
    } catch (error) {
      return (error as { code: string }).code
    }
  }

  test("that loops is refused, and no other is; it may go on later", () => {
    const answers = Array.from({ length: 25 }, () => refused("loops", AT))
    expect(answers.filter((code) => code === "tooMany")).toHaveLength(5)
    expect(refused("other", AT)).toBeUndefined()
    expect(refused("loops", AT + 499)).toBe("tooMany")
    expect(refused("loops", AT + 1_000)).toBeUndefined()
  })

  test("one of ten thousands is remembered, for as long as it matters", () => {
    for (let nth = 0; nth < 20; nth++) refused("busy", AT)
    for (let nth = 0; nth < 9_000; nth++) refused(`key ${nth}`, AT)
    expect(refused("busy", AT)).toBe("tooMany")
    for (let nth = 0; nth < 30_000; nth++) refused(`another ${nth}`, AT)
    expect(refused("busy", AT)).toBeUndefined()
  })
})
