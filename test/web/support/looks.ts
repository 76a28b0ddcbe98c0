import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import { unreadableOn } from "./readable.ts"

const LOOKS_MS_MAX = 120_000
const NARROW_PX = 320
const LOOKS = [
  { name: "light", isNarrow: false, colorScheme: "light", forcedColors: "none" },
  { name: "dark", isNarrow: false, colorScheme: "dark", forcedColors: "none" },
  { name: "forced colours", isNarrow: false, colorScheme: "light", forcedColors: "active" },
  { name: `${NARROW_PX} px`, isNarrow: true, colorScheme: "light", forcedColors: "none" },
] as const

/**
 * One test for each look: `show` puts one state after another on the page, and asks of each, by its name, whether everybody
 * can read it and nothing runs over the edge. `widePx` is the width of a page that is not narrow.
 */
export function testLooks(
  page: () => Page,
  show: (check: (state?: string) => Promise<void>, look: { isNarrow: boolean }) => Promise<void>,
  widePx = 1280,
): void {
  const check = async (state?: string) => {
    expect(await unreadableOn(page()), state).toEqual([])
    expect(await page().evaluate(() => document.documentElement.scrollWidth - innerWidth), state).toBeLessThanOrEqual(0)
  }
  test.each(LOOKS)(
    "axe finds nothing in $name, and nothing runs over the edge",
    async ({ isNarrow, colorScheme, forcedColors }) => {
      await page().setViewportSize({ width: isNarrow ? NARROW_PX : widePx, height: 900 })
      await page().emulateMedia({ colorScheme, forcedColors, reducedMotion: "reduce" })
      await show(check, { isNarrow })
    },
    LOOKS_MS_MAX,
  )
}
