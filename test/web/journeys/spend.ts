import { expect, test } from "vitest"
import { LOOK_MINUTES } from "#shared/usage/spend-period.ts"
import { cloudEvent } from "../../support/console.ts"
import { ADMIN, headingOf, type House, MEMBER, NOW, rowsOf } from "./house.ts"

const OWNER = "owner@acme.test"
const COST = "/organizations/org_acme/cost"
const MINUTE_MS = 60_000
const BEFORE = new Date(Date.parse(NOW) - 3 * MINUTE_MS).toISOString()

/** What model calls cost, and alerts on it: made on the page, raised by the river, deleted on the page. */
export function spendJourneys(house: House): void {
  const call = (usd: string) =>
    cloudEvent("usage.recorded", BEFORE, { org: "org_acme", project: "budget", model: "large", inputCostUsd: usd })

  /** What is due within so many minutes is done; then it is again as late as before. */
  const within = async (minutes: number) => {
    await house.river().advance(minutes * MINUTE_MS)
    await house.river().call("POST", "/_local/clock", { body: { now: NOW } })
  }

  test("an owner has a project's day watched; it is raised while the page is open, and stays told when the alert is deleted", async () => {
    await house.river().events([call("4.00")])
    await house.river().settled()
    const page = await house.visit(OWNER, "/organizations/org_acme/overview")
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Cost" }).click()
    await headingOf(page, "Cost").waitFor()
    expect(new URL(page.url()).pathname).toBe(COST)
    await page.getByRole("region", { name: "Spend alerts", exact: true }).getByText("No spend alerts yet").waitFor()
    await page.getByRole("button", { name: "Create alert" }).click()
    const dialog = page.getByRole("dialog")
    await dialog.getByLabel("Amount").fill("5")
    await dialog.getByLabel("Of", { exact: true }).selectOption("budget")
    await dialog.getByLabel("Name").fill("Budget")
    await dialog.getByRole("button", { name: "Create alert" }).click()
    const row = rowsOf(page).filter({ hasText: "more than $5.00 a day" })
    await row.getByText("$4.00 of $5.00").waitFor()
    await within(1)
    await row.getByText("never").waitFor()
    await house.river().events([call("1.25")])
    await within(LOOK_MINUTES + 1)
    await page.getByText("Budget is raised.").waitFor()
    await page.getByText("$5.25 today of project budget; the limit is $5.00.").waitFor()
    const raised = page.getByRole("region", { name: "Raised alerts", exact: true })
    await raised.getByText("$5.25").waitFor()
    await page.getByRole("button", { name: "Delete Budget" }).click()
    await dialog.getByRole("button", { name: "Delete alert" }).click()
    await row.waitFor({ state: "detached" })
    await raised.getByText("$5.25").waitFor()
    await page.getByText("Budget is raised.").waitFor({ state: "detached" })
  }, 90_000)

  test("staff find the same at the organization; a member is told who sees costs", async () => {
    const page = await house.visit(ADMIN, "/admin/organizations/org_acme/metrics")
    await page.locator("main").getByRole("link", { name: "Cost", exact: true }).click()
    await page
      .getByRole("region", { name: "Raised alerts", exact: true })
      .getByText("budget", { exact: true })
      .waitFor()
    await page
      .getByRole("region", { name: "Cost over time", exact: true })
      .getByRole("link", { name: "Project" })
      .click()
    await page.getByRole("button", { name: /^Table of Cost by project/ }).waitFor()
    const theirs = await house.visit(MEMBER, COST)
    await theirs.getByText("Costs are for owners and admins").waitFor()
    expect(await theirs.locator("main").innerText()).not.toContain("$")
  })
}
