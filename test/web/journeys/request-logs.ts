import { readFile } from "node:fs/promises"
import { expect, test } from "vitest"
import { cloudEvent } from "../../support/console.ts"
import { ADMIN, headingOf, type House, NOW, rowsOf, soon, VIEWER } from "./house.ts"

const MINUTE_MS = 60_000
const ago = (minutes: number) => new Date(Date.parse(NOW) - minutes * MINUTE_MS).toISOString()
const call = (minutes: number, data: object) =>
  cloudEvent("usage.recorded", ago(minutes), { org: "org_2", model: "heron", user: "wanda@voss.test", ...data })
const CALLS = [
  ...Array.from({ length: 60 }, (_, nth) => call(nth + 3, { inputTokens: nth, inputCostUsd: "0.000012" })),
  call(9_000, { model: "slate", status: 429, errorType: "RateLimit" }),
]
const LOGS = "/admin/organizations/org_2/logs"

/** What a product tells of its calls of models is found again, one by one. */
export function requestLogJourneys(house: House): void {
  test("a log without a request says how it fills; then it lists, opens and exports what came", async () => {
    const page = await house.visit(ADMIN, LOGS)
    await page.getByText("No requests yet").waitFor()
    expect((await house.river().events(CALLS)).body).toMatchObject({ accepted: CALLS.length })
    await page.keyboard.press("r")
    await soon(() => rowsOf(page).count()).toBe(50)
    await page.getByRole("link", { name: "Earlier" }).click()
    await soon(() => rowsOf(page).count()).toBe(11)
    await page.getByRole("navigation", { name: "Status" }).getByRole("link", { name: "Errors" }).click()
    await soon(() => rowsOf(page).count()).toBe(1)
    await rowsOf(page).first().getByRole("button").click()
    await page.getByText("RateLimit (429)").waitFor()
    await page.getByRole("button", { name: "NDJSON" }).click()
    await page.getByText("The NDJSON of logs is ready: 1 row.").waitFor()
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("region", { name: "Notices" }).getByRole("button", { name: "Download" }).click(),
    ])
    expect(file.suggestedFilename()).toMatch(/^logs-.*\.ndjson$/)
    const [line = ""] = (await readFile(await file.path(), "utf8")).split("\n")
    expect(JSON.parse(line)).toMatchObject({ model: "slate", error_type: "RateLimit", user: "wanda@voss.test" })
  })

  test("a viewer finds the request by its address, with the name masked", async () => {
    const page = await house.visit(ADMIN, `${LOGS}?model=slate`)
    await rowsOf(page).first().getByRole("button").click()
    await page.getByText("wanda@voss.test").last().waitFor()
    const open = new URL(page.url()).searchParams.get("open")
    const other = await house.visit(VIEWER, `${LOGS}?open=${open}`)
    await other.getByText("opened by its link").waitFor()
    await other.locator("[data-pinned]").getByText("w…@voss.test").waitFor()
  })

  test("a board's person has a page of their own, with the sessions its figures count", async () => {
    const page = await house.visit(ADMIN, "/admin/usage/sessions")
    await rowsOf(page).first().waitFor()
    await page.getByRole("link", { name: "ada" }).first().click()
    await headingOf(page, "ada").waitFor()
    await soon(() => rowsOf(page).count()).toBe(3)
  })
}
