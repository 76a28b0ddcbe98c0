import { expect, test } from "vitest"
import { beyondStripe } from "../../functions/api/overview-revenue.ts"
import { receive } from "../../functions/ingest/stripe.ts"
import { DEFAULT_SETTINGS } from "../../functions/table/settings.ts"
import { discountObject, itemObject, priceObject, subscribed, told, unix } from "../support/stripe-object.ts"
import { machine } from "../table/machine.ts"

const NOW = "2026-03-05T14:02:00.000Z"
const BEGAN = unix("2026-03-01")
const TODAY = "2026-03-05"

/** A discount that runs for a while, and one that stays. */
const RUNNING = discountObject({ percent: 50 }, "repeating", { start: BEGAN, end: unix("2026-06-01"), id: "di_1" })
const STAYS = discountObject({ percent: 10 }, "forever", { start: BEGAN, id: "di_2" })

test("what the rule takes off beyond Stripe's is told in the reporting currency, and nothing under Stripe's own", async () => {
  const { model, ground, flow } = machine(NOW)
  const of = (id: string, currency: string, discounts: unknown[], status = "active") =>
    told(
      "customer.subscription.created",
      BEGAN,
      subscribed({
        ...{ id, customer: `cus_${id}`, currency, status, created: BEGAN, discounts },
        items: [itemObject(priceObject({ cents: 10_000, currency }))],
      }),
      { id: `evt_${id}` },
    )
  for (const event of [
    of("sub_running", "usd", [RUNNING]),
    of("sub_both", "usd", [RUNNING, STAYS]),
    of("sub_ended", "usd", [RUNNING], "canceled"),
    of("sub_euro", "eur", [RUNNING]),
  ])
    await receive(model.db, async () => expect.unreachable(), Buffer.from(JSON.stringify(event)), NOW)
  await flow()
  const by = (discounts: "forever" | "active" | "all", rates: typeof DEFAULT_SETTINGS.rates) =>
    beyondStripe(ground, { ...DEFAULT_SETTINGS, discounts, rates }, "live", TODAY)
  const rates = [{ currency: "eur", day: "2026-01-01", rate: "1.2" }]
  expect(await by("forever", [])).toBe(0)
  expect(await by("active", [])).toBeNull()
  // 5,000 of the first, 9,000 − 4,500 of the second, and 5,000 euro cents at 1.2.
  expect(await by("active", rates)).toBe(5_000 + 4_500 + 6_000)
})
