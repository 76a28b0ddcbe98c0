import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import { unreadableOn } from "../support/readable.ts"
import { ADMIN, headingOf, type House, MEMBER, OWNER, rowsOf } from "./house.ts"

const NARROW_PX = 320
/** Four walks over a long page, on a machine that others use too. */
const LOOK_MS_MAX = 180_000

/** The ways a page is looked at. */
const LOOKS = [
  { look: "light", width: 1280, colorScheme: "light", forcedColors: "none" },
  { look: "dark", width: 1280, colorScheme: "dark", forcedColors: "none" },
  { look: "forced-colours", width: 1280, colorScheme: "light", forcedColors: "active" },
  { look: "narrow", width: NARROW_PX, colorScheme: "light", forcedColors: "none" },
] as const

const boardThere = (page: Page) => page.getByText("Totals of every section agree with the summary.").waitFor()

const metricsThere = (page: Page) => page.getByRole("region", { name: "Top models", exact: true }).waitFor()

/** Every page, and what lies over pages, with how one knows that it is there. */
const PAGES: { name: string; path: string; as: string | undefined; there: (page: Page) => Promise<unknown> }[] = [
  { name: "sign-in", path: "/sign-in", as: undefined, there: (page) => page.getByRole("listitem").first().waitFor() },
  { name: "overview", path: "/", as: ADMIN, there: (page) => page.getByText("adds up to the cent").waitFor() },
  {
    name: "webhooks",
    path: "/admin/webhooks",
    as: ADMIN,
    async there(page) {
      await rowsOf(page).nth(2).getByRole("button").click()
      await page.getByRole("region", { name: "Payload as JSON" }).waitFor()
    },
  },
  {
    name: "movements",
    path: "/admin/revenue/movements",
    as: ADMIN,
    async there(page) {
      await page.getByRole("region", { name: "Cohorts, newest first" }).waitFor()
      await page
        .getByRole("region", { name: "Movements", exact: true })
        .locator("tr[data-row]")
        .nth(1)
        .getByRole("button")
        .click()
      await page.getByText("Read on").waitFor()
    },
  },
  {
    name: "transactions",
    path: "/admin/revenue/transactions",
    as: ADMIN,
    async there(page) {
      await rowsOf(page).nth(2).getByRole("button").first().click()
      await page.getByText("Told by").waitFor()
    },
  },
  {
    name: "disputes",
    path: "/admin/revenue/disputes",
    as: ADMIN,
    there: (page) => rowsOf(page).first().waitFor(),
  },
  {
    name: "dispute",
    path: "/admin/revenue/disputes",
    as: ADMIN,
    async there(page) {
      await rowsOf(page).first().getByRole("link").first().click()
      await page.getByRole("heading", { name: "What happened" }).waitFor()
    },
  },
  {
    name: "subscriptions",
    path: "/admin/revenue/subscriptions",
    as: ADMIN,
    async there(page) {
      await rowsOf(page).nth(2).getByRole("button").first().click()
      await page.getByText("What was told of it").waitFor()
    },
  },
  {
    name: "discounts",
    path: "/admin/revenue/discounts",
    as: ADMIN,
    async there(page) {
      await rowsOf(page).first().getByRole("button").first().click()
      await page.getByText("What was told of it").waitFor()
    },
  },
  {
    name: "failed-payments",
    path: "/admin/revenue/failed-payments",
    as: ADMIN,
    there: (page) => rowsOf(page).first().waitFor(),
  },
  { name: "organizations", path: "/admin/organizations", as: ADMIN, there: (page) => rowsOf(page).first().waitFor() },
  {
    name: "organization",
    path: "/admin/organizations/org_acme",
    as: ADMIN,
    there: (page) => headingOf(page, "Acme Roofing").waitFor(),
  },
  {
    name: "models",
    path: "/admin/catalog/models",
    as: ADMIN,
    async there(page) {
      await rowsOf(page).first().getByRole("button").first().click()
      await page.getByText("What a million tokens cost", { exact: true }).waitFor()
    },
  },
  { name: "providers", path: "/admin/catalog/providers", as: ADMIN, there: (page) => rowsOf(page).first().waitFor() },
  {
    name: "members",
    path: "/admin/organizations/org_acme/members",
    as: ADMIN,
    there: (page) => rowsOf(page).first().waitFor(),
  },
  {
    name: "team",
    path: "/organizations/org_acme/team",
    as: OWNER,
    there: (page) => rowsOf(page).first().waitFor(),
  },
  { name: "users", path: "/admin/users", as: ADMIN, there: (page) => rowsOf(page).first().waitFor() },
  {
    name: "user",
    path: "/admin/users/usr_acme_owner",
    as: ADMIN,
    there: (page) => rowsOf(page).first().waitFor(),
  },
  { name: "usage", path: "/admin/usage", as: ADMIN, there: boardThere },
  { name: "members-usage", path: "/organizations/org_acme/usage", as: MEMBER, there: boardThere },
  { name: "metrics", path: "/admin/organizations/org_acme/metrics?window=7d", as: ADMIN, there: metricsThere },
  { name: "cost", path: "/admin/organizations/org_acme/cost?window=7d&by=models", as: ADMIN, there: metricsThere },
  {
    name: "credits",
    path: "/admin/organizations/org_acme/credits",
    as: ADMIN,
    async there(page) {
      await rowsOf(page).first().getByRole("button").first().click()
      await page.getByText("Made by").waitFor()
    },
  },
  { name: "members-metrics", path: "/organizations/org_acme/metrics?window=7d", as: MEMBER, there: metricsThere },
  {
    name: "audit",
    path: "/admin/audit",
    as: ADMIN,
    async there(page) {
      await rowsOf(page).first().getByRole("button").click()
      await page.getByRole("region", { name: "Values before and after" }).waitFor()
      await page.getByText("Chain verified").waitFor()
    },
  },
  {
    name: "audit-time",
    path: "/admin/audit?last=24h",
    as: ADMIN,
    async there(page) {
      await page.getByRole("button", { name: "When last 24 hours" }).click()
      await page.getByRole("dialog", { name: "When" }).getByLabel("From").waitFor()
    },
  },
  {
    name: "access",
    path: "/admin/audit/access",
    as: ADMIN,
    async there(page) {
      await rowsOf(page).first().getByRole("button").click()
      await page.getByText("Address", { exact: true }).waitFor()
    },
  },
  {
    name: "reconciliation",
    path: "/admin/revenue/reconciliation",
    as: ADMIN,
    async there(page) {
      await page.getByText("Nothing was compared yet").waitFor()
      await page.getByRole("button", { name: "Compare with Stripe" }).first().click()
      await page.getByLabel("Invoices, charges and refunds of").selectOption({ label: "Everything" })
      await page.getByRole("button", { name: "Compare", exact: true }).click()
      await page.getByText(/^Repaired \d/).waitFor({ timeout: 60_000 })
    },
  },
  { name: "exports", path: "/admin/exports", as: ADMIN, there: (page) => rowsOf(page).first().waitFor() },
  {
    name: "settings",
    path: "/admin/settings/general",
    as: ADMIN,
    there: (page) => page.getByLabel("Zone").waitFor(),
  },
  {
    name: "plans",
    path: "/admin/settings/plans",
    as: ADMIN,
    there: (page) => rowsOf(page).first().waitFor(),
  },
  {
    name: "outbox",
    path: "/admin/settings/outbox",
    as: ADMIN,
    there: (page) => page.getByText("No sender is set").waitFor(),
  },
  {
    name: "ingest-keys",
    path: "/admin/settings/ingest-keys",
    as: ADMIN,
    async there(page) {
      await rowsOf(page).filter({ hasText: "Local" }).getByRole("button").click()
      await page.getByText("by One machine").waitFor()
    },
  },
  {
    name: "organization-settings",
    path: "/organizations/org_acme/settings",
    as: ADMIN,
    there: (page) => page.getByText("No ingest keys yet").waitFor(),
  },
  { name: "not-found", path: "/nowhere", as: ADMIN, there: (page) => headingOf(page, /no such page/).waitFor() },
  {
    name: "members-organization",
    path: "/",
    as: MEMBER,
    there: (page) => headingOf(page, "Acme Roofing").waitFor(),
  },
  {
    name: "palette",
    path: "/admin/exports",
    as: ADMIN,
    async there(page) {
      await page.keyboard.press("Control+k")
      await page.getByRole("combobox", { name: "Search or jump to" }).fill("acme")
      await page.getByRole("option", { name: "Acme Roofing" }).waitFor()
    },
  },
  {
    name: "explanation",
    path: "/",
    as: ADMIN,
    async there(page) {
      await page.getByRole("button", { name: "How is MRR computed?" }).click()
      await page.getByRole("dialog", { name: "How MRR is computed" }).waitFor()
    },
  },
  {
    name: "views",
    path: "/admin/webhooks?last=7d",
    as: ADMIN,
    async there(page) {
      await page.getByRole("button", { name: /^Views?/ }).click()
      await page.getByRole("textbox", { name: "Save what is shown now" }).fill("Of the week")
      await page.getByRole("button", { name: "Save view" }).click()
      await page.getByRole("button", { name: "Change Of the week" }).click()
      await page.getByRole("button", { name: "Share with everybody" }).waitFor()
    },
  },
]

/** What is wrong with a page in every look, in words; a picture of each look is kept. */
export async function lookAt(page: Page, name: string): Promise<string[]> {
  const wrong: string[] = []
  for (const { look, width, colorScheme, forcedColors } of LOOKS) {
    await page.emulateMedia({ colorScheme, forcedColors, reducedMotion: "reduce" })
    await page.setViewportSize({ width, height: 800 })
    for (const said of await unreadableOn(page)) wrong.push(`${look}: ${said}`)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth)
    if (wide > width) wrong.push(`${look}: the page is ${wide} px wide`)
    await page.screenshot({ path: `test/artifacts/pages/${name}-${look}.png`, fullPage: true })
  }
  return wrong
}

/** Nobody is kept out of any page: by colours, by a narrow screen, by what a screen reader is told. */
export function accessibilityJourneys(house: House): void {
  test.each(PAGES)(
    "$name is right in light, dark, forced colours and on a narrow screen",
    async (asked) => {
      const page = asked.as ? await house.visit(asked.as, asked.path) : await house.visitAsNobody(asked.path)
      await asked.there(page)
      expect(await lookAt(page, asked.name)).toEqual([])
    },
    LOOK_MS_MAX,
  )
}
