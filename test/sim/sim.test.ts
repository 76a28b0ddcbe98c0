import "./environment.ts"
import { describe, expect, test } from "vitest"
import { closeWith } from "./broken/close-with.ts"
import { foldWith, TRUE_ORDER } from "./broken/fold-with.ts"
import { WHOLE_CUSTOMER_FOLD } from "./broken/inbox-variants.ts"
import { VARIANTS } from "./broken/variants.ts"
import { reasonOf, runSeed } from "./seed.ts"
import type { Variant } from "./steps.ts"
import { WORLDS } from "./worlds.ts"

const SEEDS: Record<string, number> = {
  telemetry: 80,
  sessions: 40,
  inbox: 80,
  directory: 60,
  users: 40,
  commands: 60,
  schedules: 60,
  health: 30,
  payments: 40,
  ledger: 300,
  accounts: 40,
}

const worldOf = (name: string) => WORLDS.find((world) => world.name === name)!

/** Every seed that fails, with what replays it. */
async function failuresOf(name: string, seeds: readonly number[], variant?: Variant): Promise<string[]> {
  const failures: string[] = []
  for (const seed of seeds) {
    const { failure } = await runSeed(worldOf(name), seed, variant ? { variant } : {})
    if (failure) failures.push(`${reasonOf(failure)}\n  npm run sim -- --seeds 1 --from ${seed} --world ${name}`)
  }
  return failures
}

describe("what must hold, holds in every world under faults", () => {
  test.each(WORLDS.map(({ name, holds }) => [name, holds]))("%s: %s", async (name) => {
    const seeds = Array.from({ length: SEEDS[name]! }, (_, nth) => nth + 1)
    expect(await failuresOf(name, seeds)).toEqual([])
  })
  test("at three hundred seeds at least", () => {
    expect(Object.values(SEEDS).reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(300)
    expect(Object.keys(SEEDS)).toEqual(WORLDS.map(({ name }) => name))
  })
})

/** The first seed that catches each variant. A change of the worlds moves them: `npm run sim` finds them afresh. */
const CAUGHT_AT: Record<string, number> = {
  noFence: 20,
  generationAfterFacts: 97,
  parentsFirst: 15,
  clearAnyway: 1,
  childrenAsTheyStand: 64,
  increment: 1,
  noSweep: 4,
  segmentsAlone: 1,
  firstFamily: 1,
  ownDaysOnly: 1,
  unfencedDays: 838,
  ownMarksOnly: 5,
  settleFirst: 1,
  auditedAnyway: 26,
  askedAgain: 1,
  scheduleAnyway: 1,
  saveThenTell: 111,
  unfencedList: 4,
  tiedLater: 25,
  askedOnce: 3,
  balanceThenEntry: 1,
  headAnyway: 7,
  settledAnyway: 2,
  unmarkedAnyway: 322,
  givenAgain: 4,
  enteredAnyway: 35,
  unfencedAccount: 288,
  paidThenMarked: 182,
}

describe("what is done wrong on purpose is caught", () => {
  test("every variant has a seed", () => expect(Object.keys(CAUGHT_AT)).toEqual(VARIANTS.map(({ name }) => name)))
  test.each(VARIANTS.map((variant) => [variant.name, variant] as const))("%s", async (name, variant) => {
    const seed = CAUGHT_AT[name]!
    // An invariant notices, not the limit on steps.
    const noticed = await failuresOf(variant.world, [seed], variant)
    expect(noticed, `${variant.wrong} Nobody noticed at seed ${seed}`).toEqual([expect.stringMatching(/\bI\d+: /)])
    expect(await failuresOf(variant.world, [seed])).toEqual([])
  })
  /** Variants are put together from the product's parts: with no part wrong, they must pass where the wrong ones fail. */
  const whole: Variant[] = [
    { name: "wholeFold", wrong: "", world: "telemetry", steps: { close: closeWith({ fold: foldWith(TRUE_ORDER) }) } },
    WHOLE_CUSTOMER_FOLD,
  ]
  test.each(whole.map((variant) => [variant.name, variant] as const))("%s is not", async (_, variant) => {
    const seeds = VARIANTS.filter(({ world }) => world === variant.world).map(({ name }) => CAUGHT_AT[name]!)
    expect(await failuresOf(variant.world, [...new Set(seeds)], variant)).toEqual([])
  })
})
