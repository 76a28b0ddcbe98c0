import "./environment.ts"
import { parseArgs } from "node:util"
import { VARIANTS } from "./broken/variants.ts"
import { reasonOf, runSeed, type SeedOutcome } from "./seed.ts"
import type { Variant } from "./steps.ts"
import { WORLDS } from "./worlds.ts"
import type { World } from "./world.ts"

/**
 * `npm run sim -- --seeds N --from S [--world W] [--variant V]`: every world for N seeds from S, then every variant until
 * a seed catches it. Ends with 1 where a world fails or a variant is not caught, with 2 where it cannot read what is asked.
 * One seed alone is a replay: it prints what happened in it, and tries variants only by name.
 */
const SEEDS_IN_ALL = 5_000
/** Where money is, more than its share, unless somebody says how many. */
const SEEDS_LEAST: Readonly<Record<string, number>> = { ledger: 3_000 }
const VARIANT_SEEDS_MAX = 5_000
const PROGRESS_SEEDS = 200
const REASON_LENGTH_MAX = 160

function refuse(sentence: string): never {
  console.error(sentence)
  process.exit(2)
}

function asked() {
  const text = { type: "string" } as const
  try {
    return parseArgs({ options: { seeds: text, from: { ...text, default: "1" }, world: text, variant: text } }).values
  } catch (error) {
    return refuse((error as Error).message)
  }
}

function whole(name: string, value: string, least: number): number {
  const count = Number(value)
  return Number.isInteger(count) && count >= least ? count : refuse(`--${name} is a whole number from ${least} on`)
}

function named<T extends { name: string }>(all: readonly T[], name: string | undefined, what: string): readonly T[] {
  const found = all.filter((one) => name === undefined || one.name === name)
  return found.length > 0 ? found : refuse(`There is no ${what} ${name}; there are ${namesOf(all)}`)
}
const namesOf = (all: readonly { name: string }[]) => all.map(({ name }) => name).join(", ")

const values = asked()
const from = whole("from", values.from, 0)
const wanted = values.seeds === undefined ? undefined : whole("seeds", values.seeds, 1)
const isReplay = wanted === 1
const countOf = ({ name }: World) => wanted ?? Math.max(Math.ceil(SEEDS_IN_ALL / WORLDS.length), SEEDS_LEAST[name] ?? 0)
const worlds = named(WORLDS, values.world, "world")
const ofWorlds = VARIANTS.filter(({ world }) => !values.world || world === values.world)
const variants = values.variant === undefined ? ofWorlds : named(ofWorlds, values.variant, "variant")

interface Hunt {
  /** The first seed that failed. */
  caught?: SeedOutcome & { failure: Error }
  seedCount: number
  seconds: number
}
const seedsText = (count: number) => (count === 1 ? "1 seed" : `${count} seeds`)
const rateOf = ({ seedCount, seconds }: Hunt) => `${seedsText(seedCount)}, ${(seedCount / seconds).toFixed(1)} a second`

/** Runs seeds from `from` on until one fails. */
async function hunt(world: World, variant: Variant | undefined, seedsMax: number): Promise<Hunt> {
  const startedMs = performance.now()
  const after = (seedCount: number): Hunt => ({ seedCount, seconds: (performance.now() - startedMs) / 1_000 })
  for (let nth = 1; nth <= seedsMax; nth++) {
    const outcome = await runSeed(world, from + nth - 1, variant ? { variant } : {})
    if (isReplay) console.log(outcome.simulation.trace().join("\n"))
    const { failure } = outcome
    if (failure) return { ...after(nth), caught: { ...outcome, failure } }
    if (nth % PROGRESS_SEEDS === 0 && nth < seedsMax)
      console.log(`     ${variant?.name ?? world.name}: ${rateOf(after(nth))}`)
  }
  return after(seedsMax)
}

const replay = (world: World, seed: number, variant?: Variant) =>
  `npm run sim -- --seeds 1 --from ${seed} --world ${world.name}${variant ? ` --variant ${variant.name}` : ""}`
const short = (reason: string) =>
  reason.length > REASON_LENGTH_MAX ? `${reason.slice(0, REASON_LENGTH_MAX)}…` : reason

let failures = 0
const summary: string[] = []
if (!values.variant) {
  let seeds = 0
  for (const world of worlds) {
    const found = await hunt(world, undefined, countOf(world))
    seeds += found.seedCount
    if (found.caught) {
      failures++
      const { seed, failure } = found.caught
      console.log(`FAIL ${world.name}, seed ${seed}: ${reasonOf(failure)}\n     ${replay(world, seed)}`)
    } else console.log(`ok   ${world.name} (${world.holds}): ${rateOf(found)}`)
  }
  summary.push(`${seedsText(seeds)}, ${worlds.length - failures} of ${worlds.length} worlds held`)
}
if (values.variant || !isReplay) {
  let caughtCount = 0
  for (const variant of variants) {
    const world = WORLDS.find(({ name }) => name === variant.world)!
    const found = await hunt(world, variant, isReplay ? 1 : VARIANT_SEEDS_MAX)
    if (found.caught) {
      caughtCount++
      const { seed, failure } = found.caught
      console.log(`ok   ${variant.name} caught: ${short(reasonOf(failure))}\n     ${replay(world, seed, variant)}`)
    } else {
      failures++
      console.log(`FAIL ${variant.name} not caught, ${rateOf(found)}: ${variant.wrong}`)
    }
  }
  summary.push(`${caughtCount} of ${variants.length} broken variants caught`)
}
console.log(summary.join("; "))
process.exit(failures > 0 ? 1 : 0)
