import { afterEach, beforeEach, describe, expect, test } from "vitest"
import { startDemo } from "../../infra/local/demo.ts"
import { type TestFolder, testFolder } from "./support/store.ts"

type Fill = NonNullable<Parameters<typeof startDemo>[0]["fill"]>

let folder: TestFolder
const said: string[] = []
beforeEach(() => {
  folder = testFolder()
  said.length = 0
})
afterEach(() => {
  folder.remove()
  for (const name of ["WATCHBILL_DEMO", "WATCHBILL_FILLING"]) delete process.env[name]
})

const start = (fill: Fill, more: { empty?: boolean; nowMs?: number } = {}) =>
  startDemo({
    fill,
    store: folder.store(),
    url: "http://none",
    nowMs: 0,
    keepCatalog: async () => {},
    empty: false,
    adminToken: async () => "token",
    say: (it) => void said.push(it),
    ...more,
  })
const filling = () => process.env["WATCHBILL_FILLING"]

describe("the demo", () => {
  test("is written once; its progress is told meanwhile", async () => {
    const seen: (string | undefined)[] = []
    const fill: Fill = async ({ progress }) => {
      seen.push(filling())
      progress(0.421)
      seen.push(filling())
    }
    start(fill)
    await expect.poll(filling).toBeUndefined()
    expect([seen, process.env["WATCHBILL_DEMO"]]).toEqual([["0", "0.42"], "1"])
    start(async () => expect.unreachable())
    expect(filling()).toBeUndefined()
  })

  test("cut off, it begins again at the next start with the same now", async () => {
    const nows: string[] = []
    const first = start(
      ({ now, signal }) =>
        new Promise((_, reject) => {
          nows.push(now)
          signal?.addEventListener("abort", () => reject(new Error("cut off")))
        }),
      { nowMs: 1_000 },
    )
    await expect.poll(() => nows.length).toBe(1)
    await first.stop()
    expect(said).toEqual([])
    start(async ({ now }) => void nows.push(now), { nowMs: 2_000 })
    await expect.poll(() => nows).toEqual(["1970-01-01T00:00:01.000Z", "1970-01-01T00:00:01.000Z"])
  })

  test("failed, it says so and is tried again at the next start", async () => {
    start(async () => {
      throw new Error("no door")
    })
    await expect.poll(() => said).toEqual([expect.stringContaining("no door")])
    let again = false
    start(async () => void (again = true))
    await expect.poll(() => again).toBe(true)
  })

  test("never comes to a folder that began empty", () => {
    start(async () => expect.unreachable(), { empty: true })
    start(async () => expect.unreachable())
    expect([filling(), process.env["WATCHBILL_DEMO"]]).toEqual([undefined, undefined])
  })
})
