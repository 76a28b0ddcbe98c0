import { test } from "vitest"
import { ADMIN, headingOf, type House, rowsOf, VIEWER } from "./house.ts"

/** What staff read of people and money: logged when they do, and read by admins alone. */
export function accessJourneys(house: House): void {
  test("an organization that a viewer opened stands in the access log, which the viewer may not read", async () => {
    house.allow(/status of 403/)
    const theirs = await house.visit(VIEWER, "/admin/organizations/org_acme")
    await headingOf(theirs, "Acme Roofing").waitFor()
    await theirs.goto("/admin/audit/access")
    await theirs.getByText("The access log is for staff admins").waitFor()
    const page = await house.visit(ADMIN, "/admin/audit")
    await page.getByRole("navigation", { name: "Record" }).getByRole("link", { name: "Access" }).click()
    await headingOf(page, "Access").waitFor()
    const reading = rowsOf(page).filter({ hasText: "staff viewer" }).filter({ hasText: "readOrganization" })
    await reading.getByText("org_acme").waitFor()
    await reading.getByRole("button").click()
    await page.getByText(/HeadlessChrome/).waitFor()
  })
}
