import type { Page } from "playwright-core"
import { beforeEach, expect, test } from "vitest"
import type { Fixtures } from "./support/fixture-server.ts"
import { stagePages } from "./support/stage-pages.ts"

let fixtures: Fixtures
let page: Page
stagePages((staged) => ({ fixtures, page } = staged))

/** By this clock every part takes longer than a frame. */
const slowClock = () => {
  let ms = 0
  performance.now = () => (ms += 20)
}
beforeEach(() => page.addInitScript(slowClock))

test("rows below the first screen are drawn after those on it", async () => {
  await page.addInitScript(() => {
    const counts = new Set<number>()
    Object.assign(globalThis, { counts })
    new MutationObserver(() => counts.add(document.querySelectorAll("tr[data-row]").length)).observe(document, {
      childList: true,
      subtree: true,
    })
  })
  await page.goto(`${fixtures.url}/admin/audit`)
  await expect.poll(() => page.locator("tr[data-row]").count()).toBe(50)
  const counts = await page.evaluate(() => [...(globalThis as unknown as { counts: Set<number> }).counts])
  expect(counts).toEqual([0, 20, 30, 40, 50])
})

test("a page that nobody sees yet is drawn whole", async () => {
  await page.addInitScript(() => {
    Object.defineProperty(document, "hidden", { get: () => true })
    globalThis.requestAnimationFrame = () => 0
  })
  await page.goto(`${fixtures.url}/admin/audit`)
  await expect.poll(() => page.locator("tr[data-row]").count()).toBe(50)
})
