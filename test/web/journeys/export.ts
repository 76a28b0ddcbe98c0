import { readFile } from "node:fs/promises"
import { expect, test } from "vitest"
import { ORGANIZATIONS } from "./seed.ts"
import { ADMIN, type House, rowsOf, soon } from "./house.ts"

/** A list becomes a file with the same filters and order. */
export function exportJourneys(house: House): void {
  test("the CSV of a filtered list downloads with just its rows", async () => {
    const wanted = ORGANIZATIONS.filter(({ plan, status }) => plan === "pro" && status === "inactive")
      .map(({ name }) => name)
      .sort()
    const page = await house.visit(ADMIN, "/admin/organizations?sort=name&order=asc")
    await rowsOf(page).first().waitFor()
    await page.getByRole("combobox", { name: "Plan", exact: true }).selectOption("pro")
    await page.getByRole("combobox", { name: "Status" }).selectOption("inactive")
    await soon(() => rowsOf(page).count()).toBe(wanted.length)
    await page.getByRole("button", { name: "Export CSV" }).click()
    await page.getByText(`The CSV of organizations is ready: ${wanted.length} rows.`).waitFor()
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("region", { name: "Notices" }).getByRole("button", { name: "Download" }).click(),
    ])
    expect(file.suggestedFilename()).toMatch(/^organizations-.*\.csv$/)
    const lines = (await readFile(await file.path(), "utf8")).replace("\ufeff", "").trimEnd().split("\r\n")
    expect(lines[0]).toMatch(/^id,name,billing_email,plan,.*,status,created_at$/)
    expect(lines.slice(1).map((line) => line.split(",")[1])).toEqual(wanted)

    await page.goto("/admin/exports")
    const made = rowsOf(page).first()
    for (const filter of ["plan pro", "status inactive"]) await made.getByText(filter).waitFor()
    const [again] = await Promise.all([
      page.waitForEvent("download"),
      made.getByRole("button", { name: `Download organizations, ${wanted.length} rows` }).click(),
    ])
    expect(await readFile(await again.path(), "utf8")).toContain(wanted[0])
  })
}
