import type { Page } from "playwright-core"
import type { OrganizationMetrics } from "#shared/contract/metrics.ts"
import type { Fixtures } from "./fixture-server.ts"
import { stagePages } from "./stage-pages.ts"

export const MEMBERS = "/organizations/org_acme/metrics"
export const STAFF = "/admin/organizations/org_acme/metrics"

/** Text as it is read, in one line. */
export const flat = (text: string): string => text.replace(/\s+/g, " ").trim()

/** The metrics page over invented answers, for each test of a file, and how the tests read it. */
export function metricsStage() {
  let fixtures: Fixtures
  let page: Page
  const { callsOf } = stagePages((staged) => ({ fixtures, page } = staged))
  const section = (title: string) => page.getByRole("region", { name: title, exact: true })
  return {
    page: () => page,
    stage: () => fixtures.stage,
    section,
    async open(path: string) {
      await page.goto(fixtures.url + path)
      await page.waitForFunction(
        () => document.querySelector("h1") && !document.querySelector("main [aria-busy='true']"),
      )
    },
    /** Changes what the API answers before the page has it. */
    answer: (change: (answer: OrganizationMetrics) => OrganizationMetrics | void) =>
      page.route("**/api/**/metrics?*", async (route) => {
        const told = (await (await route.fetch()).json()) as OrganizationMetrics
        await route.fulfill({ json: change(told) ?? told })
      }),
    words: async (title: string) => flat(await section(title).innerText()),
    metric: async (label: string) =>
      flat(
        await page
          .locator("[data-component='metric']", {
            has: page.locator("[data-part='label']", { hasText: new RegExp(`^${label} \\?`) }),
          })
          .innerText(),
      ),
    search: () => new URL(page.url()).search,
    callsOf,
    /** The questions about metrics that the page asked so far. */
    asked: () => callsOf("readOrganizationMetrics"),
    /** The texts of one column of a ranked table, from the top. */
    column: (title: string, head: string) =>
      section(title)
        .locator("table")
        .evaluate((table, head) => {
          const at = [...table.querySelectorAll("thead th")].findIndex((one) => one.textContent?.trim() === head)
          return [...table.querySelectorAll("tbody tr[data-row]")].map((row) => row.children[at]?.textContent ?? "")
        }, head),
  }
}

/** What a column of figures holds. */
export const numbers = (texts: readonly string[]): number[] => texts.map((text) => Number(text.replace(/[^\d.]/g, "")))
