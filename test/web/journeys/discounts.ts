import { expect, test } from "vitest"
import { ADMIN, type House, rowsOf, soon } from "./house.ts"

const DISCOUNTS = "/admin/revenue/discounts"

/** A coupon and a promotion code are made through Stripe, and the code is deactivated. */
export function discountJourneys(house: House): void {
  test("a coupon is made, gets a code, and the code is deactivated, each carried out by Stripe", async () => {
    const page = await house.visit(ADMIN, DISCOUNTS)
    const dialog = page.getByRole("dialog")
    const commands = page.getByRole("region", { name: "Commands to Stripe" })
    const said = async () => (await commands.innerText()).replace(/\s+/g, " ")
    await page.getByRole("button", { name: "New coupon…" }).first().click()
    await dialog.getByRole("textbox", { name: "Name" }).fill("Journey")
    await dialog.getByRole("textbox", { name: "Percent" }).fill("12.5")
    await dialog.getByRole("combobox", { name: "For how long" }).selectOption("forever")
    await dialog.getByText("Customers will see “Journey”: 12.5 % off forever.").waitFor()
    await dialog.getByRole("button", { name: "Make coupon" }).click()
    await soon(said).toContain("Make the coupon Journey Ines Okafor done")
    await page.getByRole("button", { name: "New code…" }).click()
    await dialog.getByRole("textbox", { name: "Code" }).fill("JOURNEY-1")
    await dialog.getByRole("button", { name: "Make code" }).click()
    await soon(said).toContain("Make a code JOURNEY-1 Ines Okafor done")
    const codes = page.getByRole("region", { name: "Codes and their limits" })
    await codes.getByRole("button", { name: "Deactivate…" }).click()
    await dialog.getByRole("button", { name: "Deactivate code" }).click()
    await soon(async () => (await codes.innerText()).replace(/\s+/g, " ")).toContain("JOURNEY-1 deactivated")
    await soon(said).toContain("Deactivate the code JOURNEY-1 Ines Okafor done")
    await page.getByLabel("Search discounts").fill("journey-1")
    await soon(async () => (await rowsOf(page).first().innerText()).replace(/\s+/g, " ")).toContain(
      "Journey 12.5 % off forever",
    )
    expect(await rowsOf(page).count()).toBe(1)
  })
}
