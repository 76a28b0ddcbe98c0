import type { Browser, BrowserContext, Page } from "playwright-core"
import { afterAll, afterEach, beforeAll, expect } from "vitest"
import type { RiverOptions } from "../../../infra/local/river.ts"
import { startConsole, type TestConsole } from "../../support/console.ts"
import { openBrowser } from "../support/browser.ts"

/** The instant at which business stands still in these tests. */
export const NOW = "2026-11-20T14:02:00.000Z"

export const ADMIN = "admin@demo.test"
export const VIEWER = "viewer@demo.test"
export const MEMBER = "member@acme.test"
export const OWNER = "owner@acme.test"

/** One running console and one browser for all tests of a file. */
export interface House {
  river(): TestConsole
  /** A page of a person who is signed in; their pages share one session, as their tabs would. */
  visit(email: string, path: string): Promise<Page>
  /** A page of nobody, in a browser that was never here. */
  visitAsNobody(path: string): Promise<Page>
  /** What the browser may say during this test, and it is no complaint. */
  allow(said: RegExp): void
}

const PATIENCE_MS = 10_000

/** How a page learns that nobody is signed in. */
const NOBODY = /status of 401 .*\/session\/token$/

/** Opens the house for the tests of a file. After each test no page may have complained, nor the content policy refused anything. */
export function openHouse(options: Partial<RiverOptions>): House {
  let river: TestConsole
  let browser: Browser
  const contexts = new Map<string, BrowserContext>()
  const strangers: BrowserContext[] = []
  const pages: Page[] = []
  const complaints: string[] = []
  let allowed: RegExp[] = []

  beforeAll(async () => {
    ;[river, browser] = await Promise.all([startConsole({ now: NOW, ...options }), openBrowser()])
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === "fail") for (const page of pages) await keepLook(page, task.name)
    for (const page of pages.splice(0)) await page.close()
    for (const context of strangers.splice(0)) await context.close()
    const told = complaints.splice(0).filter((said) => !allowed.some((pattern) => pattern.test(said)))
    allowed = []
    expect(told).toEqual([])
  })
  afterAll(async () => {
    await browser?.close()
    await river?.stop()
    expect(river?.failures).toEqual([])
  })

  async function newContext(): Promise<BrowserContext> {
    const context = await browser.newContext({
      baseURL: river.url,
      viewport: { width: 1280, height: 800 },
      locale: "en-US",
      timezoneId: "UTC",
    })
    await context.addInitScript(() =>
      addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI }) =>
        console.error(`securitypolicyviolation ${effectiveDirective} ${blockedURI}`),
      ),
    )
    return context
  }
  async function newPage(context: BrowserContext): Promise<Page> {
    const page = await context.newPage()
    pages.push(page)
    page.setDefaultTimeout(PATIENCE_MS)
    page.on("pageerror", (error) => complaints.push(String(error)))
    page.on("console", (message) => {
      const said = `${message.text()} ${message.location().url}`
      if (message.type() === "error" && !NOBODY.test(said)) complaints.push(said)
    })
    return page
  }

  return {
    river: () => river,
    allow: (said) => void allowed.push(said),
    async visit(email, path) {
      const known = contexts.get(email)
      const context = known ?? (await newContext())
      contexts.set(email, context)
      const page = await newPage(context)
      if (!known) await page.goto(`/session/sign-in?${new URLSearchParams({ person: email, back: path })}`)
      else await page.goto(path)
      return page
    },
    async visitAsNobody(path) {
      const context = await newContext()
      strangers.push(context)
      const page = await newPage(context)
      await page.goto(path)
      return page
    },
  }
}

/** What the page of a failed test looked like, for whoever asks why. */
const keepLook = (page: Page, name: string) =>
  page.screenshot({ path: `test/artifacts/failed/${name.replace(/\W+/g, "-")}.png` }).catch(() => undefined)

/** Asks until it is so, as long as a page may take on a busy machine. */
export const soon = <Told>(ask: () => Promise<Told>) => expect.poll(ask, { timeout: PATIENCE_MS })

/** The rows of the page's table. */
export const rowsOf = (page: Page) => page.locator("main tr[data-row]")

/** The page's one heading, once it is there. */
export const headingOf = (page: Page, title: string | RegExp) => page.getByRole("heading", { level: 1, name: title })

/** What has the focus, in words a failure can be read by. */
export const focusOf = (page: Page) =>
  page.evaluate(() => {
    const { activeElement: at } = document
    return at === null || at === document.body ? "" : (at.getAttribute("aria-label") ?? at.textContent ?? "").trim()
  })
