import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "vitest"
import { randomOf } from "../sim/random.ts"
import { startConsole } from "../support/console.ts"
import { type FaultProxy, type Rates, startFaultProxy } from "../support/fault-proxy.ts"
import { reachOf } from "./support/console-reach.ts"
import { engineOf, rowsOf } from "./support/engine-process.ts"
import { openOutside } from "./support/outside.ts"
import { figuresOf, recountOf, strayOrganizations } from "./support/recount.ts"
import { bringToRest, inboxOf, leftovers } from "./support/rest.ts"
import { NOW, worldOf } from "./support/world.ts"

const RATES: Rates = {
  throttle: 0.02,
  conflict: 0.02,
  serverError: 0.01,
  lostRequest: 0.01,
  lostAnswer: 0.02,
  errorAfter: 0.01,
  unprocessed: 0.02,
  staleIndex: 0.02,
}
const LISTS = ["webhooks", "organizations", "audit"] as const
const SETTINGS = { reportingZone: "UTC", reportingCurrency: "usd", discounts: "forever", rates: [] }

test.each([1, 2])("a table that throttles, collides and loses answers loses nothing for us (seed %i)", async (seed) => {
  const dataDir = mkdtempSync(join(tmpdir(), "console-faults-"))
  let proxy: FaultProxy | undefined
  // Setting up is not what is tested: the faults begin when the console is ready.
  const river = await startConsole({
    dataDir,
    now: NOW,
    faults: async (engineUrl) => (proxy = await startFaultProxy(engineUrl, { seed })),
  })
  try {
    const reach = reachOf(river)
    const random = randomOf(seed)
    const world = worldOf(random.fork(), { customers: 20, events: 60 })
    const outside = openOutside(reach, random.fork())
    const halves = [0, 1].map((half) => world.deliveries.filter((_, place) => place % 2 === half))
    proxy!.setRates(RATES)
    await Promise.all([
      ...halves.map((half) => outside.deliver(half)),
      outside.emit(world.events),
      (async () => {
        for (let nth = 0; nth < 6; nth++) {
          await outside.requestExport(LISTS[nth % 3]!, `export-${seed}-${nth}`)
          await outside.saveSettings({ ...SETTINGS, discounts: nth % 2 === 0 ? "all" : "forever" })
          const { acknowledged } = outside
          if (acknowledged.deliveries.length > 0) await outside.replay(random.pick(acknowledged.deliveries).event.id)
        }
      })(),
    ])
    await reach.settle()
    expect(new Set(proxy!.log.map(({ fault }) => fault)).size).toBeGreaterThan(4)
    proxy!.setRates({})

    await bringToRest(reach)
    const { acknowledged } = outside
    const inbox = await inboxOf(reach)
    expect(inbox.map(({ deliveryId }) => deliveryId).sort()).toEqual(
      world.deliveries.map(({ event }) => event.id).sort(),
    )
    expect(inbox.filter(({ status }) => status !== "applied" && status !== "ignored")).toEqual([])
    expect(await figuresOf(reach)).toEqual(recountOf({ deliveries: world.deliveries, events: world.events }))
    expect(await strayOrganizations(reach, acknowledged)).toEqual([])
    expect((await reach.call("GET", "/api/settings/general"))!.body).toMatchObject(acknowledged.settings.at(-1)!)
    for (const exportId of acknowledged.exports) {
      const status = async () => (await reach.call("GET", `/api/exports/${exportId}`))!.body.status
      await expect.poll(status, { timeout: 20_000 }).toBe("ready")
    }
    const targets = async (action: string): Promise<string[]> =>
      (await reach.call("GET", `/api/audit?action=${action}&limit=200`))!.body.items.map(
        (entry: { target: { id: string } }) => entry.target.id,
      )
    // The key makes an export one command however often it is sent; a replay sent again is another.
    expect((await targets("export.requested")).sort()).toEqual(acknowledged.exports.toSorted())
    const replayed = await targets("webhook.replayed")
    expect(acknowledged.replays.filter((deliveryId) => !replayed.includes(deliveryId))).toEqual([])
    expect((await reach.call("GET", "/api/audit/verify"))!.body).toMatchObject({ verdict: "ok" })
    expect(leftovers(await rowsOf(engineOf(dataDir).url))).toEqual([])
    expect((await reach.send("GET", "/_local/state", {}))!.body.deadLetters).toEqual([])
  } finally {
    await river.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
})
