import { setTimeout as pause } from "node:timers/promises"
import { afterAll, beforeAll, expect, test } from "vitest"
import { randomOf } from "../sim/random.ts"
import { type ConsoleProcess, startProcess } from "./support/console-process.ts"
import { engineOf, rowsOf } from "./support/engine-process.ts"
import { openOutside, type Outside } from "./support/outside.ts"
import { figuresOf, recountOf, strayOrganizations } from "./support/recount.ts"
import { bringToRest, inboxOf, leftovers } from "./support/rest.ts"
import { NOW, worldOf } from "./support/world.ts"

const KILLS = 10
/** In this round it is the engine alone that is killed. */
const ENGINE_ROUND = 4
const random = randomOf(20_261_130)
const world = worldOf(random, { customers: 80, events: 300 })

let console: ConsoleProcess
let outside: Outside
beforeAll(async () => {
  console = await startProcess(NOW)
  outside = openOutside(console, random.fork())
})
afterAll(() => console.end())

/** The part of a list that is told in a round; the round after the last kill tells its share in peace. */
const share = <One>(all: readonly One[], round: number): One[] =>
  all.filter((_, place) => place % (KILLS + 1) === round)

function tell(round: number): Promise<unknown> {
  const deliveries = share(world.deliveries, round)
  return Promise.all([
    outside.requestExport((["webhooks", "organizations", "audit"] as const)[round % 3]!, `export-of-round-${round}`),
    outside.deliver(deliveries.filter((_, place) => place % 2 === 0)),
    outside.deliver(deliveries.filter((_, place) => place % 2 === 1)),
    outside.emit(share(world.events, round)),
  ])
}

const acknowledgedCount = () => outside.acknowledged.deliveries.length + outside.acknowledged.events.length

test("nothing acknowledged is lost when the console is killed ten times under load, and its engine once", {
  timeout: 180_000,
}, async () => {
  for (let round = 0; round < KILLS; round++) {
    const until = acknowledgedCount() + 2 + random.below(20)
    const told = tell(round)
    await expect.poll(acknowledgedCount, { timeout: 30_000, interval: 3 }).toBeGreaterThan(until)
    await pause(random.below(60))
    if (round === ENGINE_ROUND) process.kill(engineOf(console.dataDir).pid, "SIGKILL")
    else {
      await console.kill()
      await pause(random.below(20))
      await console.start()
    }
    await told
  }
  await console.kill()
  await console.start()
  await tell(KILLS)
  expect(outside.unansweredCount()).toBeGreaterThan(0)
  expect(outside.acknowledged.deliveries).toHaveLength(world.deliveries.length)
  expect(outside.acknowledged.events).toHaveLength(world.events.length)

  await bringToRest(console)
  const inbox = await inboxOf(console)
  expect(inbox.map(({ deliveryId }) => deliveryId).sort()).toEqual(world.deliveries.map(({ event }) => event.id).sort())
  for (const { status, reason } of inbox) {
    if (status === "ignored") expect(reason).toMatch(/\w+ \w+/)
    else expect(status).toBe("applied")
  }
  expect(await figuresOf(console)).toEqual(recountOf(outside.acknowledged))
  expect(await strayOrganizations(console, outside.acknowledged)).toEqual([])
})

test("exports that were acknowledged end ready, each requested once in an audit trail that holds", async () => {
  const { exports } = outside.acknowledged
  expect(exports).toHaveLength(KILLS + 1)
  for (const exportId of exports) {
    const status = async () => (await console.call("GET", `/api/exports/${exportId}`))?.body.status
    await expect.poll(status, { timeout: 20_000 }).toBe("ready")
  }
  const { items } = (await console.call("GET", "/api/audit?action=export.requested&limit=200"))!.body
  const asked = items.map((entry: { target: { id: string } }) => entry.target.id)
  expect(asked.sort()).toEqual([...exports].sort())
  expect((await console.call("GET", "/api/audit/verify"))!.body).toMatchObject({ verdict: "ok", entries: KILLS + 1 })
})

test("nothing is left in the work index that is over, and nothing died on its way", async () => {
  expect(leftovers(await rowsOf(engineOf(console.dataDir).url))).toEqual([])
  const state = await console.send("GET", "/_local/state", {})
  expect(state?.body.deadLetters).toEqual([])
})
