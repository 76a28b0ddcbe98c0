import { expect, test } from "vitest"
import type { Movement } from "#shared/credits/ledger.ts"
import { type Threshold, thresholdsOf } from "#shared/credits/low-credit.ts"
import { instant, msOf } from "#shared/time.ts"
import { creditAlertRoutes } from "../../functions/api/credit-alerts.ts"
import { creditAlertsOf, creditAlertsSet, lookAtCredits } from "../../functions/table/credit-alerts.ts"
import type { Db } from "../../functions/table/db.ts"
import { enter, ledgerHead } from "../../functions/table/ledger.ts"
import { dueMails, type MailRow } from "../../functions/table/mail.ts"
import { saveMember, saveOrganization } from "../../functions/table/organization.ts"
import { invitePerson } from "../../functions/table/person.ts"
import { saveUser } from "../../functions/table/user.ts"
import { askAs } from "../support/ask.ts"
import { machine } from "./machine.ts"

const NOW = "2026-11-20T14:02:11.000Z"
const USD = 1_000_000
const ORG = "org_acme"

const moved = (usd: number): Movement => ({
  ...{ type: usd > 0 ? "credit_gift" : "usage", amountMicros: usd * USD, comment: null, at: NOW, expiresAt: null },
  ...{ source: { kind: "request", id: "r" }, actor: { personId: null, label: "Watchbill", role: "console" } },
})

/** An organization with $100 and two owners; thresholds at $50 and $10. */
async function watched() {
  const it = machine(NOW)
  const { db } = it.ground
  await saveOrganization(db, ORG, { name: "Acme", known: true, ownerId: "usr_1" }, "1", NOW)
  for (const [user, role, email] of [
    ["usr_1", "owner", "ada@acme.test"],
    ["usr_2", "owner", "Ben@acme.test"],
    ["usr_3", "admin", "cy@acme.test"],
    ["usr_4", "owner", "gone@acme.test"],
  ] as const) {
    await saveMember(db, ORG, user, { present: user !== "usr_4", role }, "1")
    await saveUser(db, user, { email }, "1", NOW)
  }
  const memberships = { [ORG]: "owner" } as const
  await invitePerson(db, { personId: "p_1", name: "Ben", email: "ben@acme.test", memberships })
  const enterAll = async (...usds: number[]) => {
    for (const usd of usds) await enter(db, ORG, { changedAt: NOW, movement: () => moved(usd) })
  }
  const set = async (thresholds: readonly Threshold[]) => {
    const { seq } = await ledgerHead(db, ORG)
    const written = {
      thresholds: [...thresholds],
      seq,
      personId: "p_1",
      setBy: { name: "Ben", isStaff: false },
      setAt: NOW,
    }
    await db.transact([creditAlertsSet(ORG, await creditAlertsOf(db, ORG), written)])
  }
  await enterAll(100)
  await set(thresholdsOf([50 * USD, 10 * USD], [], 100 * USD))
  return {
    ...it,
    ...{ enterAll, set },
    mails: () => it.model.rows().filter((row): row is MailRow => row.kind === "mail"),
    subjects: () => it.model.rows().flatMap((row) => (row.kind === "mail" ? (row as MailRow).mail.subject : [])),
  }
}

test("a crossing puts one mail to every owner into the outbox, told by the stream of the ledger", async () => {
  const it = await watched()
  await it.enterAll(-49, -2)
  await it.flow()
  expect(it.mails()).toMatchObject([
    {
      mail: {
        ...{ to: ["ada@acme.test", "ben@acme.test"], subject: "Credits of Acme are below $50.00", at: NOW },
        about: { what: "lowCredit", organizationId: ORG },
      },
      ...{ state: "waiting", attempts: 0, ttl: Math.ceil(msOf(NOW) / 1_000) + 90 * 86_400 },
    },
  ])
  expect(await dueMails(it.ground.db, NOW, 10)).toHaveLength(1)
  expect((await creditAlertsOf(it.ground.db, ORG))!.thresholds.map(({ isArmed }) => isArmed)).toEqual([false, true])
})

test("it is told once, however often and by how many it is looked at", async () => {
  const it = await watched()
  await it.enterAll(-60)
  await Promise.all([1, 2, 3].map(() => lookAtCredits(it.ground, ORG)))
  await it.flow()
  await it.enterAll(-1, -1)
  await lookAtCredits(it.ground, ORG)
  expect(it.subjects()).toEqual(["Credits of Acme are below $50.00"])
})

test("a fall that was made good before anybody looked is told all the same, and what was looked at is not again", async () => {
  const it = await watched()
  await it.enterAll(-60, 60)
  await lookAtCredits(it.ground, ORG)
  await it.enterAll(-60)
  await lookAtCredits(it.ground, ORG)
  expect(it.subjects()).toHaveLength(2)
})

test("more entries than one look takes are all looked at", async () => {
  const it = await watched()
  await it.enterAll(...Array.from({ length: 130 }, (_, nth) => (nth < 125 ? 1 : -44)))
  await lookAtCredits(it.ground, ORG)
  expect((await creditAlertsOf(it.ground.db, ORG))!.seq).toBe(131)
  expect(it.subjects()).toEqual(["Credits of Acme are below $10.00"])
})

test("without thresholds, or an owner with an address, nobody is told", async () => {
  const it = await watched()
  await it.set([])
  await it.enterAll(-60)
  await lookAtCredits(it.ground, ORG)
  await it.set([{ amountMicros: 20 * USD, isArmed: true, crossedAt: null }])
  for (const user of ["usr_1", "usr_2"]) await saveUser(it.ground.db, user, { deleted: true }, "2", NOW)
  it.clock.now = instant(msOf(NOW) + 1)
  await it.enterAll(-30)
  await lookAtCredits(it.ground, ORG)
  expect(it.mails().map(({ mail }) => mail.to)).toEqual([["ben@acme.test"]])
})

test("thresholds that are set while somebody looks are not lost to what was looked at by those before", async () => {
  const it = await watched()
  await it.enterAll(-60)
  const { db, clock } = it.ground
  const anew = [{ amountMicros: 5 * USD, isArmed: true, crossedAt: null }]
  let isFirst = true
  const slow: Db = {
    ...db,
    transact: async (writes) => {
      if (isFirst) await it.set(anew)
      isFirst = false
      return db.transact(writes)
    },
  }
  await lookAtCredits({ db: slow, clock }, ORG)
  expect((await creditAlertsOf(db, ORG))!.thresholds).toEqual(anew)
  expect(it.mails()).toEqual([])
})

test("an entry that comes while thresholds are set is looked at by those that stood until then", async () => {
  const it = await watched()
  const { db } = it.ground
  let isFirst = true
  const busy: Db = {
    ...db,
    get: async (key, options) => {
      if (key.sk === "head" && key.pk.startsWith("ledger#") && isFirst) {
        isFirst = false
        await it.enterAll(-60)
      }
      return db.get(key, options)
    },
  }
  const ask = await askAs(busy, { personId: "p_1", memberships: { [ORG]: "owner" } } as never)
  const put = creditAlertRoutes({ ...it.ground, db: busy }).find(({ method }) => method === "PUT")!
  expect(await ask(put, { path: { organizationId: ORG }, body: { thresholdsUsd: ["50"] } })).toMatchObject({
    ...{ status: 200, body: { thresholds: [{ amountMicros: 50 * USD, isArmed: false }] } },
  })
  expect(it.subjects()).toEqual(["Credits of Acme are below $50.00"])
})
