import { afterAll, beforeAll, expect, test } from "vitest"
import type { DisputeDetail, ListedDispute } from "#shared/contract/disputes.ts"
import { ADMIN, startConsole, type TestConsole } from "../support/console.ts"
import { exported } from "../support/exported.ts"
import {
  balanceObject,
  chargeObject,
  disputeObject,
  PAID_AT,
  refundObject,
  warningObject,
} from "../support/payment-object.ts"
import { customerObject, type Told, told } from "../support/stripe-object.ts"

const VIEWER = "viewer@demo.test"
const DAY = 86_400

let river: TestConsole
beforeAll(async () => {
  river = await startConsole({ now: "2026-03-20T14:02:00.000Z" })
})
afterAll(async () => {
  await river.stop()
  expect(river.failures).toEqual([])
})

const tell = async (...events: Told[]) => {
  for (const event of events) expect((await river.stripe(event)).status).toBe(200)
  await river.settled()
}
const list = async (query = "", as = ADMIN) => (await river.call("GET", `/api/disputes${query}`, { as })).body
const idsOf = async (query = "") => (await list(query)).items.map(({ disputeId }: ListedDispute) => disputeId)
const one = async (disputeId: string, as = ADMIN): Promise<DisputeDetail> =>
  (await river.call("GET", `/api/disputes/live/${disputeId}`, { as })).body

const charge = (nth: number, more: Told = {}) => {
  const id = { id: `ch_${nth}`, payment_intent: `pi_${nth}`, balance_transaction: `txn_${nth}` }
  return told("charge.succeeded", PAID_AT, chargeObject({ ...id, ...more }), { id: `evt_ch_${nth}` })
}
const dispute = (nth: number, day: number, dueDay: number, more: Told = {}, type = "created") => {
  const details = {
    due_by: dueDay === 0 ? 0 : PAID_AT + dueDay * DAY,
    has_evidence: false,
    past_due: false,
    submission_count: 0,
  }
  const taken = balanceObject(`txn_d${nth}`, -10_000, 1_500, { created: more["created"] ?? PAID_AT + day * DAY })
  const object = disputeObject({
    ...{ id: `dp_${nth}`, charge: `ch_${nth}`, created: PAID_AT + day * DAY },
    ...{ evidence_details: details, balance_transactions: [taken], ...more },
  })
  return told(`charge.dispute.${type}`, PAID_AT + day * DAY, object, { id: `evt_dp_${nth}_${type}_${day}` })
}

test("without a dispute there is an empty list", async () => {
  expect(await list()).toMatchObject({
    items: [],
    nextCursor: null,
    totals: { open: 0, waiting: 0, dueSoon: 0, decided: 0, won: 0, lost: 0, more: false },
    warnings: [],
  })
  expect((await river.call("GET", "/api/disputes/live/dp_none", { as: ADMIN })).body.status).toBe(404)
})

test("the first due comes first, then what needs no answer, then the decided, newest first; page by page", async () => {
  await tell(
    told("customer.created", PAID_AT - 60, customerObject({ metadata: { organizationId: "org_1" } })),
    ...[1, 2, 3, 4, 5, 6].map((nth) => charge(nth)),
    dispute(1, 10, 40),
    dispute(2, 11, 21),
    dispute(3, 1, 10, { status: "under_review" }, "updated"),
    dispute(4, 2, 10, { status: "won" }, "closed"),
    dispute(5, 3, 10, { status: "lost" }, "closed"),
    dispute(6, 5, 0),
  )
  const { items, totals, statuses, reasons } = await list()
  expect(items.map(({ disputeId }: ListedDispute) => disputeId)).toEqual([
    ...["dp_2", "dp_1", "dp_3", "dp_6", "dp_5", "dp_4"],
  ])
  expect(items[0]).toMatchObject({
    ...{ kind: "chargeback", status: "needs_response", amountCents: 10_000, organizationId: "org_1", answered: false },
    settled: [{ currency: "usd", amountCents: -10_000, feeCents: 1_500 }],
    dueAt: "2026-03-22T12:00:00.000Z",
  })
  expect(totals).toEqual({ open: 4, waiting: 2, dueSoon: 1, decided: 2, won: 1, lost: 1, more: false })
  expect(statuses).toEqual({ needs_response: 3, under_review: 1, won: 1, lost: 1 })
  expect(reasons).toEqual(["fraudulent"])
  const pages: string[][] = []
  let cursor: string | null = ""
  while (cursor !== null) {
    const page = await list(`?limit=2${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`)
    pages.push(page.items.map(({ disputeId }: ListedDispute) => disputeId))
    cursor = page.nextCursor
  }
  expect(pages.flat()).toEqual(items.map(({ disputeId }: ListedDispute) => disputeId))
  expect(await idsOf("?status=lost")).toEqual(["dp_5"])
  expect(await idsOf("?search=DP_4")).toEqual(["dp_4"])
  expect(await idsOf("?kind=inquiry")).toEqual([])
  expect(await idsOf("?reason=product_not_received")).toEqual([])
})

test("one that moves on leaves its old place: answered, then lost, then won after all", async () => {
  await tell(dispute(2, 12, 21, { status: "under_review", created: PAID_AT + 11 * DAY }, "updated"))
  expect((await idsOf()).slice(0, 3)).toEqual(["dp_1", "dp_3", "dp_2"])
  await tell(dispute(2, 13, 21, { status: "lost", created: PAID_AT + 11 * DAY }, "closed"))
  expect(await idsOf()).toEqual(["dp_1", "dp_3", "dp_6", "dp_2", "dp_5", "dp_4"])
  await tell(dispute(2, 14, 21, { status: "won", created: PAID_AT + 11 * DAY }, "updated"))
  expect((await list()).totals).toMatchObject({ open: 3, waiting: 1, won: 2, lost: 1 })
  const { moments, balance, told: deliveries } = await one("dp_2")
  expect(moments.map(({ what, status }) => `${what} ${status ?? ""}`.trim())).toEqual([
    ...["charged", "opened needs_response", "withdrawn", "answered under_review", "decided lost", "decided won"],
  ])
  expect(balance).toMatchObject([{ of: "dispute", netCents: -11_500, presented: { cents: -10_000, currency: "usd" } }])
  expect(deliveries).toHaveLength(5)
})

test("an early fraud warning is listed until its charge is given back", async () => {
  const warned = warningObject({ id: "issfr_7", charge: "ch_7" })
  await tell(charge(7), told("radar.early_fraud_warning.created", PAID_AT + 600, warned))
  expect((await list()).warnings).toMatchObject([
    { warningId: "issfr_7", chargeId: "ch_7", actionable: true, amountCents: 10_000, organizationId: "org_1" },
  ])
  await tell(told("refund.created", PAID_AT + 900, refundObject({ id: "re_7", charge: "ch_7", amount: 10_000 })))
  expect((await list()).warnings).toEqual([])
})

test("test mode never stands among the live ones", async () => {
  const before = await list()
  const test = { livemode: false }
  await tell(
    told("charge.succeeded", PAID_AT, chargeObject({ id: "ch_t", payment_intent: "pi_t", ...test }), test),
    told("charge.dispute.created", PAID_AT + DAY, disputeObject({ id: "dp_t", charge: "ch_t", ...test }), test),
  )
  expect({ ...(await list()), asOf: "", version: 0 }).toEqual({ ...before, asOf: "", version: 0 })
  expect(await idsOf("?mode=test")).toEqual(["dp_t"])
  expect((await river.call("GET", "/api/disputes/live/dp_t", { as: ADMIN })).status).toBe(404)
})

test("a viewer reads money, but not who paid, and finds nobody by it", async () => {
  expect((await list("", VIEWER)).items[0]).toMatchObject({ name: "A…", email: "a…@example.org", amountCents: 10_000 })
  expect(await one("dp_1", VIEWER)).toMatchObject({ name: "A…", masked: true })
  expect((await list("?search=ada%40", VIEWER)).items).toEqual([])
  expect(await list("?search=ada%40")).toHaveProperty("items.5")
})

test("an export holds what the page shows, amounts in major units and masked as on the page", async () => {
  const [cells] = await exported(river, VIEWER, { list: "disputes", filter: { mode: "live", status: "lost" } })
  expect(cells).toMatchObject({ dispute_id: "dp_5", name: "A…", amount: "100.00", settled: "-100.00", fee: "15.00" })
})
