import { expect, test } from "vitest"
import { ORGANIZATIONS } from "./seed.ts"
import { ADMIN, focusOf, headingOf, type House, rowsOf, soon } from "./house.ts"

/** Everything by its name, with the keyboard alone. */
export function paletteJourneys(house: House): void {
  test("a part of an organization's name opens it", async () => {
    const { name, id } = ORGANIZATIONS[41]!
    const page = await house.visit(ADMIN, "/admin/exports")
    await headingOf(page, "Exports").waitFor()
    await page.keyboard.press("Control+k")
    const field = page.getByRole("combobox", { name: "Search or jump to" })
    await field.waitFor()
    await page.keyboard.type(name.slice(3).toLowerCase())
    await page.getByRole("option", { name, exact: false }).waitFor()
    await soon(() => page.getByRole("option", { selected: true }).innerText()).toContain(name)
    await page.keyboard.press("Enter")
    await page.waitForURL(`**/admin/organizations/${id}`)
    await headingOf(page, name).waitFor()
    await soon(() => focusOf(page)).toBe(name)
  })

  test("words typed on leave no organization behind that they do not name", async () => {
    const page = await house.visit(ADMIN, "/admin/exports")
    await headingOf(page, "Exports").waitFor()
    await page.keyboard.press("Control+k")
    await page.getByRole("combobox", { name: "Search or jump to" }).waitFor()
    await page.keyboard.type("harbour 00")
    await page.getByRole("option", { name: "Harbour 001" }).waitFor()
    const gate = Promise.withResolvers<void>()
    await page.route("**/api/organizations?*search*", async (route) => {
      await gate.promise
      await route.continue()
    })
    await page.keyboard.type("7")
    await soon(() => page.getByRole("option").allInnerTexts()).toEqual([expect.stringContaining("Harbour 007")])
    gate.resolve()
    await page.keyboard.press("Enter")
    await headingOf(page, "Harbour 007").waitFor()
  })

  test("arrows choose, a page opens, and words that find nothing say so", async () => {
    const page = await house.visit(ADMIN, "/admin/exports")
    await headingOf(page, "Exports").waitFor()
    await page.keyboard.press("Control+k")
    const selected = page.getByRole("option", { selected: true })
    await soon(() => selected.innerText()).toContain("Overview")
    await page.keyboard.press("ArrowDown")
    await soon(() => selected.innerText()).toContain("Movements")
    await page.keyboard.type("zzzz")
    await page.getByRole("status").getByText("Nothing matches").waitFor()
    await page.keyboard.press("Control+a")
    await page.keyboard.type("trail")
    await soon(() => selected.innerText()).toContain("Audit")
    await page.keyboard.press("Enter")
    await headingOf(page, "Audit").waitFor()
  })

  test("Escape closes it, and the focus is where it was", async () => {
    const page = await house.visit(ADMIN, "/admin/webhooks")
    await rowsOf(page).first().waitFor()
    await page.keyboard.press("j")
    await page.keyboard.press("j")
    const second = await rowsOf(page).nth(1).getByRole("button").elementHandle()
    const isBack = () => second!.evaluate((row) => row === document.activeElement)
    expect(await isBack()).toBe(true)
    await page.keyboard.press("Control+k")
    await page.getByRole("combobox", { name: "Search or jump to" }).waitFor()
    expect(await isBack()).toBe(false)
    await page.keyboard.press("Escape")
    await soon(() => page.getByRole("dialog").count()).toBe(0)
    expect(await isBack()).toBe(true)
  })

  test("two keys go to a page, ? lists the keys", async () => {
    const page = await house.visit(ADMIN, "/admin/exports")
    await page.getByRole("link", { name: "Webhooks" }).first().waitFor()
    await page.keyboard.press("g")
    await page.keyboard.press("w")
    await page.waitForURL("**/admin/webhooks")
    await headingOf(page, "Webhooks").waitFor()
    await page.keyboard.press("?")
    const help = page.getByRole("dialog", { name: "Keyboard shortcuts" })
    await help.getByText("Go to Webhooks").waitFor()
    await page.keyboard.press("Escape")
    await soon(() => help.count()).toBe(0)
  })

  test("an action of the page is found and done", async () => {
    const page = await house.visit(ADMIN, "/admin/audit")
    await headingOf(page, "Audit").waitFor()
    await page.keyboard.press("Control+k")
    await page.getByRole("combobox", { name: "Search or jump to" }).waitFor()
    await page.keyboard.type("dark")
    await soon(() => page.getByRole("option", { selected: true }).innerText()).toContain("dark theme")
    await page.keyboard.press("Enter")
    await page.locator("html[data-theme='dark']").waitFor()
    await page.reload()
    await page.locator("html[data-theme='dark']").waitFor()
    await page.evaluate(() => localStorage.clear())
  })
}
