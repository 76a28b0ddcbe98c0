import { test } from "vitest"
import { balanceObject, chargeObject } from "../../support/payment-object.ts"
import { unix } from "../../support/stripe-object.ts"
import { ADMIN, type House, NOW, rowsOf, soon } from "./house.ts"

const LOST = chargeObject({
  ...{ id: "ch_lost", balance_transaction: "txn_lost", payment_intent: "pi_lost", amount: 7_700 },
  created: unix(NOW.slice(0, 10)) - 3 * 86_400,
  billing_details: { name: "Lost Webhook", email: "lost@webhook.test" },
})

/** What a lost delivery would have told is found at Stripe, taken over, and reported. */
export function reconciliationJourneys(house: House): void {
  test("a comparison is started, followed, and tells what was missing and is here now", async () => {
    const objects = [LOST, balanceObject("txn_lost", 7_700, 253)]
    await house.river().call("POST", "/_local/stripe", { body: { objects } })
    const page = await house.visit(ADMIN, "/admin/revenue/reconciliation")
    await page.getByRole("button", { name: "Compare with Stripe" }).first().click()
    await page.getByRole("button", { name: "Compare", exact: true }).click()
    await page.getByText("All of them are here now.").waitFor({ timeout: 60_000 })
    const found = page.getByRole("region", { name: "What was not the same, samples" })
    await found
      .getByRole("row", { name: /ch_lost/ })
      .getByText("repaired")
      .waitFor()
    await page.goto("/admin/revenue/transactions?search=lost")
    await soon(() => rowsOf(page).count()).toBe(1)
    await rowsOf(page).first().getByText("$74.47").waitFor()
  })
}
