import type { Page } from "playwright-core"
import { describe, expect, test } from "vitest"
import { rowsOf, soon } from "./journeys/house.ts"
import type { Fixtures } from "./support/fixture-server.ts"
import { stagePages } from "./support/stage-pages.ts"

const TRANSACTIONS = "/admin/revenue/transactions"

let fixtures: Fixtures
let page: Page
const { open, callsOf, field, inAddress } = stagePages((staged) => ({ fixtures, page } = staged))

/** What the list was asked for last; what only its sums are asked for is of one row. */
const asked = async () =>
  callsOf("listTransactions")
    .filter(({ input }) => input["limit"] === undefined)
    .at(-1)?.input
const cellsOf = async (nth: number) =>
  (await rowsOf(page).nth(nth).locator("th, td").allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim())
const region = (name: string) => page.getByRole("region", { name })

describe("transactions", () => {
  test("stand in the menu under revenue, each amount in its own currency and with its own digits", async () => {
    await open("/admin/usage")
    await page.getByRole("link", { name: "Transactions" }).first().click()
    await page.waitForURL(`**${TRANSACTIONS}`)
    await soon(() => rowsOf(page).count()).toBe(50)
    expect(await asked()).toEqual({})
    expect(await cellsOf(0)).toEqual([
      ...["13:52", "Acme accounts@acme.example", "paid", "$120.00", "$120.00", "–", "$3.78", "–", "–", "$116.22"],
      "WB-1400",
    ])
    expect((await cellsOf(2)).slice(2)).toEqual([
      ...["partly refunded", "$300.00", "MX$3,964.09", "13.2136", "MX$161.23", "−MX$1,320.00", "–", "MX$2,482.86"],
      "WB-1398",
    ])
    expect((await cellsOf(3)).slice(3, 6)).toEqual(["¥18,400", "$121.50", "0.00660326"])
    expect((await cellsOf(5)).slice(3, 6)).toEqual(["KWD 45.500", "$147.90", "3.25055"])
    expect((await cellsOf(5)).at(-1)).toBe("no invoice")
    expect((await cellsOf(7)).slice(6, 10)).toEqual(["$18.78", "–", "−$120.00", "−$18.78"])
    const invoice = page.getByRole("link", { name: "WB-1400" })
    expect([await invoice.getAttribute("target"), await invoice.getAttribute("rel")]).toEqual(["_blank", "noopener"])
    expect(await page.getByRole("link", { name: "Acme" }).first().getAttribute("href")).toBe(
      "/admin/organizations/org_acme",
    )
  })

  test("say pending where an amount was not told, and never a guess", async () => {
    await open(TRANSACTIONS)
    await rowsOf(page).first().waitFor()
    expect((await cellsOf(1)).slice(3, 10)).toEqual(["$120.00", "pending", "–", "pending", "–", "–", "pending"])
    expect((await cellsOf(9)).slice(4, 10)).toEqual(["$120.00", "–", "$3.78", "pending", "–", "pending"])
    expect((await cellsOf(6)).slice(2, 10)).toEqual(["failed", "$0.00 of $120.00", "–", "–", "–", "–", "–", "–"])
  })

  test("tell a fee by its types where it is pressed", async () => {
    await open(TRANSACTIONS)
    await rowsOf(page).nth(2).getByRole("button", { name: "MX$161.23" }).click()
    const fees = page.getByRole("dialog", { name: "Fees by type" })
    await soon(async () => (await fees.innerText()).replace(/\s+/g, " ")).toBe(
      "Stripe's fee MX$145.11 Tax on fees MX$16.12",
    )
    await fees.getByText("Tax on fees").click()
    expect(inAddress("open")).toBeNull()
  })

  test("are narrowed in the address, and by each choice of what there is", async () => {
    await open(TRANSACTIONS)
    await rowsOf(page).first().waitFor()
    await field("Status").selectOption("disputed 7")
    await soon(() => rowsOf(page).count()).toBe(7)
    await field("Charged in").selectOption("USD")
    await field("Settled in").selectOption("USD")
    await page.getByLabel("Search transactions").fill("acme")
    const words = { status: "disputed", currency: "usd", settlement: "usd", search: "acme" }
    await soon(asked).toEqual(words)
    await soon(async () => inAddress("settlement")).toBe("usd")
    await page.getByRole("link", { name: "Clear filters" }).first().click()
    await page.waitForURL(`**${TRANSACTIONS}`)
    await page.getByRole("link", { name: "Test", exact: true }).click()
    await soon(asked).toEqual({ mode: "test" })
    await soon(() => rowsOf(page).count()).toBe(3)
    await page.getByRole("link", { name: "Live", exact: true }).click()
    await page.waitForURL(`**${TRANSACTIONS}`)
    await page.getByRole("button", { name: "When" }).click()
    await page.getByText("24 h", { exact: true }).click()
    await soon(asked).toEqual({ from: "2026-11-19T14:02:00.000Z" })
  })

  test("as they are narrowed are kept as a view, which leads back to them", async () => {
    await open(`${TRANSACTIONS}?status=disputed&settlement=usd`)
    await page.getByRole("button", { name: "Views" }).click()
    await page.getByRole("textbox", { name: "Save what is shown now" }).fill("Disputed")
    await page.getByRole("button", { name: "Save view" }).click()
    await page.getByRole("button", { name: "View Disputed" }).waitFor()
    await open(TRANSACTIONS)
    await page.getByRole("button", { name: "Views" }).click()
    await page.getByRole("link", { name: "Disputed" }).click()
    await page.waitForURL(`**${TRANSACTIONS}?settlement=usd&status=disputed`)
    await soon(() => rowsOf(page).count()).toBe(7)
  })

  test("are exported as they are narrowed", async () => {
    await open(`${TRANSACTIONS}?mode=test&status=paid`)
    await rowsOf(page).first().waitFor()
    await page.getByRole("button", { name: "Export CSV" }).click()
    await soon(async () => callsOf("requestExport").at(-1)?.input["request"]).toEqual({
      ...{ list: "transactions", filter: { mode: "test", status: "paid" } },
    })
  })

  test("come by themselves behind a pill, and move nothing until it is pressed", async () => {
    fixtures.stage.versions["transactions"] = 1
    await open(TRANSACTIONS)
    await rowsOf(page).first().waitFor()
    fixtures.bump("transactions")
    await page.getByRole("button", { name: "1 new" }).waitFor()
    expect((await cellsOf(0))[0]).toBe("13:52")
    await page.getByRole("button", { name: "1 new" }).click()
    await soon(async () => (await cellsOf(0))[0]).toBe("14:02")
  })

  test("of a rare search say how far back was looked, and go on from there", async () => {
    await open(`${TRANSACTIONS}?search=rare`)
    await page.getByText("None since 11 Nov, 14:02; older ones were not looked at yet.").waitFor()
    await page.getByRole("link", { name: "Look further back" }).click()
    await soon(asked).toMatchObject({ search: "rare", cursor: "50" })
    await open(`${TRANSACTIONS}?search=nobody&last=24h`)
    await page.getByText("Only this time was looked at.").waitFor()
  })
})

describe("totals", () => {
  const NAME = "Totals by settlement currency"
  const lines = async () =>
    (await region(NAME).locator("tr").allInnerTexts()).slice(1).map((text) => text.replace(/\s+/g, " ").trim())

  test("stand for each settlement currency, without what is pending, and refuse a sum without its rate", async () => {
    await open(TRANSACTIONS)
    await page.getByText("74 transactions; 13 have something pending, which is not in these sums.").waitFor()
    expect(await lines()).toEqual([
      "MXN MX$27,748.63 MX$1,128.61 −MX$9,240.00 MX$0.00 MX$17,380.02",
      "USD $5,845.80 $326.34 −$720.00 −$840.00 $3,959.46",
      "≈ in USD is not added up: no rate for MXN on 20 Nov. Set the rate",
    ])
    await page.getByText("Gross, as charged: ¥128,800 · KWD 318.500 · $6,900.00").waitFor()
    await region(NAME).getByRole("link", { name: "Set the rate" }).click()
    await page.waitForURL("**/admin/settings/general")
  })

  test("have one net in the reporting currency, marked as converted at the rates of the time's end", async () => {
    fixtures.stage.settings.rates.push({ currency: "mxn", day: "2026-01-01", rate: "0.05" })
    await open(TRANSACTIONS)
    await soon(async () => (await lines()).at(-1)).toBe("≈ in USD at the rates in force on 20 Nov ≈ $4,828.46")
    await open(`${TRANSACTIONS}?to=2026-11-19T00:00:00.000Z`)
    await soon(async () => (await lines()).at(-1)).toContain("at the rates in force on 18 Nov")
    await open(`${TRANSACTIONS}?settlement=usd`)
    await soon(async () => (await lines()).length).toBe(1)
  })

  test("follow the filters, say that they do not follow the search, and stay on later pages", async () => {
    await open(`${TRANSACTIONS}?status=disputed&search=oakes`)
    await page.getByText("7 transactions. Sums follow the time and the filters, not the search.").waitFor()
    await open(TRANSACTIONS)
    await page.getByRole("link", { name: "Earlier" }).click()
    await soon(() => rowsOf(page).count()).toBe(24)
    await page.reload()
    await page.getByText("74 transactions; 13 have").waitFor()
    expect(await rowsOf(page).count()).toBe(24)
  })

  test("of a later page are never those of other filters, however late its own come", async () => {
    await open(`${TRANSACTIONS}?cursor=50&page=2`)
    await page.getByText("74 transactions; 13 have").waitFor()
    await field("Charged in").selectOption("USD")
    const note = page.getByText(/^\d+ transactions[;.]/)
    await soon(() => note.innerText()).toMatch(/^60 /)
    await page.route(/limit=1\b/, () => {})
    await page.getByRole("link", { name: "Earlier" }).click()
    await soon(() => rowsOf(page).count()).toBe(10)
    expect(await note.innerText()).toMatch(/^60 /)
    await page.getByRole("link", { name: "Test", exact: true }).click()
    await soon(() => note.innerText()).toMatch(/^3 /)
    await page.goBack()
    await soon(() => rowsOf(page).count()).toBe(10)
    await soon(() => note.count()).toBe(0)
  })
})
