import { describe, expect, test } from "vitest"
import type { PlanTerms } from "#shared/contract/plans.ts"
import type { StripeDue } from "#shared/credits/stripe-due.ts"
import { planDues } from "#shared/plans/plan-due.ts"
import { standingPlans } from "#shared/plans/standing.ts"
import { readStripeEvent } from "#shared/revenue/stripe-event.ts"
import { timelineOf } from "#shared/revenue/timeline.ts"
import { permutations } from "../../support/permutations.ts"
import {
  customerObject,
  invoiceObject,
  itemObject,
  priceObject,
  subscribed,
  type Told,
  told,
  unix,
} from "../../support/stripe-object.ts"

const terms = (priceId: string, tier: "lite" | "pro" | "max", usd: number, from = "2025-01-01"): PlanTerms => ({
  priceId,
  product: "devPlan",
  tier,
  creditsMicros: usd * 1_000_000,
  from,
})
const LITE = terms("price_lite", "lite", 10)
const MAX = terms("price_max", "max", 100)
const PRO_PLAN: PlanTerms = { ...LITE, priceId: "price_pro", product: "plan", tier: "pro", creditsMicros: 0 }
const TABLE = [LITE, MAX, PRO_PLAN]

const items = (priceId: string, end: string) => [
  { ...itemObject(priceObject({ id: priceId })), current_period_end: unix(end) },
]
const created = (priceId = "price_lite", more: Told = {}) =>
  told(
    "customer.subscription.created",
    unix("2026-01-01"),
    subscribed({ items: items(priceId, "2026-02-01"), ...more }),
  )
const updated = (at: string, more: Told, previous: Told) =>
  told("customer.subscription.updated", unix(at), subscribed(more), { previous })
const paid = (id: string, at: string, end: string) =>
  told(
    "invoice.paid",
    unix(at),
    invoiceObject({
      id,
      created: unix(at),
      status_transitions: { finalized_at: unix(at), paid_at: unix(at), marked_uncollectible_at: null, voided_at: null },
      lines: {
        object: "list",
        data: [{ id: `il_${id}`, object: "line_item", amount: 1_000, period: { start: unix(at), end: unix(end) } }],
      },
    }),
  )
const FIRST = paid("in_1", "2026-01-01", "2026-02-01")
const SECOND = paid("in_2", "2026-02-01", "2026-03-01")

const timeline = (events: readonly Told[]) =>
  timelineOf(
    events.map((event) => {
      const { reading } = readStripeEvent(event)
      return reading.kind === "fact" ? reading.fact : expect.unreachable(JSON.stringify(reading))
    }),
    { discounts: "forever" },
  )
const dues = (events: readonly Told[], table = TABLE): StripeDue[] =>
  planDues(timeline(events), { terms: table, zone: "UTC" })
const told3 = (all: readonly StripeDue[]) =>
  all.map(({ type, amountMicros, expiresAt }) => [type, amountMicros / 1_000_000, expiresAt?.slice(0, 10) ?? null])

describe("what subscriptions are to have in a ledger", () => {
  test("a dev plan begins and is renewed with each cycle that is paid, whatever the order of news", () => {
    const expected = [
      ["dev_plan_start", 10, "2026-02-01"],
      ["dev_plan_renewal", 10, "2026-03-01"],
    ]
    for (const order of permutations([created(), FIRST, SECOND, SECOND])) expect(told3(dues(order))).toEqual(expected)
  })

  test("a cycle counts once: neither a second invoice for it nor an unpaid one begins another", () => {
    const proration = paid("in_3", "2026-02-11", "2026-03-01")
    const open = told("invoice.finalized", unix("2026-03-01"), {
      ...((paid("in_4", "2026-03-01", "2026-04-01")["data"] as Told)["object"] as Told),
      status: "open",
      status_transitions: { finalized_at: unix("2026-03-01"), paid_at: null },
    })
    expect(told3(dues([created(), FIRST, SECOND, proration, open]))).toHaveLength(2)
  })

  test("an upgrade brings the difference at once, a downgrade takes nothing, and the next cycle is of the new tier", () => {
    const up = updated(
      "2026-01-11",
      { items: items("price_max", "2026-02-01") },
      { items: { data: items("price_lite", "2026-02-01") } },
    )
    const down = updated(
      "2026-02-11",
      { items: items("price_lite", "2026-03-01") },
      { items: { data: items("price_max", "2026-03-01") } },
    )
    const third = paid("in_3", "2026-03-01", "2026-04-01")
    const all = dues([created(), FIRST, up, SECOND, down, third])
    expect(told3(all)).toEqual([
      ["dev_plan_start", 10, "2026-02-01"],
      ["dev_plan_upgrade", 90, "2026-02-01"],
      ["dev_plan_downgrade", 0, null],
      ["dev_plan_renewal", 100, "2026-03-01"],
      ["dev_plan_renewal", 10, "2026-04-01"],
    ])
    expect(all.map(({ comment }) => comment)).toContain("Dev plan max, before it lite")
  })

  test("a cancellation that is asked for, taken back and asked for again is told twice, and its end once", () => {
    const cancel = (at: string, is: boolean) =>
      updated(at, { items: items("price_lite", "2026-02-01"), cancel_at_period_end: is }, { cancel_at_period_end: !is })
    const end = told(
      "customer.subscription.deleted",
      unix("2026-02-01"),
      subscribed({ items: items("price_lite", "2026-02-01"), status: "canceled", ended_at: unix("2026-02-01") }),
    )
    const all = dues([
      created(),
      FIRST,
      cancel("2026-01-05", true),
      cancel("2026-01-06", false),
      cancel("2026-01-07", true),
      cancel("2026-01-08", true),
      end,
      end,
    ])
    expect(told3(all)).toEqual([
      ["dev_plan_start", 10, "2026-02-01"],
      ["dev_plan_cancel", 0, null],
      ["dev_plan_cancel", 0, null],
      ["dev_plan_end", 0, null],
    ])
    expect(new Set(all.map(({ key }) => key)).size).toBe(4)
  })

  test("a customer that is deleted ends what it had", () => {
    const gone = told("customer.deleted", unix("2026-01-20"), customerObject({ deleted: true }))
    const events = [told("customer.created", unix("2026-01-01"), customerObject()), created(), gone]
    expect(told3(dues(events)).map(([type]) => type)).toEqual(["dev_plan_start", "dev_plan_end"])
    expect(standingPlans(timeline(events), { terms: TABLE, zone: "UTC" })).toEqual({})
  })

  test("terms count from their day on: cycles before it bring nothing, and each cycle what was in force when it began", () => {
    const later = { ...LITE, from: "2026-01-15" }
    expect(told3(dues([created(), FIRST, SECOND], [later]))).toEqual([["dev_plan_renewal", 10, "2026-03-01"]])
    const raised = terms("price_lite", "lite", 25, "2026-02-01")
    expect(told3(dues([created(), FIRST, SECOND], [LITE, raised])).map(([, usd]) => usd)).toEqual([10, 25])
  })

  test("a plan without credits is told when it begins and ends, and not with each cycle", () => {
    const end = told(
      "customer.subscription.deleted",
      unix("2026-02-20"),
      subscribed({ items: items("price_pro", "2026-03-01"), status: "canceled", ended_at: unix("2026-02-20") }),
    )
    expect(told3(dues([created("price_pro"), FIRST, SECOND, end]))).toEqual([
      ["subscription_start", 0, null],
      ["subscription_end", 0, null],
    ])
  })

  test("a subscription that was never paid for, or whose price nobody named, has nothing", () => {
    expect(dues([created("price_lite", { status: "incomplete" })])).toEqual([])
    expect(dues([created("price_other"), FIRST, SECOND])).toEqual([])
  })

  test("the plans that stand are the highest of the live subscriptions", () => {
    const other = told(
      "customer.subscription.created",
      unix("2026-01-03"),
      subscribed({ id: "sub_2", items: items("price_max", "2026-02-03") }),
    )
    const plan = told(
      "customer.subscription.created",
      unix("2026-01-04"),
      subscribed({ id: "sub_3", items: items("price_pro", "2026-02-04") }),
    )
    const of = (...events: Told[]) => standingPlans(timeline(events), { terms: TABLE, zone: "UTC" })
    expect(of(created(), other)).toEqual({ devPlan: "max" })
    expect(of(created(), plan)).toEqual({ plan: "pro", devPlan: "lite" })
    expect(of(created("price_lite", { status: "unpaid" }))).toEqual({})
  })
})
