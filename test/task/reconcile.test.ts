import { expect, test } from "vitest"
import { instant, msOf } from "#shared/time.ts"
import { transactionById } from "../../functions/table/payment-read.ts"
import { reconcile } from "../../functions/task/reconcile-step.ts"
import { requestNightly } from "../../functions/task/request-nightly.ts"
import { listerOf } from "../support/lister.ts"
import { balanceObject, chargeObject, disputeObject, PAID_AT, refundObject } from "../support/payment-object.ts"
import {
  customerObject,
  invoiceObject,
  itemObject,
  priceObject,
  subscribed,
  type Told,
  told,
  unix,
} from "../support/stripe-object.ts"
import { comparing, NOW, toTheEnd } from "./support/reconciliations.ts"

const BEGAN = unix("2026-01-01")
const customer = (id: string): Told => customerObject({ id, created: BEGAN })
const subscription = (nth: number, more: Told = {}): Told =>
  subscribed({ id: `sub_${nth}`, customer: `cus_${nth % 100}`, created: BEGAN + nth, ...more })
const created = (object: Told) => told("customer.subscription.created", Number(object["created"]), object)
const countsOf = (report: { counts: { object: string }[] }, object: string) =>
  report.counts.find((one) => one.object === object)

test("of 1,001 subscriptions the one that is missing and the one that differs are named and repaired", async () => {
  const it = comparing()
  const held = Array.from({ length: 1_001 }, (_, nth) => subscription(nth))
  const twice = [itemObject(priceObject(), 2)]
  const listed = held.map((one, nth) => (nth === 700 ? subscription(700, { items: twice }) : one))
  await it.tell(...held.filter((_, nth) => nth !== 31).map(created))
  const { lister, asked } = listerOf(listed)
  const report = await it.run("one", lister)
  expect(asked.filter((one) => one.startsWith("subscription"))).toHaveLength(11)
  expect(report).toMatchObject({ status: "complete", ending: "complete" })
  expect(countsOf(report, "subscription")).toEqual({
    ...{ mode: "live", object: "subscription", listed: 1_001, same: 999, missing: 1, different: 1 },
    ...{ tooFresh: 0, repaired: 2, unrepaired: 0, notAtStripe: 0 },
  })
  expect(report.samples).toMatchObject([
    {
      ...{ objectId: "sub_700", found: "different", outcome: "repaired", customerId: "cus_0" },
      fields: [
        {
          field: "items",
          ours: "1 × price_pro_month1_4900, 4900 usd per 1 month",
          stripe: "2 × price_pro_month1_4900, 4900 usd per 1 month",
        },
      ],
    },
    { objectId: "sub_31", found: "missing", outcome: "repaired" },
  ])
  const again = await it.run("two", lister)
  expect(countsOf(again, "subscription")).toMatchObject({ listed: 1_001, same: 1_001, missing: 0, different: 0 })
})

test("a comparison that finds nothing writes by the page, not by the object", async () => {
  const it = comparing()
  const held = Array.from({ length: 1_000 }, (_, nth) => subscription(nth))
  await it.tell(...held.map(created))
  const { lister } = listerOf(held)
  const before = { ...it.model.meter }
  const written = it.model.records.length
  await it.run("one", lister)
  const units = {
    read: it.model.meter.readUnits - before.readUnits,
    write: it.model.meter.writeUnits - before.writeUnits,
  }
  // 10 pages of subscriptions, 7 lists without any, 2 slices of what is held, 1 look again; then its request and its end.
  expect(it.model.records.length - written).toBeLessThanOrEqual(40)
  expect(units.write).toBeLessThan(100)
  expect(units.read).toBeLessThan(1_500)
})

test("a charge whose delivery was lost comes with its fee, net and refund", async () => {
  const it = comparing()
  const { lister } = listerOf([
    chargeObject({ amount_refunded: 4_000 }),
    balanceObject("txn_charge", 10_000, 320),
    refundObject(),
    balanceObject("txn_refund", -4_000, 0, { source: "re_1", type: "refund" }),
  ])
  const report = await it.run("one", lister)
  expect(countsOf(report, "charge")).toMatchObject({ listed: 1, missing: 1, repaired: 1 })
  expect(countsOf(report, "refund")).toMatchObject({ listed: 1, missing: 1, repaired: 1 })
  expect(report.amounts).toEqual([
    { mode: "live", of: "charges", currency: "usd", stripeCents: 10_000, beforeCents: 0, afterCents: 10_000 },
    { mode: "live", of: "refunds", currency: "usd", stripeCents: 4_000, beforeCents: 0, afterCents: 4_000 },
    { mode: "live", of: "net", currency: "usd", stripeCents: 5_680, beforeCents: 0, afterCents: 5_680 },
  ])
  expect(await transactionById(it.model.db, { mode: "live", chargeId: "ch_1" })).toMatchObject({
    status: "partlyRefunded",
    pending: [],
    settled: [{ settledCents: 10_000, feeCents: 320, refundCents: -4_000, netCents: 5_680 }],
  })
})

test("what Stripe does not list is counted and changed in nothing", async () => {
  const it = comparing()
  await it.tell(
    told("customer.created", BEGAN, customer("cus_gone")),
    told("customer.deleted", BEGAN + 5, customer("cus_deleted")),
    created(subscription(1)),
    told("invoice.paid", PAID_AT, invoiceObject({ id: "in_1", created: PAID_AT })),
    told("charge.succeeded", PAID_AT, chargeObject()),
    told("charge.dispute.created", PAID_AT + 10, disputeObject()),
  )
  const rows = () => it.model.rows().filter(({ kind }) => /Fact|Answer/.test(kind)).length
  const before = rows()
  const report = await it.run("one", listerOf([]).lister)
  expect(rows()).toBe(before)
  expect(report.counts.map(({ object, notAtStripe, listed }) => [object, notAtStripe, listed])).toEqual([
    ["customer", 1, 0],
    ["subscription", 1, 0],
    ["invoice", 1, 0],
    ["charge", 1, 0],
    ["dispute", 1, 0],
  ])
  expect(report.samples.every(({ outcome }) => outcome === "untouched")).toBe(true)
  expect(report.amounts).toMatchObject([{ of: "charges", stripeCents: 0, beforeCents: 10_000, afterCents: 10_000 }])
})

test("money made before the time that is looked at is neither missing nor held too much", async () => {
  const it = comparing()
  const old = chargeObject({ id: "ch_old", created: unix("2025-12-01") })
  await it.tell(
    told("charge.succeeded", unix("2025-12-01"), old),
    told("invoice.paid", unix("2026-03-19"), invoiceObject({ id: "in_old", created: unix("2025-12-01") })),
  )
  const { lister } = listerOf([{ ...old, amount_captured: 9_000 }])
  expect((await it.run("one", lister)).counts).toEqual([])
  const year = await it.run("two", lister, "1year")
  expect(countsOf(year, "charge")).toMatchObject({ different: 1, repaired: 1 })
  expect(year.amounts).toMatchObject([{ of: "charges", stripeCents: 9_000, beforeCents: 10_000, afterCents: 9_000 }])
})

test("what changed within ten minutes waits for the next time", async () => {
  const it = comparing()
  const justNow = Math.floor(msOf(NOW) / 1_000) - 60
  const { lister } = listerOf([subscription(1, { created: justNow }), subscription(2, { canceled_at: justNow })])
  const report = await it.run("one", lister)
  expect(countsOf(report, "subscription")).toMatchObject({ listed: 2, tooFresh: 2, missing: 0 })
  it.clock.now = instant(msOf(NOW) + 600_000)
  expect(countsOf(await it.run("two", lister), "subscription")).toMatchObject({ missing: 2, repaired: 2 })
})

test("an end that was told is not taken back, and the report says so", async () => {
  const it = comparing()
  const ended = subscription(1, { status: "canceled", ended_at: BEGAN + 99, canceled_at: BEGAN + 99 })
  await it.tell(created(subscription(1)), told("customer.subscription.deleted", BEGAN + 99, ended))
  const report = await it.run("one", listerOf([subscription(1)]).lister)
  expect(countsOf(report, "subscription")).toMatchObject({ different: 1, repaired: 0, unrepaired: 1 })
  expect(report.samples[0]).toMatchObject({ outcome: "unrepaired", why: expect.stringContaining("an end is not") })
})

test("a delivery that comes later and tells of before changes nothing, one that tells of after does", async () => {
  const it = comparing()
  await it.tell(created(subscription(1)))
  const { lister } = listerOf([subscription(1, { cancel_at_period_end: true })])
  await it.run("one", lister)
  const late = subscription(1, { status: "past_due" })
  await it.tell(told("customer.subscription.updated", unix("2026-03-10"), late, { previous: { status: "active" } }))
  expect(countsOf(await it.run("two", lister), "subscription")).toMatchObject({ same: 1 })
  const next = Math.floor(msOf(NOW) / 1_000) + 60
  await it.tell(told("customer.subscription.updated", next, late, { previous: { status: "active" } }))
  it.clock.now = instant(msOf(NOW) + 3_600_000)
  expect(countsOf(await it.run("three", listerOf([late]).lister), "subscription")).toMatchObject({ same: 1 })
})

/** A base with something of everything to be found, and what Stripe lists of it. */
async function base() {
  const it = comparing()
  const held = Array.from({ length: 220 }, (_, nth) => subscription(nth))
  await it.tell(
    ...held.filter((_, nth) => nth % 50 !== 0).map(created),
    told("customer.created", BEGAN, customer("cus_none")),
  )
  const objects = [
    ...held,
    chargeObject({ amount_refunded: 4_000 }),
    balanceObject("txn_charge", 10_000, 320),
    refundObject(),
    invoiceObject({ id: "in_9", created: PAID_AT }),
  ]
  return { ...it, ...listerOf(objects) }
}
const said = ({ counts, amounts, samples, status }: Awaited<ReturnType<ReturnType<typeof comparing>["report"]>>) => ({
  ...{ counts, amounts, status },
  samples: samples.map(({ objectId, outcome }) => `${objectId} ${outcome}`).sort(),
})

test("cut off at any write, and taken up again, it says the same and answers once", async () => {
  const whole = await base()
  const wanted = said(await whole.run("one", whole.lister))
  const answers = ({ model }: typeof whole) => model.rows().filter(({ kind }) => kind.endsWith("Answer")).length
  expect(wanted.status).toBe("complete")
  let isCut = true
  let cut = 1
  for (; isCut; cut += 3) {
    const it = await base()
    await it.request("one")
    let left = cut
    const count =
      <Args extends unknown[], Answer>(call: (...args: Args) => Promise<Answer>, after: boolean) =>
      async (...args: Args): Promise<Answer> => {
        left--
        if (left === 0 && !after) throw new Error("cut off")
        const answer = await call(...args)
        if (left === 0) throw new Error("cut off")
        return answer
      }
    const { db } = it.ground
    const after = cut % 2 === 0
    const cutOff = {
      ...db,
      write: count(db.write, after),
      transact: count(db.transact, after),
      change: count(db.change, after),
    }
    isCut = await toTheEnd({ ...it.ground, db: cutOff }, it.lister, "one", it.flow).then(
      () => false,
      (error: Error) => error.message === "cut off",
    )
    await it.flow()
    it.clock.now = instant(msOf(NOW) + 60_000)
    await toTheEnd(it.ground, it.lister, "one", it.flow)
    expect(said(await it.report("one")), `cut ${cut}`).toEqual(wanted)
    expect(answers(it as typeof whole), `cut ${cut}`).toBe(answers(whole))
  }
  expect(cut).toBeGreaterThan(25)
}, 60_000)

test("where Stripe breaks in the middle it goes on from there", async () => {
  const it = await base()
  let calls = 0
  const moody = {
    ...it.lister,
    list: async (...asked: Parameters<typeof it.lister.list>) => {
      if (++calls === 3) throw new Error("Stripe is away")
      return it.lister.list(...asked)
    },
  }
  await it.request("one")
  await expect(toTheEnd(it.ground, moody, "one")).rejects.toThrow("Stripe is away")
  await toTheEnd(it.ground, moody, "one", it.flow)
  expect(countsOf(await it.report("one"), "subscription")).toMatchObject({ listed: 220, missing: 5, repaired: 5 })
  expect(it.asked.filter((one) => one.startsWith("subscription"))).toHaveLength(3)
})

test("a step that is called again while it still works counts nothing twice", async () => {
  const [it, whole] = [await base(), await base()]
  await it.request("one")
  const step = { reconciliationId: "one", run: "run" }
  let looks = 0
  const first = reconcile(it.ground, it.lister, step, () => looks++ > 3)
  const slow = {
    ...it.lister,
    list: async (...asked: Parameters<typeof it.lister.list>) => (await first, it.lister.list(...asked)),
  }
  let pages = 0
  await reconcile(it.ground, slow, step, () => pages++ > 0)
  await toTheEnd(it.ground, it.lister, "one", it.flow)
  expect(said(await it.report("one"))).toEqual(said(await whole.run("one", whole.lister)))
})

test("of two executions of one comparison one works on it, and of two requests one is taken", async () => {
  const it = await base()
  expect(await it.request("one")).toBe("done")
  expect(await it.request("two")).toMatchObject({ refused: [1] })
  await toTheEnd(it.ground, it.lister, "one", it.flow)
  const other = await reconcile(it.ground, it.lister, { reconciliationId: "one", run: "other" }, () => false)
  expect(other).toMatchObject({ status: "notOurs" })
  expect(await it.request("two")).toBe("done")
})

test("without a key it ends at once; with one that may not ask it fails by name", async () => {
  const it = await base()
  expect(await it.run("one", undefined)).toMatchObject({ status: "failed", ending: "noKey", counts: [] })
  await it.request("two")
  const forbidden = { ...it.lister, list: async () => Promise.reject(new Error("forbidden")) }
  await expect(toTheEnd(it.ground, forbidden, "two")).rejects.toMatchObject({ name: "NotAllowed" })
})

test("a night requests one comparison however often it is told, none beside another, and ends one that stands still", async () => {
  const it = await base()
  const night = "2026-03-20T02:30:00.000Z"
  expect(await requestNightly(it.ground, night)).toBe("requested")
  expect(await requestNightly(it.ground, night)).toBe("duplicate")
  expect(await requestNightly(it.ground, "2026-03-21T02:30:00.000Z")).toBe("another is under way")
  it.clock.now = instant(msOf(NOW) + 2 * 3_600_000)
  expect(await requestNightly(it.ground, "2026-03-21T02:30:00.000Z")).toBe("requested")
  expect(await it.report(night)).toMatchObject({ status: "failed", ending: "stopped" })
  await toTheEnd(it.ground, it.lister, "2026-03-21T02:30:00.000Z", it.flow)
  expect(await it.report("2026-03-21T02:30:00.000Z")).toMatchObject({ status: "complete", reach: "35days" })
})
