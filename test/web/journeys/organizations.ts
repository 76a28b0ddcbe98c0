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
    const head = page.getByRole("columnheader", { name: title, exact: true })
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

  test("pages follow one another without a gap, and back returns", async () => {
    const names = ORGANIZATIONS.map(({ name }) => name).sort()
    const page = await house.visit(ADMIN, "/admin/organizations?sort=name&order=asc")
    const isPage = async (from: number) => {
      await soon(() => keysOf(page, (row) => row.name)).toEqual(names.slice(from, from + 50))
      await page.getByText(`${from + 1}–${Math.min(from + 50, 120)} of 120`).waitFor()
    }
    await isPage(0)
    await page.getByRole("link", { name: "Next" }).click()
    await isPage(50)
    await page.getByRole("link", { name: "Next" }).click()
    await isPage(100)
    expect(await page.getByRole("link", { name: "Next" }).count()).toBe(0)
    await page.getByRole("link", { name: "Previous" }).click()
    await isPage(50)
    await page.goBack()
    await isPage(100)
    await page.goBack()
    await isPage(50)
  })

  test("a second step while the first is on its way leads nowhere wrong", async () => {
    const page = await house.visit(ADMIN, "/admin/organizations?sort=name&order=asc")
    await page.getByText("1–50 of 120").waitFor()
    const gate = Promise.withResolvers<void>()
    await page.route("**/api/organizations?*cursor*", async (route) => {
      await gate.promise
      await route.continue()
    })
    const next = page.getByRole("link", { name: "Next" })
    await next.click()
    await page.waitForURL("**page=2")
    if ((await next.count()) > 0) await next.click()
    gate.resolve()
    await soon(() => rowsOf(page).first().innerText()).not.toMatch(/^Acme/)
    const [, stretch] = /(\d+)–\d+ of 120/.exec(await page.getByText("of 120").innerText())!
    expect(await rowsOf(page).first().innerText()).toContain(`Harbour ${String(Number(stretch) - 1).padStart(3, "0")}`)
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
