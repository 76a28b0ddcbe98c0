import type { Page } from "playwright-core"
import { describe, expect, test } from "vitest"
import { soon } from "./journeys/house.ts"
import type { Fixtures } from "./support/fixture-server.ts"
import { testLooks } from "./support/looks.ts"
import { stagePages } from "./support/stage-pages.ts"

const MOVEMENTS = "/admin/revenue/movements"

let fixtures: Fixtures
let page: Page
const { open, callsOf, field, inAddress } = stagePages((staged) => ({ fixtures, page } = staged))

const region = (name: string) => page.getByRole("region", { name, exact: true })
const textOf = async (name: string) => (await region(name).innerText()).replace(/\s+/g, " ").trim()
const list = () => page.getByRole("region", { name: "Movements", exact: true }).locator("tr[data-row]")
const asked = () => callsOf("listMovements").at(-1)?.input
const linesOf = async (name: string) =>
  (await region(name).locator("tbody tr").allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim())
const there = () => region("Cohorts, newest first").waitFor()

describe("movements", () => {
  test("stand in the menu under revenue, with the running month's figures, account and rows", async () => {
    await open("/admin/usage")
    await page.getByRole("link", { name: "Movements" }).first().click()
    await page.waitForURL(`**${MOVEMENTS}`)
    await there()
    await soon(() => textOf("Account")).toMatch(/^Account November so far MRR on 1 Nov \$[\d,.]+ New, \d+ customers? /)
    const figures = await textOf("Figures")
    expect(figures).toMatch(/Net new MRR \? [+−]\$[\d,]+\.\d\d Oct [+−]\$[\d,]+\.\d\d/)
    expect(figures).toMatch(/Trial conversion \? .*\d+ of \d+ · Oct/)
    await soon(() => list().count()).toBe(50)
    expect(callsOf("readMovements").at(-1)?.input).toEqual({ months: "13" })
    expect(asked()).toEqual({})
  })

  test("are read month by month, by the arrows and by the table's names, and the list follows", async () => {
    await open(MOVEMENTS)
    await there()
    await page.getByRole("link", { name: "October 2026" }).click()
    await soon(() => textOf("Account")).toMatch(/^Account October MRR on 1 Oct .*MRR on 31 Oct/)
    expect(inAddress("month")).toBe("2026-10")
    await soon(async () => asked()).toEqual({ month: "2026-10" })
    await page.getByRole("heading", { name: "Movements of October 2026" }).waitFor()
    await region("Months, newest first").getByRole("link", { name: "August" }).click()
    await soon(() => textOf("Account")).toMatch(/^Account August /)
    await page.getByRole("link", { name: "September 2026" }).click()
    await soon(() => textOf("Account")).toMatch(/^Account September /)
    await page.goBack()
    await soon(() => textOf("Account")).toMatch(/^Account August /)
    await page.getByRole("link", { name: "Of all months" }).click()
    await soon(async () => asked()).toEqual({})
    await soon(() => textOf("Account")).toMatch(/^Account November so far /)
  })

  test("every line of the months begins with what the one below it ended with", async () => {
    await open(`${MOVEMENTS}?months=6`)
    await there()
    await soon(async () => (await linesOf("Months, newest first")).length).toBe(6)
    const cells = await region("Months, newest first")
      .locator("tbody tr")
      .evaluateAll((rows) => rows.map((row) => [...row.querySelectorAll("th, td")].map((cell) => cell.textContent)))
    for (const [at, row] of cells.slice(0, -1).entries()) expect(row[1]).toBe(cells[at + 1]![8])
    expect(cells[0]![0]).toBe("November so far")
    expect(cells[1]![12]).toMatch(/^\d+ of \d+ \d+\.\d\s%$/)
  })

  test("cohorts are of customers, or of what they are worth", async () => {
    await open(MOVEMENTS)
    await there()
    const [customers] = await linesOf("Cohorts, newest first")
    expect(customers).toMatch(/^November \d+ 100 %$/)
    await page.getByRole("link", { name: "MRR", exact: true }).click()
    await soon(async () => (await linesOf("Cohorts, newest first"))[0]).toMatch(/^November \$[\d,.]+ 100 %$/)
    expect(inAddress("cohorts")).toBe("mrr")
    const worth = await region("Cohorts, newest first").locator("td[data-cell]").last().getAttribute("title")
    expect(worth).toMatch(
      /^October 2025 after 13 months: \d+ of \d+ customers, \$[\d,.]+ MRR$|^November 2025 after 12 /,
    )
  })

  test("rows are narrowed in the address, open by key, and are exported as they are narrowed", async () => {
    await open(MOVEMENTS)
    await list().first().waitFor()
    await field("Movement").selectOption({ label: (await field("Movement").locator("option").allInnerTexts()).at(-1)! })
    await soon(async () => asked()).toEqual({ kind: "churn" })
    await field("Billed in").selectOption("EUR")
    await soon(async () => asked()).toEqual({ kind: "churn", currency: "eur" })
    await page.getByRole("searchbox", { name: "Search movements" }).fill("CUS_1")
    await soon(async () => asked()).toEqual({ kind: "churn", currency: "eur", search: "CUS_1" })
    await soon(() => list().count()).toBeGreaterThan(0)
    await list().first().getByRole("button").first().focus()
    await page.keyboard.press("Enter")
    await page.getByText("MRR before").waitFor()
    const to = await page.getByRole("link", { name: "Deliveries", exact: true }).getAttribute("href")
    expect(to).toMatch(/^\/admin\/webhooks\?search=cus_/)
    await page.getByRole("button", { name: "Export CSV" }).click()
    await soon(async () => callsOf("requestExport").at(-1)?.input).toMatchObject({
      request: { list: "movements", filter: { mode: "live", kind: "churn", currency: "eur", search: "CUS_1" } },
    })
  })

  test("of a rare search say how far back was looked, and go on from there", async () => {
    await open(`${MOVEMENTS}?search=rare`)
    await page.getByText("None since 11 Mar, 00:00; older ones were not looked at yet.").waitFor()
    await page.getByRole("link", { name: "Look further back" }).click()
    await soon(async () => asked()).toMatchObject({ search: "rare", cursor: "50" })
  })

  test("months are saved as a file, amounts in major units", async () => {
    await open(`${MOVEMENTS}?months=6`)
    await there()
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "CSV", exact: true }).click(),
    ])
    expect(download.suggestedFilename()).toBe("mrr-months-2026-11-20.csv")
    const lines = (await (await download.createReadStream()).toArray()).join("").trim().split("\r\n")
    expect(lines).toHaveLength(7)
    expect(lines[0]).toMatch(/^month,over,currency,start,new,/)
    expect(lines[1]).toMatch(/^2026-11,false,usd,\d+\.\d\d,/)
  })
})

describe("where something is missing", () => {
  test("a month without a rate is not added up, and the page says which rate and where to set it", async () => {
    fixtures.stage.settings.rates = []
    await open(MOVEMENTS)
    await there()
    await page.getByText("There is no rate for EUR.").waitFor()
    expect(await textOf("Account")).toContain("Cannot be added up")
    expect(await textOf("Figures")).toContain("needs MRR in one currency")
    expect(await page.getByRole("link", { name: "Set the rate" }).first().getAttribute("href")).toBe(
      "/admin/settings/general",
    )
  })

  test("without any revenue every part says what begins it", async () => {
    fixtures.stage.empty = true
    await open(MOVEMENTS)
    await soon(() => page.getByText("No movements yet").count()).toBe(6)
  })

  test("what fails says so, and the other answer stands", async () => {
    fixtures.stage.failing.readMovements = { status: 500, code: "internal", detail: "It broke on our side" }
    await open(MOVEMENTS)
    await soon(() => list().count()).toBe(50)
    await soon(() => page.getByText("It broke on our side").count()).toBe(5)
    delete fixtures.stage.failing.readMovements
    await page.getByRole("button", { name: "Try again" }).first().click()
    await there()
  })

  test("a viewer reads no e-mail address, and is told why", async () => {
    fixtures.stage.staffRole = "viewer"
    await open(`${MOVEMENTS}?search=example`)
    await page.getByText("a…@example.com").first().waitFor()
    await page.getByText("names that are e-mail addresses are masked for the role viewer").waitFor()
  })
})

describe("everybody can read it", () => {
  testLooks(
    () => page,
    async (check) => {
      await open(`${MOVEMENTS}?month=2026-10`)
      await there()
      await list().first().getByRole("button").first().click()
      await page.getByText("MRR before").waitFor()
      await check("a month, a row open")
      fixtures.stage.empty = true
      await open(MOVEMENTS)
      await soon(() => page.getByText("No movements yet").count()).toBe(6)
      await check("empty")
      fixtures.stage.empty = false
      fixtures.stage.settings.rates = []
      await open(`${MOVEMENTS}?cohorts=mrr`)
      await page.getByText("There is no rate for EUR.").waitFor()
      await there()
      await check("without a rate")
    },
  )
})
