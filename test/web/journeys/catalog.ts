import { expect, test } from "vitest"
import { ADMIN, type House, rowsOf, soon } from "./house.ts"

/** A provider and a model are added, the model gets a price, and its catalog is read by the product. */
export function catalogJourneys(house: House): void {
  test("a provider and a model are added and priced, recorded, and read by the product", async () => {
    const page = await house.visit(ADMIN, "/admin/catalog/models")
    const dialog = page.getByRole("dialog")
    await page.getByText("A model belongs to a provider: add that first.").waitFor()
    await page.getByRole("main").getByRole("link", { name: "Providers" }).click()
    await page.getByRole("button", { name: "New provider…" }).click()
    await dialog.getByRole("textbox", { name: "Id" }).fill("quarry")
    await dialog.getByRole("textbox", { name: "Name" }).fill("Quarry AI")
    await dialog.getByRole("textbox", { name: "Requests a minute" }).fill("600")
    await dialog.getByRole("button", { name: "Add provider" }).click()
    await soon(async () => (await rowsOf(page).first().innerText()).replace(/\s+/g, " ")).toContain("Quarry AI enabled")
    await page.getByRole("navigation").getByRole("link", { name: "Models" }).click()
    await page.getByRole("button", { name: "New model…" }).click()
    await dialog.getByRole("textbox", { name: "Name" }).fill("labs/slate-2")
    await dialog.getByRole("button", { name: "Add model" }).click()
    await page.getByText("No price yet: calls that tell no cost are kept without one.").waitFor()
    await page.getByRole("button", { name: "New price…" }).click()
    await dialog.getByRole("textbox", { name: "Input", exact: true }).fill("2.5")
    await dialog.getByRole("textbox", { name: "Output" }).fill("10")
    await dialog.getByRole("textbox", { name: "Cached input" }).fill("0.25")
    await dialog.getByText(/^From about 14:1\d on: \$2\.50 in, \$10\.00 out, \$0\.25 cached\.$/).waitFor()
    await dialog.getByRole("button", { name: "Set price" }).click()
    const prices = page.getByRole("region", { name: "Prices of labs/slate-2" })
    await soon(async () => (await prices.innerText()).replace(/\s+/g, " ")).toContain("no end to come $2.50 $10.00")

    const read = await house.river().call("GET", "/v1/catalog", { headers: { authorization: "Bearer wbk_local" } })
    expect(read.body.models).toMatchObject([{ provider: "quarry", name: "labs/slate-2", prices: [{}] }])
    await page.goto("/admin/audit?action=model.priceSet")
    await soon(async () => (await rowsOf(page).first().innerText()).replace(/\s+/g, " ")).toContain("model.priceSet")
  })
}
