import type { Locator, Page } from "playwright-core"
import { afterAll, beforeAll, beforeEach } from "vitest"
import { type Stage, stageOf } from "./stage.ts"

/** The overview in a browser, and how the tests read it. */
export interface OverviewStage {
  page: () => Page
  url: () => string
  /** What the browser complained about since the test began. */
  wrong: string[]
  open: (query?: string) => Promise<void>
  said: (selector: string) => Promise<string>
  metric: (label: string) => Promise<string>
  section: (title: string) => Locator
}

/** Text as it is read, in one line. */
export const flat = (text: string): string => text.replace(/\s+/g, " ").trim()

/** Registers the set-up of a file of tests: one browser, one page, each test at 1280 px and in light. */
export function overviewStage(): OverviewStage {
  let stage: Stage
  let page: Page
  const wrong: string[] = []
  beforeAll(async () => {
    stage = await stageOf("overview.html")
    page = await (await stage.browser.newContext()).newPage()
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && wrong.push(message.text()))
    page.on("pageerror", (error) => wrong.push(error.message))
    await page.addInitScript(() => {
      Object.defineProperty(navigator, "clipboard", {
        value: { writeText: async (text: string) => sessionStorage.setItem("copied", text) },
      })
    })
  })
  afterAll(() => stage.close())
  beforeEach(async () => {
    wrong.length = 0
    await page.emulateMedia({ colorScheme: "light", forcedColors: "none", media: "screen" })
    await page.setViewportSize({ width: 1280, height: 900 })
  })
  return {
    page: () => page,
    url: () => stage.url,
    wrong,
    async open(query = "") {
      await page.goto(stage.url + query)
      await page.getByRole("heading", { level: 1 }).waitFor()
    },
    said: async (selector) => flat(await page.locator(selector).innerText()),
    metric: async (label) =>
      flat(
        await page
          .locator("[data-component='metric']", {
            has: page.locator("[data-part='label']", { hasText: new RegExp(`^${label} \\?`) }),
          })
          .innerText(),
      ),
    section: (title) => page.getByRole("region", { name: title, exact: true }),
  }
}
