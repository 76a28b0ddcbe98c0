import type { Locator, Page } from "playwright-core"
import { afterAll, beforeAll, beforeEach } from "vitest"
import { flat } from "./overview-stage.ts"
import { type Stage, stageOf } from "./stage.ts"
import type { UsageStage as Turned } from "./usage-answers.ts"

/** The usage page in a browser, and how the tests read it. */
export interface UsageStage {
  page: () => Page
  /** What the browser complained about since the test began. */
  wrong: string[]
  /** Opens the platform's page, or at `/organizations/…` one organization's. */
  open: (query?: string, path?: string) => Promise<void>
  section: (title: string) => Locator
  words: (title: string) => Promise<string>
  metric: (label: string) => Promise<string>
  /** The texts of one column of the board, from the top. */
  column: (title: string) => Promise<string[]>
  /** Changes what the page is answered from now on. */
  turn: (change: Partial<Turned>) => Promise<void>
  calls: () => Promise<string[]>
  bump: (topic: string) => Promise<void>
}

export const ORGANIZATION = "/organizations/org_acme/usage"

/** Registers the set-up of a file of tests: one browser, one page, each test at 1440 px and in light. */
export function usageStage(): UsageStage {
  let stage: Stage
  let page: Page
  const wrong: string[] = []
  beforeAll(async () => {
    stage = await stageOf("usage.html")
    page = await (await stage.browser.newContext({ acceptDownloads: true })).newPage()
    page.setDefaultTimeout(10_000)
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && wrong.push(message.text()))
    page.on("pageerror", (error) => wrong.push(error.message))
  })
  afterAll(() => stage?.close())
  beforeEach(async () => {
    wrong.length = 0
    await page.emulateMedia({ colorScheme: "light", forcedColors: "none", media: "screen", reducedMotion: "reduce" })
    await page.setViewportSize({ width: 1440, height: 900 })
  })
  const section = (title: string) => page.getByRole("region", { name: title, exact: true })
  return {
    page: () => page,
    wrong,
    section,
    async open(query = "", path = "/admin/usage") {
      await page.goto(new URL(path.slice(1) + query, stage.url).href)
      await page.getByRole("heading", { level: 1 }).waitFor()
      await page.waitForFunction(() => !document.querySelector("[aria-busy='true']"))
    },
    words: async (title) => flat(await section(title).innerText()),
    metric: async (label) =>
      flat(
        await page
          .locator("[data-component='metric']", {
            has: page.locator("[data-part='label']", { hasText: new RegExp(`^${label} \\?`) }),
          })
          .innerText(),
      ),
    column: (title) =>
      page.locator("table[data-board]").evaluate((table, title) => {
        const heads = [...table.querySelectorAll("thead th")]
        const at = heads.findIndex((head) => head.textContent?.trim() === title)
        return [...table.querySelectorAll("tbody tr[data-row]")].map((row) =>
          (row.children[at]?.textContent ?? "").replace(/\s+/g, " ").trim(),
        )
      }, title),
    turn: (change) => page.evaluate((change) => Object.assign((globalThis as never)["stage"], change), change),
    calls: () => page.evaluate(() => ((globalThis as never)["stage"] as { calls: string[] }).calls),
    bump: (topic) => page.evaluate((topic) => ((globalThis as never)["bump"] as (it: string) => void)(topic), topic),
  }
}
