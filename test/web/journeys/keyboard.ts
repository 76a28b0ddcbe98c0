import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import { ADMIN, headingOf, type House, rowsOf, soon } from "./house.ts"

const TABS_MAX = 400

/** What a key may reach: drawn, enabled, and of a group of radio buttons only one. Each gets a number to be known by. */
const reachable = (page: Page) =>
  page.evaluate(() => {
    const all = [
      ...document.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, summary, [tabindex]"),
    ]
    const groups = new Set<string>()
    const wanted = all.filter((one) => {
      if (one.tabIndex < 0 || one.matches(":disabled, [inert] *") || !one.checkVisibility()) return false
      if (one.matches("[type='radio']")) {
        const { name } = one as HTMLInputElement
        return !groups.has(name) && groups.add(name)
      }
      return true
    })
    for (const [at, one] of wanted.entries()) one.dataset["reach"] = String(at)
    return wanted.map((one) => one.outerHTML.slice(0, 160))
  })

/** Where the focus is: its number, whether one sees that it is there, and whether something lies over it. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement as HTMLElement
    if (at === document.body) return undefined
    const rings = [at, at.closest("label"), at.parentElement].filter((one) => one !== null)
    const ringed = rings.some((one) =>
      [undefined, "::after"].some((part) => {
        const { outlineStyle, outlineWidth } = getComputedStyle(one, part)
        return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2
      }),
    )
    const box = at.getBoundingClientRect()
    const inside = { x: box.left + box.width / 2, y: box.top + Math.min(box.height / 2, 12) }
    const over = document.elementFromPoint(inside.x, inside.y)
    const inSight = box.width <= 1 || (over !== null && (at.contains(over) || over.contains(at)))
    return { reach: at.dataset["reach"], html: at.outerHTML.slice(0, 160), ringed, inSight }
  })

async function tabThrough(page: Page) {
  const wanted = await reachable(page)
  const seen = new Set<string>()
  const unseen: string[] = []
  const hidden: string[] = []
  for (let tabs = 0; tabs < TABS_MAX; tabs++) {
    await page.keyboard.press("Tab")
    const at = await focused(page)
    if (!at) break
    if (at.reach === undefined) continue
    if (seen.has(at.reach)) break
    seen.add(at.reach)
    if (!at.ringed) unseen.push(at.html)
    if (!at.inSight) hidden.push(at.html)
  }
  return { count: wanted.length, missed: wanted.filter((_, at) => !seen.has(String(at))), unseen, hidden }
}

/** The focus never leaves an open dialog, however often it is moved. */
async function staysInside(page: Page) {
  for (let tabs = 0; tabs < 12; tabs++) {
    await page.keyboard.press(tabs % 4 === 3 ? "Shift+Tab" : "Tab")
    expect(
      await page.evaluate(() => {
        const at = document.activeElement
        return at === document.body || at?.closest("dialog[open]") ? "inside" : at?.outerHTML.slice(0, 160)
      }),
    ).toBe("inside")
  }
}

/** Without a pointer everything is reached, and one always sees where one is. */
export function keyboardJourneys(house: House): void {
  test.each([
    ["/admin/operations/overview", "Overview", 30],
    ["/admin/webhooks", "Webhooks", 60],
  ])("Tab reaches everything on %s, in sight and with a ring", async (path, title, atLeast) => {
    const page = await house.visit(ADMIN, path)
    await headingOf(page, title).waitFor()
    await page.locator("main table tbody tr").first().waitFor()
    const { count, missed, unseen, hidden } = await tabThrough(page)
    expect(count).toBeGreaterThan(atLeast)
    expect({ missed, unseen, hidden }).toEqual({ missed: [], unseen: [], hidden: [] })
  })

  test.each([
    ["/admin/operations/overview", "Overview", "overview"],
    ["/admin/webhooks", "Webhooks", "webhooks"],
    ["/admin/settings/general", "Settings", "settings/general"],
    ["/admin/settings/plans", "Plans", "settings/plans"],
    ["/admin/settings/ingest-keys", "Ingest keys", "ingest-keys"],
  ])("r refreshes %s", async (path, title, endpoint) => {
    const page = await house.visit(ADMIN, path)
    await headingOf(page, title).waitFor()
    await page.waitForLoadState("networkidle")
    const [asked] = await Promise.all([
      page.waitForRequest((request) => new URL(request.url()).pathname === `/api/${endpoint}`),
      page.keyboard.press("r"),
    ])
    expect((await asked.response())!.status()).toBeLessThan(400)
  })

  test("the first key skips to the content", async () => {
    const page = await house.visit(ADMIN, "/admin/webhooks")
    await rowsOf(page).first().waitFor()
    await page.keyboard.press("Tab")
    const skip = page.getByRole("link", { name: "Skip to content" })
    expect((await skip.boundingBox())!.y).toBeGreaterThanOrEqual(0)
    await page.keyboard.press("Enter")
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("main")
    await page.keyboard.press("Tab")
    expect(await page.evaluate(() => document.activeElement?.closest("main") !== null)).toBe(true)
  })

  test("dialogs hold the focus and give it back", async () => {
    const page = await house.visit(ADMIN, "/admin/settings/general")
    const search = page.getByRole("button", { name: "Search or jump to" })
    const isBack = () => search.evaluate((button) => button === document.activeElement)
    await page.getByLabel("Zone").waitFor()
    await search.focus()
    for (const open of ["Control+k", "Shift+?"]) {
      await page.keyboard.press(open)
      await page.locator("dialog[open]").waitFor()
      await staysInside(page)
      await page.keyboard.press("Escape")
      await soon(() => page.locator("dialog").count()).toBe(0)
      expect(await isBack()).toBe(true)
    }
    await page.getByLabel("Zone").fill("Asia/Tokyo")
    const review = page.getByRole("button", { name: "Review changes" })
    await review.focus()
    await page.keyboard.press("Enter")
    await page.locator("dialog[open]").waitFor()
    await staysInside(page)
    await page.keyboard.press("Escape")
    await soon(() => page.locator("dialog").count()).toBe(0)
    expect(await review.evaluate((button) => button === document.activeElement)).toBe(true)
  })

  test("what a figure is made of opens with a key, closes with Escape, and the focus stays", async () => {
    const page = await house.visit(ADMIN, "/admin/operations/overview")
    const how = page.getByRole("button", { name: "How is MRR computed?" })
    await how.waitFor()
    await how.focus()
    await page.keyboard.press("Enter")
    const told = page.getByRole("dialog", { name: "How MRR is computed" })
    await told.waitFor()
    await page.keyboard.press("Escape")
    await soon(() => told.isVisible()).toBe(false)
    expect(await how.evaluate((button) => button === document.activeElement)).toBe(true)
  })

  test("a delivery is found, opened and replayed by keys alone", async () => {
    const page = await house.visit(ADMIN, "/admin/webhooks?search=cus_seed_5")
    await rowsOf(page).first().waitFor()
    await page.keyboard.press("j")
    await page.keyboard.press("Enter")
    const replay = page.getByRole("button", { name: "Replay" })
    await replay.waitFor()
    for (let tabs = 0; tabs < 8 && !(await replay.evaluate((button) => button === document.activeElement)); tabs++)
      await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await page.getByText(/^Applied again at/).waitFor()
  })
}
