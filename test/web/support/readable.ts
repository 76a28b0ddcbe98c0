import { AxeBuilder } from "@axe-core/playwright"
import type { Page } from "playwright-core"

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

/** What is run in a page that has axe from an earlier look: to read axe anew takes as long as to look at a small page. */
const NOTHING = ";"

/**
 * What keeps somebody from reading the page as it stands, by axe: `rule: element, element`. The rules run in the page itself,
 * which has no frames, and tell of what is wrong alone: that is the same findings in a third of the time.
 */
export async function unreadableOn(page: Page): Promise<string[]> {
  const hasAxe = await page.evaluate(() => "axe" in globalThis)
  const { violations } = await new AxeBuilder(hasAxe ? { page, axeSource: NOTHING } : { page })
    .setLegacyMode()
    .options({ runOnly: RULES, resultTypes: ["violations"] })
    .analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)
}
