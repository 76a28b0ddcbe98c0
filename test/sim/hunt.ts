import "./environment.ts"
const { runSeed, reasonOf } = await import("./seed.ts")
const { WORLDS } = await import("./worlds.ts")
const { VARIANTS } = await import("./broken/variants.ts")
const { WHOLE_CUSTOMER_FOLD } = await import("./broken/inbox-variants.ts")
const { closeWith } = await import("./broken/close-with.ts")
const { foldWith, TRUE_ORDER } = await import("./broken/fold-with.ts")
const controls = [WHOLE_CUSTOMER_FOLD, { name: "control", world: "telemetry", wrong: "", steps: { close: closeWith({ fold: foldWith(TRUE_ORDER) }) } }]
const max = Number(process.argv[2]), only = process.argv[3]
for (const variant of [...VARIANTS, ...controls].filter((v) => !only || v.name === only)) {
  const world = WORLDS.find((w) => w.name === variant.world)!
  let caught = ""
  let seed = 1
  for (; seed <= max; seed++) {
    const r = await runSeed(world, seed, { variant })
    if (r.failure) { caught = reasonOf(r.failure); if (process.env.ALL) console.log(variant.name, seed, caught.slice(0, 200)); else break }
  }
  console.log(variant.name, caught ? seed : "NOT CAUGHT", caught.slice(0, 250))
}
process.exit(0)
