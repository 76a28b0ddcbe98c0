import { describe, expect, test } from "vitest"
import type { LedgerEntry } from "#shared/contract/credits.ts"
import type { PlanTerms } from "#shared/contract/plans.ts"
import { instant, MINUTE_MS, msOf } from "#shared/time.ts"
import { receive } from "../../functions/ingest/stripe.ts"
import { close } from "../../functions/project/close.ts"
import { entriesAfter, ledgerHead } from "../../functions/table/ledger.ts"
import { organizationById, organizationRow } from "../../functions/table/organization.ts"
import { organizationsOf } from "../../functions/table/organizations.ts"
import { termsPut } from "../../functions/table/plan-table.ts"
import { verifyLedger } from "../../functions/table/verify-ledger.ts"
import { balanceObject, chargeObject, disputeObject, PAID_AT } from "../support/payment-object.ts"
import { customerObject, itemObject, priceObject, subscribed, type Told, told, unix } from "../support/stripe-object.ts"
import { machine } from "./machine.ts"

const NOW = "2026-03-05T14:02:00.000Z"
const LITE: PlanTerms = {
  priceId: "price_lite",
  product: "devPlan",
  tier: "lite",
  creditsMicros: 10_000_000,
  from: "2026-01-01",
}
const customer = (organizationId: string | null, at = "2026-01-01", more: Told = {}) =>
  told("customer.updated", unix(at), customerObject({ metadata: organizationId ? { organizationId } : {}, ...more }))
const charge = (more: Told = {}, id?: string, at = PAID_AT) =>
  told(
    "charge.succeeded",
    at,
    chargeObject({ balance_transaction: balanceObject("txn_charge", 10_000, 320), ...more }),
    id ? { id } : {},
  )
const refunded = (cents: number, more: Told = {}) =>
  told("charge.refunded", PAID_AT + 60, chargeObject({ amount_refunded: cents, refunded: cents >= 10_000, ...more }))
const TOP_UP = { metadata: { creditsUsd: "100.00" } }
const ITEMS = [{ ...itemObject(priceObject({ id: "price_lite" })), current_period_end: unix("2026-04-01") }]
const devPlan = told(
  "customer.subscription.created",
  unix("2026-03-01"),
  subscribed({ created: unix("2026-03-01"), items: ITEMS }),
)

function account() {
  const it = machine(NOW)
  const { db } = it.model
  const tell = async (...events: Told[]) => {
    for (const one of events) await receive(db, async () => {}, Buffer.from(JSON.stringify(one)), it.clock.now)
    for (let round = 0; round < 3; round++) {
      await it.flow()
      it.clock.now = instant(msOf(it.clock.now) + MINUTE_MS)
      await close(it.ground)
    }
  }
  const entries = async (org: string): Promise<LedgerEntry[]> => entriesAfter(db, org, 0, 100)
  return {
    ...it,
    db,
    tell,
    plans: (terms: PlanTerms[]) => db.transact([termsPut(terms, 0)]),
    listed: async (org: string) => {
      const page = { sort: "id", order: "asc", limit: 100, masked: false } as const
      const row = (await organizationsOf(it.ground).page(page)).items.find(({ id }) => id === org)
      const record = await organizationById(db, org)
      expect(row).toEqual(record && organizationRow(record))
      return row
    },
    entered: async (org: string) => (await entries(org)).map(({ type, amountMicros }) => [type, amountMicros / 1e6]),
    entries,
    verdict: async (org: string) => (await verifyLedger(it.ground, org)).verdict,
  }
}

describe("what a customer pays", () => {
  test("is what its organization spent in all: settled, less what was given back", async () => {
    const it = account()
    await it.tell(charge(), customer("org_1"))
    expect(await it.listed("org_1")).toMatchObject({ totalSpentCents: 10_000, creditsMicros: 0 })
    const refund = balanceObject("txn_refund", -4_000, 0, { type: "refund", source: "re_1" })
    const refunds = {
      object: "list",
      data: [
        {
          id: "re_1",
          object: "refund",
          amount: 4_000,
          balance_transaction: refund,
          charge: "ch_1",
          created: PAID_AT + 60,
          currency: "usd",
          status: "succeeded",
        },
      ],
    }
    await it.tell(refunded(4_000, { refunds }))
    expect(await it.listed("org_1")).toMatchObject({ totalSpentCents: 6_000 })
    await it.tell(charge({ id: "ch_2", balance_transaction: balanceObject("txn_2", 900, 30, { source: "ch_2" }) }))
    expect(await it.listed("org_1")).toMatchObject({ totalSpentCents: 6_900 })
  })

  test("goes with the customer to another organization", async () => {
    const it = account()
    await it.tell(customer("org_1"), charge(TOP_UP))
    expect(await it.listed("org_1")).toMatchObject({ totalSpentCents: 10_000, creditsMicros: 100_000_000 })
    await it.tell(customer("org_2", "2026-03-02"))
    expect(await it.listed("org_1")).toMatchObject({ totalSpentCents: 0, creditsMicros: 0 })
    expect(await it.listed("org_2")).toMatchObject({ totalSpentCents: 10_000, creditsMicros: 100_000_000 })
    expect([await it.verdict("org_1"), await it.verdict("org_2")]).toEqual(["ok", "ok"])
  })

  test("is unknown while a rate is missing, and is no money in test mode", async () => {
    const it = account()
    await it.tell(
      customer("org_1"),
      charge({ balance_transaction: balanceObject("txn_charge", 9_000, 300, { currency: "eur" }) }),
    )
    expect(await it.listed("org_1")).toMatchObject({ totalSpentCents: null })
    const other = account()
    const test = (event: Told) => ({ ...event, livemode: false })
    await other.plans([LITE])
    await other.tell(test(customer("org_1")), test(charge(TOP_UP)), test(devPlan))
    expect(await other.entered("org_1")).toEqual([])
    expect(await other.listed("org_1")).toBeUndefined()
  })
})

describe("credits that were bought", () => {
  test("are entered once, however often and in whatever order it is told", async () => {
    const it = account()
    const once = charge(TOP_UP, "evt_once")
    await it.tell(once, once)
    expect(await it.entered("org_1")).toEqual([])
    await it.tell(customer("org_1"), once, charge(TOP_UP))
    await it.tell(charge(TOP_UP))
    expect(await it.entered("org_1")).toEqual([["credit_topup", 100]])
    const [entry] = await it.entries("org_1")
    expect(entry).toMatchObject({ contra: "stripe", source: { kind: "charge", id: "ch_1" }, expiresAt: null })
    expect(await it.listed("org_1")).toMatchObject({ creditsMicros: 100_000_000, allTimeCreditsMicros: 100_000_000 })
  })

  test("go back with the money, as much of them as was given back", async () => {
    const it = account()
    await it.tell(customer("org_1"), charge(TOP_UP), refunded(2_500, TOP_UP))
    await it.tell(refunded(3_333, TOP_UP))
    expect(await it.entered("org_1")).toEqual([
      ["credit_topup", 100],
      ["credit_refund", -25],
      ["credit_refund", -8.33],
    ])
    expect(await it.verdict("org_1")).toBe("ok")
  })

  test("go back as far as there are any, and come back where the refund failed", async () => {
    const it = account()
    await it.tell(customer("org_1"), charge(TOP_UP))
    await it.send([
      {
        specversion: "1.0",
        id: "used",
        source: "test",
        type: "usage.recorded",
        time: "2026-03-05T12:00:00.000Z",
        data: { org: "org_1", model: "large", inputCostUsd: "70" },
      },
    ])
    await it.tell()
    const refund = (status: string, at: number) =>
      told("refund.updated", PAID_AT + at, {
        id: "re_1",
        object: "refund",
        amount: 10_000,
        charge: "ch_1",
        created: PAID_AT + 60,
        currency: "usd",
        status,
        livemode: true,
      })
    await it.tell(refund("succeeded", 60))
    expect(await it.entered("org_1")).toEqual([
      ["credit_topup", 100],
      ["usage", -70],
      ["credit_refund", -30],
    ])
    expect((await it.entries("org_1"))[2]!.comment).toBe("More was refunded than was left")
    await it.tell(refund("failed", 120))
    expect((await it.entered("org_1"))[3]).toEqual(["credit_refund", 30])
    expect((await ledgerHead(it.db, "org_1")).balanceMicros).toBe(30_000_000)
    expect(await it.verdict("org_1")).toBe("ok")
  })

  test("are gone with a dispute that was lost, and none without a payment that succeeded", async () => {
    const it = account()
    const lost = told("charge.dispute.closed", PAID_AT + 90, disputeObject({ status: "lost" }))
    await it.tell(customer("org_1"), charge(TOP_UP), lost)
    expect(await it.entered("org_1")).toEqual([
      ["credit_topup", 100],
      ["credit_refund", -100],
    ])
    const other = account()
    await other.tell(
      customer("org_1"),
      charge({ ...TOP_UP, status: "failed", captured: false, balance_transaction: null }),
    )
    await other.tell(charge({ id: "ch_2", metadata: { creditsUsd: "1e9" } }))
    expect(await other.entered("org_1")).toEqual([])
  })
})

describe("a plan that is paid for", () => {
  test("stands in the directory before what the product tells, and its credits in the ledger until the cycle is over", async () => {
    const it = account()
    const enterprise = { ...LITE, priceId: "price_big", product: "plan", tier: "enterprise", creditsMicros: 0 } as const
    await it.plans([LITE, enterprise])
    await it.tell(devPlan, customer("org_1"))
    expect(await it.listed("org_1")).toMatchObject({ plan: "free", devPlan: "lite", creditsMicros: 10_000_000 })
    expect(await it.entries("org_1")).toMatchObject([
      {
        type: "dev_plan_start",
        contra: "devPlan",
        source: { kind: "subscription", id: "sub_1" },
        expiresAt: "2026-04-01T00:00:00.000Z",
        actor: { label: "Stripe" },
      },
    ])
    const big = [itemObject(priceObject({ id: "price_big" }))]
    const other = { id: "sub_2", created: unix("2026-03-02"), items: big }
    await it.tell(told("customer.subscription.created", unix("2026-03-02"), subscribed(other)))
    expect(await it.listed("org_1")).toMatchObject({ plan: "enterprise", devPlan: "lite" })
    const over = { ...other, status: "canceled", ended_at: unix("2026-03-03") }
    await it.tell(told("customer.subscription.deleted", unix("2026-03-03"), subscribed(over)))
    expect(await it.listed("org_1")).toMatchObject({ plan: "free", devPlan: "lite" })
    it.clock.now = "2026-04-01T00:00:01.000Z"
    await it.tell(
      told(
        "customer.subscription.deleted",
        unix("2026-04-01"),
        subscribed({ items: ITEMS, status: "canceled", ended_at: unix("2026-04-01") }),
      ),
    )
    expect((await it.entered("org_1")).sort()).toEqual([
      ["dev_plan_end", 0],
      ["dev_plan_start", 10],
      ["expiry", -10],
      ["subscription_end", 0],
      ["subscription_start", 0],
    ])
    expect(await it.listed("org_1")).toMatchObject({
      devPlan: "none",
      creditsMicros: 0,
      allTimeCreditsMicros: 10_000_000,
    })
    expect(await it.verdict("org_1")).toBe("ok")
  })

  test("is taken back where news that came late say that it never was so", async () => {
    const it = account()
    await it.plans([LITE])
    await it.tell(customer("org_1"), devPlan)
    const was = told(
      "customer.subscription.created",
      unix("2026-02-28"),
      subscribed({ created: unix("2026-03-01"), status: "incomplete_expired", items: ITEMS }),
    )
    await it.tell(was)
    expect(await it.entered("org_1")).toEqual([
      ["dev_plan_start", 10],
      ["dev_plan_start", -10],
    ])
    expect(await it.listed("org_1")).toMatchObject({ devPlan: "none", creditsMicros: 0 })
  })
})

test("a recount finds an entry of Stripe's that was not noted, and a note without its entry", async () => {
  const it = account()
  await it.tell(customer("org_1"), charge(TOP_UP))
  const key = { pk: "ledger#org_1", sk: "stripe#cus_1#charge#ch_1#credit_topup" }
  const row = (await it.db.get(key))!
  await it.db.write({ put: { ...row, enteredMicros: 7 } })
  expect(await it.verdict("org_1")).toBe("broken")
  await it.db.write({ remove: key })
  expect(await it.verdict("org_1")).toBe("broken")
  await it.db.write({ put: row })
  expect(await it.verdict("org_1")).toBe("ok")
  const profile = (await it.db.get({ pk: "org#org_1", sk: "profile" }))!
  await it.db.write({ put: { ...profile, credits: { balanceMicros: 1, grantedMicros: 1 } } })
  expect((await verifyLedger(it.ground, "org_1")).faults).toMatchObject([{ where: "directory" }])
})
