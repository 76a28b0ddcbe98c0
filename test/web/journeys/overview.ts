import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import { stripeEvent, subscriptionObject } from "../../support/stripe.ts"
import { ADMIN, type House, NOW } from "./house.ts"

const subscribed = (id: string, cents: number) =>
  stripeEvent(
    "customer.subscription.created",
    NOW,
    subscriptionObject({ id: `sub_${id}`, customer: `cus_${id}`, startedAt: NOW, items: [{ cents }] }),
  )
const figure = (page: Page, label: string) =>
  page
    .locator("[data-component='metric']", { has: page.getByRole("button", { name: `How is ${label} computed?` }) })
    .locator("[data-part='figure']")

/** An open overview follows what Stripe delivers. */
export function overviewJourneys(house: House): void {
  test("a delivery changes the figures of the open page, told by the socket", async () => {
    const page = await house.visit(ADMIN, "/admin/operations/overview")
    await page.getByRole("heading", { name: "No revenue yet" }).waitFor()
    // Without the questions that stand in for a lost socket.
    await page.route("**/api/live/topics*", (route) => route.fulfill({ json: { topics: {}, now: NOW } }))
    await page.evaluate(() => document.body.setAttribute("data-same-page", ""))
    expect(await house.river().stripe(subscribed("live_a", 6_900))).toMatchObject({ status: 200 })
    await figure(page, "MRR").getByText("$69.00").waitFor()
    await figure(page, "Subscribers").getByText("1", { exact: true }).waitFor()
    expect(await house.river().stripe(subscribed("live_b", 2_950))).toMatchObject({ status: 200 })
    await figure(page, "MRR").getByText("$98.50").waitFor()
    await page.getByRole("region", { name: "Recent movements" }).getByText("+$29.50").waitFor()
    // The statement's heading says as many movements as its lines.
    const month = page.getByRole("region", { name: /so far$/ })
    await month.getByText("New, 2 customers").waitFor()
    await month.locator("header").getByText("2 movements").waitFor()
    expect(await page.locator("body[data-same-page]").count()).toBe(1)
  })

  test("the range stands in the address, the usual one does not, and back undoes it", async () => {
    const page = await house.visit(ADMIN, "/admin/operations/overview")
    const stretch = page.getByRole("region", { name: "Signups and revenue" }).getByText("last 7 days").first()
    const range = page.getByRole("navigation", { name: "Range" })
    await range.getByRole("link", { name: "7 d" }).click()
    await page.waitForURL("**/admin/operations/overview?range=7d")
    await stretch.waitFor()
    await range.getByRole("link", { name: "90 d" }).click()
    await page.waitForURL("**/admin/operations/overview")
    await page.goBack()
    await stretch.waitFor()
  })
}
