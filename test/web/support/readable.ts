import { AxeBuilder } from "@axe-core/playwright"
import type { Page } from "playwright-core"

const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

/**
 * What keeps somebody from reading the page as it stands, by axe: `rule: element, element`. The rules run in the page itself,
 * which has no frames, and tell of what is wrong alone: that is the same findings in a third of the time.
 */
export async function unreadableOn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .setLegacyMode()
    .options({ runOnly: RULES, resultTypes: ["violations"] })
    .analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`)
}
