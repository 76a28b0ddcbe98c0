import { expect, test } from "vitest"
import { balanceObject, chargeObject, disputeObject } from "../../support/payment-object.ts"
import { told, unix } from "../../support/stripe-object.ts"
import { ADMIN, type House, headingOf, NOW, rowsOf, soon } from "./house.ts"

const DISPUTES = "/admin/revenue/disputes"
const TODAY = unix(NOW.slice(0, 10))
const DAY_SECONDS = 86_400
const CHARGE = chargeObject({
  ...{ id: "ch_disputed", balance_transaction: "txn_disputed", payment_intent: "pi_disputed", amount: 64_000 },
  created: TODAY - 9 * DAY_SECONDS,
  billing_details: { name: "Ottilie Brandt", email: "ottilie@brandt.test" },
})
const DISPUTE = disputeObject({
  ...{ id: "dp_journey", charge: "ch_disputed", payment_intent: "pi_disputed", amount: 64_000 },
  created: TODAY - DAY_SECONDS,
  balance_transactions: [balanceObject("txn_withdrawn", -64_000, 1_500)],
  evidence_details: { due_by: TODAY + 6 * DAY_SECONDS, has_evidence: false, past_due: false, submission_count: 0 },
})

/** A dispute is found by when it is due, answered, staged, and submitted once. */
export function disputeJourneys(house: House): void {
  test("an answer is written, staged with Stripe, changed, and submitted for good", async () => {
    const river = house.river()
    const objects = [CHARGE, DISPUTE, balanceObject("txn_disputed", 64_000, 1_886)]
    await river.call("POST", "/_local/stripe", { body: { objects } })
    for (const event of [
      told("charge.succeeded", TODAY - 9 * DAY_SECONDS, CHARGE),
      told("charge.dispute.created", TODAY - DAY_SECONDS, DISPUTE),
    ])
      expect((await river.stripe(event)).status).toBe(200)
    await river.settled()
    const page = await house.visit(ADMIN, `${DISPUTES}?search=brandt`)
    await soon(() => rowsOf(page).count()).toBe(1)
    await rowsOf(page).first().getByText("6 days").waitFor()
    await rowsOf(page).first().getByRole("link").first().click()
    await headingOf(page, "Ottilie Brandt disputes $640.00").waitFor()
    const why = page.getByRole("textbox", { name: "Why the charge is right" })
    await why.fill("She signed for the delivery.")
    await page.getByRole("button", { name: "Stage the draft" }).click()
    const sent = page.getByRole("list", { name: "Told to Stripe" })
    await soon(async () => (await sent.innerText()).replace(/\s+/g, " ")).toMatch(/^done Staged by Ines Okafor/)
    await why.fill("She signed for the delivery, and wrote to thank us.")
    await page.getByRole("button", { name: "Review and submit" }).click()
    const submit = page.getByRole("button", { name: "Submit to the bank" })
    expect(await submit.isDisabled()).toBe(true)
    await page.getByRole("textbox", { name: "Type submit to submit it" }).fill("submit")
    await submit.click()
    await soon(async () => (await sent.innerText()).replace(/\s+/g, " ")).toMatch(/^done Submitted by Ines Okafor/)
    await page.getByText("Nothing can be submitted any more; this is what stands.").waitFor()
  })
}
