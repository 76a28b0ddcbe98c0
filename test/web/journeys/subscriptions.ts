import { expect, test } from "vitest"
import { customerObject, itemObject, priceObject, subscribed, told, unix } from "../../support/stripe-object.ts"
import { ADMIN, type House, NOW, rowsOf, soon } from "./house.ts"

const SUBSCRIPTIONS = "/admin/revenue/subscriptions"
const TODAY = unix(NOW.slice(0, 10))
const DAY_SECONDS = 86_400
const ITEM = { ...itemObject(priceObject(), 3), current_period_end: TODAY + 12 * DAY_SECONDS }
const SUBSCRIPTION = subscribed({ id: "sub_j1", customer: "cus_j1", items: [ITEM], created: TODAY - 40 * DAY_SECONDS })

/** A subscription that Stripe told of is ended, and let go on again, through Stripe. */
export function subscriptionJourneys(house: House): void {
  test("an end is asked for, carried out by Stripe and taken back, and each stands in the record", async () => {
    const page = await house.visit(ADMIN, `${SUBSCRIPTIONS}?search=mara`)
    await page.getByText("No subscription matches this filter").waitFor()
    const customer = customerObject({ id: "cus_j1", name: "Mara Voss", email: "mara@voss.test", metadata: {} })
    await house.river().call("POST", "/_local/stripe", { body: { objects: [customer, SUBSCRIPTION] } })
    for (const event of [
      told("customer.created", TODAY - 40 * DAY_SECONDS, customer),
      told("customer.subscription.created", TODAY - 40 * DAY_SECONDS, SUBSCRIPTION),
    ])
      expect((await house.river().stripe(event)).status).toBe(200)
    await house.river().settled()
    await page.keyboard.press("r")
    await soon(() => rowsOf(page).count()).toBe(1)
    await rowsOf(page).first().getByRole("button").first().click()
    const commands = page.getByRole("region", { name: "Commands to Stripe" })
    await page.getByRole("button", { name: "End with its period…" }).click()
    await page.getByRole("button", { name: "End with its period", exact: true }).click()
    await soon(async () => (await commands.innerText()).replace(/\s+/g, " ")).toContain(
      "End with its period $147.00 MRR Ines Okafor done",
    )
    await page.getByRole("button", { name: "Let it go on…" }).click()
    await page.getByRole("button", { name: "Let it go on", exact: true }).click()
    await soon(() => commands.getByText("done").count()).toBe(2)
    await page.getByRole("button", { name: "End with its period…" }).waitFor()
  })
}
