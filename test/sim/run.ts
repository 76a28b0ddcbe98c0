import "./environment.ts"
import { parseArgs } from "node:util"
import { VARIANTS } from "./broken/variants.ts"
import { reasonOf, runSeed } from "./seed.ts"
import type { Variant } from "./steps.ts"
import { WORLDS } from "./worlds.ts"
import type { World } from "./world.ts"

/**
 * `npm run sim -- --seeds N --from S [--world W] [--variant V]`: every world for N seeds from S, then every variant until
 * a seed catches it. Ends with 1 where a world fails or a variant is not caught. One seed alone prints what happened in it.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "1000" },
    from: { type: "string", default: "1" },
    world: { type: "string" },
    variant: { type: "string" },
  },
})
const VARIANT_SEEDS_MAX = 5_000
const PROGRESS_SEEDS = 200
const [from, count] = [Number(values.from), Number(values.seeds)]
const worlds = named(WORLDS, values.world, "world")
const variants = named(VARIANTS, values.variant, "variant").filter(
  ({ world }) => !values.world || world === values.world,
)
let failed = false

function named<T extends { name: string }>(all: readonly T[], name: string | undefined, what: string): readonly T[] {
  const found = name === undefined ? all : all.filter((one) => one.name === name)
  if (found.length > 0) return found
  console.error(`There is no ${what} ${name}; there are ${all.map((one) => one.name).join(", ")}`)
  process.exit(2)
}

/** The first seed that fails from `from` on, within `count`. */
async function firstFailure(world: World, variant: Variant | undefined, count: number) {
  const startedMs = performance.now()
  for (let nth = 0; nth < count; nth++) {
    const outcome = await runSeed(world, from + nth, { ...(variant ? { variant } : {}) })
    const seconds = (performance.now() - startedMs) / 1_000
    if (outcome.failure) return { outcome, failure: outcome.failure, seedCount: nth + 1, seconds }
    if ((nth + 1) % PROGRESS_SEEDS === 0)
      console.log(`${world.name}: ${nth + 1} seeds, ${((nth + 1) / seconds).toFixed(1)} a second`)
  }
  return { seedCount: count, seconds: (performance.now() - startedMs) / 1_000 }
}

const replay = (world: World, seed: number, variant?: Variant) =>
  `npm run sim -- --seeds 1 --from ${seed} --world ${world.name}${variant ? ` --variant ${variant.name}` : ""}`

for (const world of values.variant ? [] : worlds) {
  const { outcome, failure, seedCount, seconds } = await firstFailure(world, undefined, count)
  const rate = `${seedCount} seeds, ${(seedCount / seconds).toFixed(1)} a second`
  if (!failure) console.log(`ok   ${world.name} (${world.holds}): ${rate}`)
  else {
    failed = true
    if (count === 1) console.log(outcome.simulation.trace().join("\n"))
    console.log(`FAIL ${world.name}, seed ${outcome.seed}: ${reasonOf(failure)}\n     ${replay(world, outcome.seed)}`)
  }
}
for (const variant of count === 1 && !values.variant ? [] : variants) {
  const world = WORLDS.find(({ name }) => name === variant.world)!
  const { outcome, failure, seedCount } = await firstFailure(world, variant, count === 1 ? 1 : VARIANT_SEEDS_MAX)
  if (failure) {
    if (count === 1) console.log(outcome.simulation.trace().join("\n"))
    console.log(
      `ok   ${variant.name} caught after ${seedCount} seeds: ${reasonOf(failure).slice(0, 160)}\n     ${replay(world, outcome.seed, variant)}`,
    )
  } else {
    failed = true
    console.log(`FAIL ${variant.name} not caught in ${seedCount} seeds: ${variant.wrong}`)
  }
}
process.exit(failed ? 1 : 0)
