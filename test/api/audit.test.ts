import { expect, test } from "vitest"
import type { AuditEntry } from "#shared/contract/audit.ts"
import { auditRoutes } from "../../functions/api/audit.ts"
import { settingsRoutes } from "../../functions/api/settings.ts"
import { noteAnchor } from "../../functions/table/audit-anchor.ts"
import { audited, auditHead } from "../../functions/table/audit-entry.ts"
import { anchorChains } from "../../functions/watch/anchor.ts"
import { DEFAULT_SETTINGS } from "../../functions/table/settings.ts"
import { type ChainPlace, verifyChain } from "../../functions/table/verify-chain.ts"
import { groundOf } from "../sim/ground.ts"
import { tableModel } from "../sim/model.ts"
import { askAsAdmin } from "../support/ask.ts"
import { writeEntries } from "../task/support/exports.ts"

async function served() {
  const { db } = tableModel()
  const around = { files: new Map(), kinds: [], zoneOf: () => "UTC" }
  const ground = groundOf({ db, nowMs: Date.now, step: async (_, apply) => apply() }, around)
  const [list, verify] = auditRoutes(ground, async () => "secret")
  const [, save] = settingsRoutes(ground)
  const ask = await askAsAdmin(db)
  const anchored = async (seq?: number) => {
    const { seq: last, hash } = (await auditHead(db, "platform"))!
    await noteAnchor(db, "platform", { seq: seq ?? last, hash }, new Date().toISOString())
  }
  const key = (seq: number) => ({ pk: "audit#platform", sk: `entry#${String(seq).padStart(12, "0")}` })
  const tamper = async (seq: number) => {
    const row = (await db.get(key(seq)))!
    await db.write({ put: { ...row, entry: { ...(row["entry"] as AuditEntry), action: "nothing.happened" } } })
  }
  return {
    ground,
    list: (query: Record<string, string>) => ask(list!, { query }),
    verify: async (query: Record<string, string> = {}) => (await ask(verify!, { query })).body,
    save: (body: object) => ask(save!, { body }),
    anchored,
    tamper,
    remove: (seq: number) => db.write({ remove: key(seq) }),
  }
}

test("of a save of the settings the trail keeps what changed, not every rate", async () => {
  const { save, list } = await served()
  const rates = Array.from({ length: 1_000 }, (_, nth) => ({
    currency: "eur",
    day: `20${String(10 + Math.floor(nth / 336)).padStart(2, "0")}-${String(1 + Math.floor((nth % 336) / 28)).padStart(2, "0")}-${String(1 + (nth % 28)).padStart(2, "0")}`,
    rate: "1.1",
  }))
  await save({ ...DEFAULT_SETTINGS, rates })
  const changed = rates.with(7, { ...rates[7]!, rate: "1.2" })
  expect((await save({ ...DEFAULT_SETTINGS, discounts: "all", rates: changed })).status).toBe(200)
  expect((await save({ ...DEFAULT_SETTINGS, reportingCurrency: "eur", discounts: "all", rates: changed })).status).toBe(
    200,
  )
  const { items } = (await list({ limit: "2" })).body
  expect(items.map(({ before, after }: AuditEntry) => [before, after])).toEqual([
    [{ reportingCurrency: "usd" }, { reportingCurrency: "eur" }],
    [
      { discounts: "forever", rates: [rates[7]] },
      { discounts: "all", rates: [changed[7]] },
    ],
  ])
})

test("a page of large entries ends before an answer is too large, and the next goes on", async () => {
  const { ground, list } = await served()
  await writeEntries(ground, 40, "x".repeat(300_000))
  const seqs: number[] = []
  let cursor: string | null = ""
  do {
    const page = await list({ limit: "200", ...(cursor ? { cursor } : {}) })
    expect(page).toMatchObject({ status: 200 })
    expect(page.bytes).toBeLessThan(3_000_000)
    seqs.push(...page.body.items.map(({ seq }: AuditEntry) => seq))
    cursor = page.body.nextCursor
  } while (cursor)
  expect(seqs).toEqual(Array.from({ length: 40 }, (_, at) => 40 - at))
})

test("the chain is walked from its last anchor, or from its first entry when asked", async () => {
  const { ground, verify, anchored, tamper } = await served()
  expect(await verify()).toMatchObject({ verdict: "empty", entries: 0, anchor: null })
  await writeEntries(ground, 10)
  expect(await verify()).toMatchObject({ verdict: "ok", fromSeq: 1, entries: 10 })
  await anchored()
  await writeEntries(ground, 5)
  expect(await verify()).toMatchObject({ verdict: "ok", fromSeq: 10, entries: 15, anchor: { seq: 10 } })
  await tamper(4)
  expect(await verify()).toMatchObject({ verdict: "ok", fromSeq: 10 })
  expect(await verify({ from: "first" })).toMatchObject({ verdict: "broken", fromSeq: 1, entries: 3, brokenAtSeq: 4 })
  await tamper(12)
  expect(await verify()).toMatchObject({ verdict: "broken", brokenAtSeq: 12 })
})

test("a chain that does not have what was anchored is broken, however well it hangs together", async () => {
  const { ground, verify, anchored } = await served()
  await writeEntries(ground, 10)
  await anchored(8)
  expect(await verify()).toMatchObject({ verdict: "broken", brokenAtSeq: 8 })
  expect(await verify({ from: "first" })).toMatchObject({ verdict: "broken", brokenAtSeq: 8 })
  await anchored(12)
  for (const later of [12, 8]) {
    await anchored(later)
    expect(await verify()).toMatchObject({ verdict: "broken", anchor: { seq: 12 } })
    expect(await verify({ from: "first" })).toMatchObject({ verdict: "broken", entries: 10, brokenAtSeq: 11 })
  }
})

test("a chain whose anchored end is gone is broken there", async () => {
  const { ground, verify, anchored, remove } = await served()
  await writeEntries(ground, 10)
  await anchored()
  await remove(10)
  expect(await verify()).toMatchObject({ verdict: "broken", brokenAtSeq: 10 })
})

test("a walk that runs out of time says how far it came, and the next goes on there", async () => {
  const { ground, tamper } = await served()
  await writeEntries(ground, 1_200)
  const walk = (after?: ChainPlace) =>
    verifyChain(ground.db, "platform", { ...(after ? { after } : {}), until: () => true })
  const first = await walk()
  expect(first).toMatchObject({ verdict: "unfinished", entries: 500, next: { seq: 500 } })
  const second = await walk(first.next!)
  expect(second).toMatchObject({ verdict: "unfinished", entries: 1_000 })
  const third = await walk(second.next!)
  expect(await walk(third.next ?? second.next!)).toMatchObject({ entries: 1_200 })
  expect(await verifyChain(ground.db, "platform", { after: second.next! })).toMatchObject({
    verdict: "ok",
    entries: 1_200,
  })
  await tamper(1_100)
  expect(await walk(second.next!)).toMatchObject({ verdict: "broken", brokenAtSeq: 1_100 })
})

test("an organization's chain is read, narrowed, walked and anchored by itself", async () => {
  const { ground, list, verify } = await served()
  const at = new Date().toISOString()
  const note = (scope: string, nth: number) => ({
    ...{ scope, at, action: `thing.done${nth}`, target: { kind: "thing", id: String(nth) }, before: null, after: null },
    actor: { personId: "p", label: "P", role: "staff admin" },
    ...{ requestId: `r${nth}`, address: null, agent: null },
  })
  for (const nth of [1, 2, 3]) await audited(ground.db, note("org_a", nth), [])
  await audited(ground.db, note("org_b", 4), [])
  await audited(ground.db, note("platform", 5), [])
  const idsOf = async (query: Record<string, string>) =>
    (await list({ limit: "50", ...query })).body.items.map(({ target }: AuditEntry) => target.id)
  expect(await idsOf({})).toEqual(["5"])
  expect(await idsOf({ organizationId: "org_a" })).toEqual(["3", "2", "1"])
  expect(await idsOf({ organizationId: "org_a", action: "thing.done2" })).toEqual(["2"])
  expect(await idsOf({ organizationId: "org_none" })).toEqual([])
  const { nextCursor } = (await list({ limit: "1", organizationId: "org_a" })).body
  expect(await idsOf({ organizationId: "org_a", cursor: nextCursor })).toEqual(["2", "1"])
  expect((await list({ organizationId: "org_b", cursor: nextCursor })).status).toBe(400)
  expect(await verify({ organizationId: "org_a" })).toMatchObject({ verdict: "ok", entries: 3, anchor: null })
  const written = new Map<string, string>()
  const put = async (key: string, text: string) => written.set(key, text)
  expect(await anchorChains(ground.db, put, at)).toEqual({ anchored: 3 })
  expect([...written.keys()]).toEqual([`heads/platform/${at}.json`, `heads/organizations/${at}.json`])
  const { heads } = JSON.parse(written.get(`heads/organizations/${at}.json`)!)
  expect(heads.map(({ scope, seq }: { scope: string; seq: number }) => [scope, seq]).sort()).toEqual([
    ["org_a", 3],
    ["org_b", 1],
  ])
  expect(await verify({ organizationId: "org_a" })).toMatchObject({ verdict: "ok", fromSeq: 3, anchor: { seq: 3 } })
  const key = { pk: "audit#org_a", sk: "entry#000000000003" }
  const row = (await ground.db.get(key))!
  await ground.db.write({ put: { ...row, entry: { ...(row["entry"] as AuditEntry), action: "nothing.happened" } } })
  expect(await verify({ organizationId: "org_a" })).toMatchObject({ verdict: "broken", brokenAtSeq: 3 })
  expect(await verify({ organizationId: "org_b" })).toMatchObject({ verdict: "ok" })
  const later = new Date(Date.parse(at) + 24 * 3_600_000).toISOString()
  expect(await anchorChains(ground.db, put, later)).toEqual({ anchored: 1 })
})
