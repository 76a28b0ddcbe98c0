import { expect, test } from "vitest"
import { ADMIN, type House, rowsOf, soon } from "./house.ts"

/** Credits are given on the running console: the entry, the balance, and the recount that finds nothing wrong. */
export function creditJourneys(house: House): void {
  test("credits are given after a review, stand in the ledger and add up", async () => {
    const page = await house.visit(ADMIN, "/admin/organizations/org_acme/credits")
    const dialog = page.getByRole("dialog")
    await page.getByRole("button", { name: "Gift credits…" }).first().click()
    await dialog.getByLabel("Amount").fill("12.50")
    await dialog.getByLabel("Comment").fill("Thanks for waiting")
    await dialog.getByRole("button", { name: "Review" }).click()
    await dialog.getByText("+$12.50").waitFor()
    await dialog.getByRole("button", { name: "Give $12.50" }).click()
    await page.getByText(/^Gave \$12\.50: entry \d+\.$/).waitFor()
    const first = async () => (await rowsOf(page).first().innerText()).replace(/\s+/g, " ")
    await soon(first).toContain("Gift +$12.50")
    expect(await first()).toContain("Ines Okafor Thanks for waiting")
    await page.getByRole("button", { name: "Recount" }).click()
    await page.getByText(/entr(y|ies) adds? up$/).waitFor()
  })
}
