import { expect, test } from "vitest"
import { lookAt } from "./accessibility.ts"
import { ADMIN, headingOf, type House, MEMBER } from "./house.ts"

/** What the pages of a new console say. These run first: nothing may have arrived. */
export function emptyJourneys(house: House): void {
  test("the overview says what to do first, and invents no figure", async () => {
    const page = await house.visit(ADMIN, "/")
    await page.getByRole("heading", { name: "No revenue yet" }).waitFor()
    await page.getByRole("heading", { name: "No signups yet" }).waitFor()
    const { url } = house.river()
    await page.getByRole("button", { name: "Copy the webhook address" }).getByText(`${url}/webhooks/stripe`).waitFor()
    await page.getByRole("button", { name: "Copy the events address" }).getByText(`${url}/v1/events`).waitFor()
    const said = await page.locator("main").innerText()
    expect(said).not.toMatch(/NaN|undefined|null|Infinity|Invalid/)
    expect(said).not.toMatch(/\$\d/)
    expect(await page.locator("[data-component='metric'] [data-part='figure']").allInnerTexts()).toEqual([
      "0",
      "0",
      "0",
      "0",
    ])
    expect(await lookAt(page, "overview-empty")).toEqual([])
  })

  test.each([
    ["/admin/webhooks", "No deliveries yet"],
    ["/admin/organizations", "No organizations yet"],
    ["/admin/audit", "No entries yet"],
    ["/admin/exports", "No exports yet"],
  ])("%s says that there is nothing, and why", async (path, title) => {
    const page = await house.visit(ADMIN, path)
    await page.getByText(title, { exact: true }).waitFor()
    expect(await page.getByRole("table").count()).toBe(0)
    expect(await page.getByRole("alert").count()).toBe(0)
  })

  test("a member of an organization nobody told about reads what has to be told, under a name and no id", async () => {
    const page = await house.visit(MEMBER, "/")
    await page.waitForURL("**/organizations/org_acme/overview")
    await headingOf(page, "Unnamed organization").waitFor()
    await page.getByText("Nothing told about it yet").waitFor()
    await page.getByRole("button", { name: "Copy the events address" }).waitFor()
    await page.getByRole("button", { name: "Copy org_acme" }).waitFor()
    for (const part of ["breadcrumb", "switcher"])
      expect(await page.locator(`[data-component='${part}']`).innerText()).toMatch(/^Unnamed organization/)
    expect(await lookAt(page, "organization-untold")).toEqual([])
  })

  test("the audit has nothing to verify", async () => {
    const page = await house.visit(ADMIN, "/admin/audit")
    await headingOf(page, "Audit").waitFor()
    await page.getByText("Nothing to verify yet").waitFor()
  })
}
