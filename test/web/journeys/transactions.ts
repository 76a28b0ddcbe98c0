import { readFile } from "node:fs/promises"
import { expect, test } from "vitest"
import { balanceObject, chargeObject, disputeObject, refundObject } from "../../support/payment-object.ts"
import { told, unix } from "../../support/stripe-object.ts"
import { ADMIN, type House, NOW, rowsOf, soon, VIEWER } from "./house.ts"

const TRANSACTIONS = "/admin/revenue/transactions"
const at = (daysAgo: number) => unix(NOW.slice(0, 10)) - daysAgo * 86_400
const charge = (nth: number, more: object) =>
  chargeObject({
    id: `ch_j${nth}`,
    balance_transaction: `txn_j${nth}`,
    payment_intent: `pi_j${nth}`,
    created: at(nth),
    ...more,
  })
const mara = { billing_details: { name: "Mara Voss", email: "mara@voss.test" }, amount: 30_000 }

/** Money that came in is found again, with what was settled, kept and given back of it. */
export function transactionJourneys(house: House): void {
  test("what Stripe does not tell is asked for; then a transaction is found, opened, followed and exported", async () => {
    const page = await house.visit(ADMIN, TRANSACTIONS)
    await page.getByText("No transactions yet").waitFor()
    const objects = [
      balanceObject("txn_j1", 396_409, 16_123, { currency: "mxn" }),
      balanceObject("txn_j1r", -132_136, 0, { currency: "mxn", type: "refund" }),
      balanceObject("txn_j2", 5_000, 175),
    ]
    expect((await house.river().call("POST", "/_local/stripe", { body: { objects } })).body).toEqual({ kept: 3 })
    for (const event of [
      told("charge.succeeded", at(1), charge(1, mara)),
      told(
        "refund.created",
        at(1) + 60,
        refundObject({ id: "re_j1", charge: "ch_j1", amount: 10_000, balance_transaction: "txn_j1r" }),
      ),
      told("charge.succeeded", at(2), charge(2, { amount: 5_000 })),
      told(
        "charge.dispute.created",
        at(1) + 90,
        disputeObject({
          id: "dp_j2",
          charge: "ch_j2",
          amount: 5_000,
          balance_transactions: [balanceObject("txn_j2d", -5_000, 1_500)],
        }),
      ),
    ])
      expect((await house.river().stripe(event)).status).toBe(200)
    await house.river().settled()
    await page.keyboard.press("r")
    await soon(() => rowsOf(page).count()).toBe(2)
    await page.getByRole("searchbox").fill("voss")
    await soon(() => rowsOf(page).count()).toBe(1)
    await rowsOf(page).first().getByText("13.2136").waitFor()
    await rowsOf(page).first().getByRole("button").first().click()
    const movements = page.getByRole("region", { name: "Movements of the balance" })
    await soon(() => movements.getByRole("row").count()).toBe(3)
    await page.getByRole("button", { name: "Export CSV" }).click()
    await page.getByText("The CSV of transactions is ready: 1 row.").waitFor()
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("region", { name: "Notices" }).getByRole("button", { name: "Download" }).click(),
    ])
    const text = await readFile(await file.path(), "utf8")
    expect(text.split("\r\n")[1]).toContain(",usd,300.00,100.00,13.2136,mxn,3964.09,161.23,-1321.36,0.00,2481.50,")
    await page.getByRole("link", { name: "charge.succeeded" }).click()
    await page.waitForURL(/\/admin\/webhooks/)
  })

  test("a viewer sees what was disputed, and neither who paid nor where the invoice is", async () => {
    const page = await house.visit(VIEWER, `${TRANSACTIONS}?status=disputed`)
    await rowsOf(page).first().waitFor()
    await soon(() => rowsOf(page).count()).toBe(1)
    await rowsOf(page).first().getByText("a…@example.org").waitFor()
  })
}
