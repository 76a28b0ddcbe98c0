import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import { ORGANIZATIONS } from "./seed.ts"
import { ADMIN, headingOf, type House, rowsOf, soon } from "./house.ts"

const PLANS = ["free", "pro", "enterprise"]
const STATUSES = ["active", "inactive", "deleted"]
type Organization = (typeof ORGANIZATIONS)[number]

/** Each column with how its order is told apart; the address of the usual order says nothing. */
const COLUMNS: { title: string; sort: string; keyOf: (row: Organization) => string | number }[] = [
  { title: "Organization", sort: "name", keyOf: ({ name }) => name.toLowerCase() },
  { title: "Billing e-mail", sort: "billingEmail", keyOf: ({ billingEmail }) => billingEmail },
  { title: "Plan", sort: "plan", keyOf: ({ plan }) => PLANS.indexOf(plan) },
  { title: "Status", sort: "status", keyOf: ({ status }) => STATUSES.indexOf(status) },
  { title: "Created", sort: "createdAt", keyOf: ({ createdAt }) => createdAt },
]
/** The column's keys of the shown rows, told by what we sent, not by what the page says. */
const keysOf = async (page: Page, keyOf: (row: Organization) => string | number) => {
  const ids = await rowsOf(page).evaluateAll((rows) => rows.map((row) => row.getAttribute("data-row")))
  return ids.map((id) => keyOf(ORGANIZATIONS.find((one) => one.id === id)!))
}
const inOrder = (sign: 1 | -1, keyOf: (row: Organization) => string | number) =>
  ORGANIZATIONS.map(keyOf)
    .sort((a, b) => (a < b ? -sign : a > b ? sign : 0))
    .slice(0, 50)

/** The directory: its orders, its search, its pages. */
export function organizationsJourneys(house: House): void {
  test.each(COLUMNS)("$title sorts both ways, says so, and stands in the address", async ({ title, sort, keyOf }) => {
    const page = await house.visit(ADMIN, sort === "name" ? "/admin/organizations" : "/admin/organizations?sort=name")
    await rowsOf(page).first().waitFor()
    const head = page.getByRole("columnheader", { name: title })
    for (const [order, aria, sign] of [
      ["asc", "ascending", 1],
      ["desc", "descending", -1],
    ] as const) {
      await head.getByRole("link").click()
      await soon(() => head.getAttribute("aria-sort")).toBe(aria)
      await soon(() => keysOf(page, keyOf)).toEqual(inOrder(sign, keyOf))
      const query = new URL(page.url()).searchParams
      expect([query.get("sort") ?? "createdAt", query.get("order") ?? "desc"]).toEqual([sort, order])
      expect(await page.locator("th[aria-sort]").count()).toBe(1)
    }
  })

  test("search finds by name, id and e-mail, and no match says so", async () => {
    const page = await house.visit(ADMIN, "/admin/organizations")
    const search = page.getByRole("searchbox", { name: "Search organizations" })
    for (const { words, id } of [
      { words: "acme roof", id: "org_acme" },
      { words: ORGANIZATIONS[17]!.billingEmail.toUpperCase(), id: ORGANIZATIONS[17]!.id },
      { words: "org_119", id: "org_119" },
    ]) {
      await search.fill(words)
      await soon(() => keysOf(page, (row) => row.id)).toEqual([id])
    }
    await search.fill("nobody at all")
    await page.getByText("No organization matches this filter").waitFor()
    await page.getByRole("link", { name: "Clear filters" }).first().click()
    await page.getByText("1–50 of 120").waitFor()
  })

  test("a row leads to its organization, and back to the list as it was", async () => {
    const page = await house.visit(ADMIN, "/admin/organizations?plan=pro&sort=name&order=asc")
    const first = rowsOf(page).first().getByRole("link")
    const name = await first.innerText()
    await first.click()
    await headingOf(page, name).waitFor()
    await page.goBack()
    await page.waitForURL("**/admin/organizations?plan=pro&sort=name&order=asc")
    await page.getByText("1–40 of 40").waitFor()
  })
}
