import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import { stagePages } from "./support/stage-pages.ts"

let page: Page
const { open } = stagePages((staged) => ({ page } = staged))

test.each(["failed-payments", "subscriptions", "discounts", "disputes", "transactions", "movements"])(
  "the head of /admin/revenue/%s covers no row, whether its table scrolls in its sheet or the page does",
  async (name) => {
    for (const width of [1_280, 1_720]) {
      await page.setViewportSize({ width, height: 900 })
      await open(`/admin/revenue/${name}`)
      const first = page.locator("main [data-component='table'] tbody tr").first()
      await first.waitFor()
      const isOnTop = await first.evaluate((row) => {
        const cell = row.querySelector("th, td")!
        cell.scrollIntoView({ block: "center" })
        const { left, top, height } = cell.getBoundingClientRect()
        return row.contains(document.elementFromPoint(left + 20, top + height / 2))
      })
      expect(isOnTop, `${width} px`).toBe(true)
    }
  },
)
