import "./environment.ts"
const { runSeed, reasonOf } = await import("./seed.ts")
const { WORLDS } = await import("./worlds.ts")
const [name, from, count] = process.argv.slice(2)
const world = WORLDS.find((w) => w.name === name)!
const cpu = process.cpuUsage()

let requests = 0, steps = 0
for (let seed = Number(from); seed < Number(from) + Number(count); seed++) {
  const { tableModel } = await import("./model.ts")
  const store = tableModel()
  const r = await runSeed(world, seed, { store })
  requests += store.meter.requests; steps += r.stepCount
  if (r.failure) { const w = reasonOf(r.failure); console.log(seed, w.slice(0, 400)); if (process.env.TRACE) console.log(r.simulation.trace().slice(-Number(process.env.TRACE)).join("\n"), r.failure.stack, (r.failure.cause as Error)?.stack) }
}
const used = process.cpuUsage(cpu)
console.log(((used.user + used.system) / 1e6 / Number(count) * 1000).toFixed(1), "cpu ms/seed", requests / Number(count), "requests", steps / Number(count), "steps")
process.exit(0)
