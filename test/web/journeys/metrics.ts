import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import { cloudEvent } from "../../support/console.ts"
import { hasten } from "../support/hasten.ts"
import { ADMIN, headingOf, type House, MEMBER, NOW, rowsOf, soon } from "./house.ts"

const MEMBERS = "/organizations/org_acme/metrics"
const MINUTE_MS = 60_000
/** The page asks by itself each ten seconds. */
const ITSELF_MS = 25_000

/** A model call of the product so many minutes ago. */
const call = (nth: number, minutes: number, more: Record<string, unknown> = {}) => {
  const at = new Date(Date.parse(NOW) - minutes * MINUTE_MS).toISOString()
  return cloudEvent("usage.recorded", at, {
    org: "org_acme",
    project: nth % 2 === 0 ? "site" : "help",
    apiKey: "key_1",
    user: MEMBER,
    model: "large",
    inputTokens: 1_000,
    outputTokens: 200,
    inputCostUsd: "0.5",
    outputCostUsd: "0.25",
    durationMs: 800,
    status: "ok",
    ...more,
  })
}

const figure = (page: Page, label: string) =>
  page
    .locator("[data-component='metric']", { has: page.getByRole("button", { name: `How is ${label} computed?` }) })
    .locator("[data-part='figure']")
    .innerText()

/** Model calls that the product sends become the metrics of their organization. */
export function metricsJourneys(house: House): void {
  test("before the first call the page says how to send it, and an open page fills with what comes", async () => {
    const page = await house.visit(MEMBER, "/organizations/org_acme/overview")
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Metrics" }).click()
    await headingOf(page, "Metrics").waitFor()
    expect(new URL(page.url()).pathname).toBe(MEMBERS)
    await hasten(page)
    await page.reload()
    await page.getByRole("heading", { name: "No model calls yet" }).waitFor()
    const calls = Array.from({ length: 8 }, (_, nth) => call(nth, 20 + 30 * nth))
    calls.push(call(8, 5, { status: 529, errorType: "overloaded", durationMs: null }))
    expect((await house.river().events(calls)).body).toMatchObject({ accepted: 9 })
    await house.river().settled()
    await page.getByRole("region", { name: "Top models", exact: true }).waitFor({ timeout: ITSELF_MS })
    await soon(() => figure(page, "Requests")).toBe("9")
    expect(await figure(page, "Error rate")).toContain("11.1")
    expect(await figure(page, "Tokens")).toBe("10,800")
    expect(await figure(page, "Latency")).toMatch(/^(79|80)\d\sms$/)
    await page.getByText("Your role here is member; an owner can grant it.").waitFor()
    expect(await page.locator("main").innerText()).not.toContain("$")
  }, 60_000)

  test("staff find it at the organization, with its costs, and one project's alone", async () => {
    const page = await house.visit(ADMIN, "/admin/organizations/org_acme")
    await page.locator("main").getByRole("link", { name: "Metrics" }).click()
    await soon(() => figure(page, "Cost of calls")).toBe("$6.75")
    await page.getByRole("region", { name: "Top projects", exact: true }).getByRole("link", { name: "help" }).click()
    await page.getByText("Only project help.").waitFor()
    await headingOf(page, "help").waitFor()
    await soon(() => figure(page, "Requests")).toBe("4")
    expect(await figure(page, "Latency")).toMatch(/^(79|80)\d\sms$/)
    await page.getByRole("region", { name: "Top users", exact: true }).waitFor()
    await page.getByRole("link", { name: "Its request logs" }).click()
    await page.waitForURL("**/admin/organizations/org_acme/logs?project=help")
    await soon(() => rowsOf(page).count()).toBe(4)
    await page.goBack()
    await soon(() => figure(page, "Requests")).toBe("4")
    await page.goBack()
    await soon(() => figure(page, "Requests")).toBe("9")
  })
}
