import { expect, test } from "vitest"
import { ADMIN, type House, headingOf, rowsOf, soon, VIEWER } from "./house.ts"

const menu = /^Views?/

/** A list as somebody wants to see it again, for oneself and for everybody. */
export function viewsJourneys(house: House): void {
  test("a view is saved by keys alone, marked, shared, and leads another person to the same rows", async () => {
    const page = await house.visit(ADMIN, "/admin/organizations?plan=pro&sort=name&order=asc")
    await page.getByText("1–40 of 40").waitFor()
    await page.getByRole("button", { name: "Columns" }).click()
    await page.getByRole("checkbox", { name: "Billing e-mail" }).uncheck()
    await page.keyboard.press("Escape")
    const button = page.getByRole("button", { name: menu })
    await button.focus()
    await page.keyboard.press("Enter")
    await page.getByText("No views of this list yet").waitFor()
    await page.keyboard.press("Tab")
    await page.keyboard.type("Pro by name")
    await page.keyboard.press("Enter")
    const dialog = page.getByRole("dialog", { name: "Views" })
    const saved = dialog.getByRole("link", { name: "Pro by name" })
    await soon(() => saved.getAttribute("aria-current")).toBe("true")
    await dialog.getByText("plan pro, sort name, 1 column hidden").first().waitFor()
    await dialog.getByRole("button", { name: "Change Pro by name" }).click()
    await dialog.getByRole("button", { name: "Share with everybody" }).click()
    await dialog.getByRole("button", { name: "Stop sharing" }).waitFor()
    await page.keyboard.press("Escape")
    await soon(() => button.innerText()).toContain("Pro by name")

    const other = await house.visit(VIEWER, "/admin/organizations")
    await other.getByText("1–50 of 120").waitFor()
    await other.getByRole("button", { name: menu }).click()
    const shared = other.getByRole("dialog", { name: "Views" })
    expect(await shared.getByRole("button", { name: "Change Pro by name" }).count()).toBe(0)
    await shared.getByRole("link", { name: "Pro by name" }).click()
    await other.waitForURL("**/admin/organizations?order=asc&plan=pro&sort=name")
    await other.getByText("1–40 of 40").waitFor()
    await soon(() => other.getByRole("columnheader", { name: "Billing e-mail" }).count()).toBe(0)
    await soon(() => shared.count()).toBe(0)
  })

  test("the palette finds it from another page; deleted, it can be had back", async () => {
    const page = await house.visit(ADMIN, "/admin/exports")
    await headingOf(page, "Exports").waitFor()
    await page.keyboard.press("Control+k")
    await page.getByRole("combobox", { name: "Search or jump to" }).fill("pro by")
    await page.getByRole("option", { name: "Pro by name" }).waitFor()
    await page.keyboard.press("Enter")
    await page.waitForURL("**/admin/organizations?order=asc&plan=pro&sort=name")
    await rowsOf(page).first().waitFor()
    const button = page.getByRole("button", { name: menu })
    await soon(() => button.innerText()).toContain("Pro by name")
    await button.click()
    const dialog = page.getByRole("dialog", { name: "Views" })
    await dialog.getByRole("button", { name: "Change Pro by name" }).click()
    await dialog.getByRole("button", { name: "Delete" }).click()
    await dialog.getByText("No views of this list yet").waitFor()
    await page.getByRole("region", { name: "Notices" }).getByRole("button", { name: "Undo" }).click()
    await soon(() => button.innerText()).toContain("Pro by name")
    await page.goto("/admin/audit?search=view.")
    await soon(() => rowsOf(page).allInnerTexts()).toEqual([
      expect.stringContaining("view.shared"),
      expect.stringContaining("view.deleted"),
      expect.stringContaining("view.shared"),
    ])
    await page.evaluate(() => localStorage.clear())
  })
}
