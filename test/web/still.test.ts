import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import type { Fixtures } from "./support/fixture-server.ts"
import { stagePages } from "./support/stage-pages.ts"

/** Cumulative layout shift, as a reader of the console may at most see it. */
const MOVED_MAX = 0.02

let fixtures: Fixtures
let page: Page
stagePages((staged) => ({ fixtures, page } = staged))

const watchShifts = () => {
  const seen = { moved: 0 }
  Object.assign(globalThis, { seen })
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) seen.moved += (entry as PerformanceEntry & { value: number }).value
  }).observe({ type: "layout-shift", buffered: true })
}

for (const path of ["/admin/operations/overview", "/admin/organizations", "/admin/webhooks", "/admin/audit"])
  test(`what comes late moves nothing: ${path}`, async () => {
    fixtures.stage.delayMs = 600
    await page.addInitScript(watchShifts)
    await page.goto(fixtures.url + path)
    await page.locator("main :is(tr[data-row], figure)").first().waitFor()
    await expect.poll(() => page.locator('main :is([aria-busy="true"], [data-component="skeleton"])').count()).toBe(0)
    const moved = await page.evaluate(() => (globalThis as unknown as { seen: { moved: number } }).seen.moved)
    expect(moved).toBeLessThanOrEqual(MOVED_MAX)
  })
