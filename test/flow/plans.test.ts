import { afterAll, beforeAll, expect, test } from "vitest"
import type { AuditEntry } from "#shared/contract/audit.ts"
import type { LedgerEntry } from "#shared/contract/credits.ts"
import type { OrganizationRow } from "#shared/contract/organizations.ts"
import type { PlanTerms } from "#shared/contract/plans.ts"
import { MINUTE_MS } from "#shared/time.ts"
import { ADMIN, cloudEvent, startConsole, type TestConsole } from "../support/console.ts"
import { exported } from "../support/exported.ts"
import { balanceObject, chargeObject, PAID_AT } from "../support/payment-object.ts"
import { customerObject, itemObject, priceObject, subscribed, type Told, told, unix } from "../support/stripe-object.ts"

const NOW = "2026-03-20T14:02:00.000Z"
const LITE: PlanTerms = {
  priceId: "price_lite",
  product: "devPlan",
  tier: "lite",
  creditsMicros: 10_000_000,
  from: "2026-03-01",
}

let river: TestConsole
beforeAll(async () => {
  river = await startConsole({ now: NOW })
  await river.events(
    ["org_1", "org_2"].map((id) => cloudEvent("organization.created", NOW, { id, name: id, plan: "pro" })),
  )
  await river.settled()
})
afterAll(async () => {
  await river.stop()
  expect(river.failures).toEqual([])
})

const tell = async (...events: Told[]) => {
  for (const event of events) expect((await river.stripe(event)).status).toBe(200)
  await river.settled()
}
const save = (terms: unknown[], revision: number, as = ADMIN) =>
  river.call("PUT", "/api/settings/plans", { as, body: { terms, revision } })
const plans = async () => (await river.call("GET", "/api/settings/plans", { as: ADMIN })).body
const listed = async (query: string): Promise<OrganizationRow[]> =>
  (await river.call("GET", `/api/organizations?${query}`, { as: ADMIN })).body.items
const entries = async (org: string): Promise<LedgerEntry[]> =>
  (await river.call("GET", `/api/organizations/${org}/credits/entries`, { as: ADMIN })).body.items

const ITEMS = [
  { ...itemObject(priceObject({ id: "price_lite", name: "Dev Lite" })), current_period_end: unix("2026-04-10") },
]
const SUBSCRIPTION = told(
  "customer.subscription.created",
  unix("2026-03-10"),
  subscribed({ created: unix("2026-03-10"), items: ITEMS }),
)
const TOP_UP = told(
  "charge.succeeded",
  PAID_AT,
  chargeObject({
    balance_transaction: balanceObject("txn_charge", 10_000, 320),
    metadata: { creditsUsd: "95.00" },
  }),
)

test("a price that is named brings its plan and the credits of running cycles, and what was paid is what was spent", async () => {
  await tell(told("customer.created", unix("2026-01-01"), customerObject()), SUBSCRIPTION, TOP_UP)
  expect(await plans()).toEqual({
    terms: [],
    revision: 0,
    today: "2026-03-20",
    prices: [
      {
        priceId: "price_lite",
        name: "Dev Lite",
        currency: "usd",
        unit: "4900",
        cadence: { interval: "month", count: 1 },
        subscriptions: 1,
      },
    ],
  })
  // Who paid is looked after at once; prices that are named are made up for within the minute.
  expect((await listed("search=org_1"))[0]).toMatchObject({ creditsMicros: 95_000_000, totalSpentCents: 10_000 })
  const saved = await save([LITE], 0)
  expect(saved).toMatchObject({ status: 200, body: { terms: [LITE], revision: 1 } })
  await river.advance(2 * MINUTE_MS)
  const [row] = await listed("sort=totalSpentCents&order=desc")
  expect(row).toMatchObject({
    id: "org_1",
    plan: "pro",
    devPlan: "lite",
    creditsMicros: 105_000_000,
    allTimeCreditsMicros: 105_000_000,
    totalSpentCents: 10_000,
  })
  expect((await entries("org_1")).map(({ type, amountMicros }) => [type, amountMicros]).sort()).toEqual([
    ["credit_topup", 95_000_000],
    ["dev_plan_start", 10_000_000],
  ])
  const recount = (await river.call("GET", "/api/organizations/org_1/credits/verification", { as: ADMIN })).body
  expect(recount).toMatchObject({ verdict: "ok", entryCount: 2, sumMicros: 105_000_000 })
})

test("the directory is filtered, sorted and written to a file by what organizations have", async () => {
  expect((await listed("devPlan=lite")).map(({ id }) => id)).toEqual(["org_1"])
  expect((await listed("devPlan=none")).map(({ id }) => id)).toEqual(["org_2"])
  for (const sort of ["devPlan", "creditsMicros", "allTimeCreditsMicros", "totalSpentCents"]) {
    expect((await listed(`sort=${sort}&order=desc`)).map(({ id }) => id)).toEqual(["org_1", "org_2"])
    expect((await listed(`sort=${sort}&order=asc`)).map(({ id }) => id)).toEqual(["org_2", "org_1"])
  }
  const asked = { list: "organizations", filter: { sort: "creditsMicros", order: "desc" } } as const
  const [line] = await exported(river, ADMIN, asked)
  expect(line).toMatchObject({
    id: "org_1",
    dev_plan: "lite",
    credits_usd: "105.000000",
    all_time_credits_usd: "105.000000",
    total_spent: "100.00",
    currency: "usd",
  })
})

test("terms that changed today are made up for; those of days that are over stay, and nothing is half saved", async () => {
  const raised = { ...LITE, creditsMicros: 25_000_000, from: "2026-03-20" }
  expect(await save([{ ...LITE, creditsMicros: 1 }], 1)).toMatchObject({ status: 422, body: { where: "terms.0" } })
  expect(await save([raised], 1)).toMatchObject({ status: 422, body: { where: "terms.1" } })
  expect(await save([LITE, { ...raised, from: "2026-03-19" }], 1)).toMatchObject({ status: 422 })
  expect(await save([LITE, raised], 0)).toMatchObject({ status: 409, body: { where: "revision" } })
  expect(await save([{ ...LITE, tier: "huge" }], 1)).toMatchObject({ status: 400 })
  expect(await save([{ ...LITE, creditsMicros: -1 }], 1)).toMatchObject({ status: 400 })
  expect(await save([LITE, raised], 1, "support@demo.test")).toMatchObject({ status: 403 })
  expect((await plans()).revision).toBe(1)
  expect(await save([LITE, raised], 1)).toMatchObject({ status: 200, body: { revision: 2 } })
  // The answer may have been lost: the same save again stands as it is.
  expect(await save([LITE, raised], 1)).toMatchObject({ status: 200, body: { revision: 2 } })
  await river.advance(2 * MINUTE_MS)
  expect(await entries("org_1")).toHaveLength(2)
  const audit = (await river.call("GET", "/api/audit?action=plans.saved", { as: ADMIN })).body.items as AuditEntry[]
  expect(audit.map(({ before, after }) => ({ before, after }))).toEqual([
    { before: { terms: [] }, after: { terms: [raised] } },
    { before: { terms: [] }, after: { terms: [LITE] } },
  ])
})
