import type { Browser, BrowserContext, Page } from "playwright-core"
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest"
import { openStageBrowser } from "./browser.ts"
import { builtPages } from "./built-pages.ts"
import { type Fixtures, startFixtures } from "./fixture-server.ts"

/**
 * A page over invented answers for each test of a file, told to `onStaged` before the test. After it no page may have thrown,
 * nor the content policy refused anything. Answers how tests go to a page and read it.
 */
export function stagePages(onStaged: (staged: { fixtures: Fixtures; page: Page }) => void) {
  let folder: string
  let browser: Browser
  /** One for all tests: this browser ends with its last context. Every test has an origin of its own. */
  let context: BrowserContext
  let fixtures: Fixtures
  let page: Page
  let complaints: string[]

  beforeAll(async () => {
    folder = await builtPages()
    browser = await openStageBrowser()
    context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  })
  afterAll(async () => {
    await browser?.close()
  })
  beforeEach(async () => {
    fixtures = await startFixtures(folder)
    page = await context.newPage()
    page.setDefaultTimeout(10_000)
    complaints = []
    page.on("pageerror", (error) => complaints.push(String(error)))
    page.on(
      "console",
      (message) => message.text().includes("Content Security Policy") && complaints.push(message.text()),
    )
    onStaged({ fixtures, page })
  })
  afterEach(async () => {
    await page.close()
    await fixtures.close()
    expect(complaints).toEqual([])
  })
  return {
    open: (path: string) => page.goto(fixtures.url + path),
    /** The questions that pages asked so far. */
    callsOf: (endpoint: string) => fixtures.stage.calls.filter((call) => call.endpoint === endpoint),
    field: (name: string) => page.getByRole("combobox", { name }),
    inAddress: (name: string) => new URL(page.url()).searchParams.get(name),
  }
}
