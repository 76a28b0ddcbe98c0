import type { Page } from "playwright-core"
import { describe, expect, test } from "vitest"
import { rowsOf, soon } from "./journeys/house.ts"
import type { Fixtures } from "./support/fixture-server.ts"
import { testLooks } from "./support/looks.ts"
import { stagePages } from "./support/stage-pages.ts"

const DISPUTES = "/admin/revenue/disputes"

let fixtures: Fixtures
let page: Page
const { open, callsOf, field, inAddress } = stagePages((staged) => ({ fixtures, page } = staged))

const asked = async () => callsOf("listDisputes").at(-1)?.input
const cellsOf = async (nth: number) =>
  (await rowsOf(page).nth(nth).locator("th, td").allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim())
const flat = async (text: Promise<string>) => (await text).replace(/\s+/g, " ").trim()
const sectionOf = (name: string) => page.getByRole("region", { name, exact: true })
const openRow = async (nth: number) => {
  await open(DISPUTES)
  await rowsOf(page).nth(nth).getByRole("link").first().click()
  await page.getByRole("heading", { name: "What happened" }).waitFor()
}

describe("disputes", () => {
  test("stand in the menu with how many wait for an answer, the first due first, each with what is left of its time", async () => {
    await open("/admin/usage")
    const place = page.getByRole("link", { name: /^Disputes/ })
    await soon(() => flat(place.innerText())).toBe("Disputes 4 to answer")
    await place.click()
    await soon(() => rowsOf(page).count()).toBe(50)
    expect(await asked()).toEqual({})
    expect((await cellsOf(0)).slice(2)).toEqual([
      ...["5 hours", "$120.00", "−$120.00", "product not received", "chargeback", "to answer", "19:02"],
      ...["1,841 requests", "Open"],
    ])
    expect((await cellsOf(1)).slice(2, 8)).toEqual([
      ...["3 days", "$120.00", "–", "fraudulent", "inquiry", "inquiry to answer"],
    ])
    expect((await cellsOf(2)).slice(3, 5)).toEqual(["€612.00", "−$668.24"])
    expect((await cellsOf(3)).slice(2, 8)).toEqual([
      ...["14 days", "$120.00", "pending", "unrecognized", "chargeback, was an inquiry", "to answer"],
    ])
    expect((await cellsOf(4))[2]).toBe("–")
    expect((await cellsOf(5))[2]).toBe("no response possible")
    expect((await cellsOf(6))[2]).toBe("–")
    const out = rowsOf(page).first().getByRole("link", { name: "Open", exact: true })
    expect(await out.getAttribute("href")).toMatch(/^https:\/\/dashboard\.stripe\.com\/disputes\/dp_/)
  })

  test("have totals of what is open, soon due, won and lost of how many", async () => {
    await open(DISPUTES)
    const figures = page.locator('[data-component="metric"]')
    await figures.first().waitFor()
    expect((await figures.allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim())).toEqual([
      "Open 6 4 to answer",
      "Due within 72 hours ? 2 answer these first",
      "Won ? 18/51 of 52 decided disputes",
      "Lost 33/51 of 52 decided disputes",
    ])
  })

  test("show early fraud warnings apart, with the way to a refund", async () => {
    await open(DISPUTES)
    const warnings = sectionOf("Warned charges")
    const way = warnings.getByRole("link", { name: "Refund before it becomes a dispute" })
    expect(await way.getAttribute("href")).toMatch(/^\/admin\/revenue\/transactions\?open=ch_/)
    expect(await flat(warnings.innerText())).toContain("unauthorized use of card")
  })

  test("are narrowed in the address, page by page, and exported as they are shown", async () => {
    await open(DISPUTES)
    await rowsOf(page).first().waitFor()
    await field("Status").selectOption("lost 33")
    await soon(asked).toEqual({ status: "lost" })
    expect(inAddress("status")).toBe("lost")
    await page.getByRole("searchbox", { name: "Search disputes" }).fill("nobody")
    await page.getByText("No dispute matches these 2 filters").waitFor()
    await page.getByRole("link", { name: "Clear filters" }).first().click()
    await soon(() => rowsOf(page).count()).toBe(50)
    await page.getByRole("link", { name: "On", exact: true }).click()
    await soon(() => rowsOf(page).count()).toBe(8)
    await page.getByRole("button", { name: "Export CSV" }).click()
    await soon(async () => callsOf("requestExport").at(-1)?.input).toMatchObject({
      request: { list: "disputes", filter: {} },
    })
  })

  test("of test mode are none, and the page says where the others are; without any it says so", async () => {
    await open(`${DISPUTES}?mode=test`)
    await page.getByText("No disputes in test mode").waitFor()
    await page.getByRole("link", { name: "Live mode" }).click()
    await soon(() => rowsOf(page).count()).toBe(50)
    fixtures.stage.empty = true
    await open(DISPUTES)
    await page.getByText("They appear here as soon as Stripe tells of one.").waitFor()
    expect(await page.getByRole("link", { name: /^Disputes/ }).innerText()).toBe("Disputes")
  })

  test("that cannot be read say so", async () => {
    fixtures.stage.failing.listDisputes = { status: 500, code: "failed", detail: "The table did not answer." }
    await open(DISPUTES)
    await page.getByText("The table did not answer.").waitFor()
  })
})

describe("a dispute", () => {
  test("tells what is left of its time, what is at stake, each movement at its rate, and what happened", async () => {
    await openRow(2)
    await page.getByRole("heading", { name: "Orsini Landscaping disputes €612.00" }).waitFor()
    expect(await flat(sectionOf("Time to answer").innerText())).toContain("12 days left due 1 Dec, 23:38")
    await page.getByRole("img", { name: "Day 5 of 16. Opened on 16 Nov 2026, due on 1 Dec 2026." }).waitFor()
    expect(await flat(sectionOf("At stake").innerText())).toContain("$668.24 withdrawn, plus a fee of $15.00.")
    const money = (await sectionOf("Money").locator("tr").allInnerTexts()).map((text) =>
      text.replace(/\s+/g, " ").trim(),
    )
    expect(money[1]).toContain("Charge 2 Nov €612.00 1.08100 $661.57 −$19.49 $642.08 txn_")
    expect(money[2]).toContain("Dispute withdrawal 16 Nov −€612.00 1.09190 −$668.24 −$15.00 −$683.24 txn_")
    expect(money[3]).toBe("Net effect so far −$6.67 −$34.49 −$41.16")
    const course = await flat(sectionOf("What happened").innerText())
    expect(course).toMatch(/Usage snapshot taken 2,5\d\d requests, \d+ activities/)
    await sectionOf("Usage before the dispute").getByText("Pro, since 2 Feb 2025").waitFor()
    const samples = page.getByRole("link", { name: "Requests one by one" })
    expect(await samples.getAttribute("href")).toMatch(
      /^\/admin\/organizations\/org_\w+\/logs\?from=2026-10-16T.*&to=2026-11-17T/,
    )
    for (const words of ["Charged €612.00", "Early fraud warning", "Chargeback opened", "12 days left to answer"])
      expect(course).toContain(words)
    expect(course).toMatch(/Reminder at 72 hours.*Reminder at 24 hours.*Response due/)
    expect(await page.getByRole("link", { name: "org_" }).getAttribute("href")).toMatch(/^\/admin\/organizations\//)
    expect(await page.getByRole("navigation", { name: "Breadcrumb" }).innerText()).toContain("dp_")
  })

  test("that is answered, decided, or cannot be answered says so instead of counting", async () => {
    await openRow(4)
    await sectionOf("Time to answer").getByText("answered; the bank decides").waitFor()
    await openRow(6)
    await sectionOf("What it came to").getByText("lost, plus a fee of $15.00.").waitFor()
    await sectionOf("What happened").getByText("Decided: lost").waitFor()
    await openRow(5)
    await sectionOf("Time to answer").getByText("No response possible: Stripe").waitFor()
    await page.getByText("No organization is known by this customer").first().waitFor()
    await openRow(1)
    await sectionOf("At stake").getByText("As presented. An inquiry takes nothing").waitFor()
    await openRow(3)
    await sectionOf("At stake").getByText("As presented: what was settled is pending").waitFor()
    await sectionOf("What happened").getByText("The inquiry became a chargeback").waitFor()
  })

  test("tells what the product said of the customer, from where and when, or how asking it stands", async () => {
    const said = sectionOf("What the product says")
    const part = () => flat(said.innerText())
    await openRow(2)
    await said.getByText("14 of 15").waitFor()
    expect(await part()).toContain(
      "as product.example.com answered on 16 Nov; never overwritten Account made 2 February",
    )
    expect(await part()).toContain("Terms of service accepted on 2 February 2025.")
    expect(await page.getByRole("textbox", { name: "Log of use" }).inputValue()).toContain("\nSeats in use: 14 of 15\n")
    expect(await flat(sectionOf("What happened").innerText())).toContain(
      "The product answered Asked at product.example.com.",
    )
    await openRow(0)
    await said.getByText("The product is being asked").waitFor()
    await openRow(1)
    await said.getByText("The product is asked again").waitFor()
    expect(await part()).toMatch(
      /It answered 503 where 200 is wanted\. Asked 7 times, the last time .+\. Next try: .+\./,
    )
    await openRow(3)
    await said.getByText("The product did not say").waitFor()
    expect(await part()).toMatch(/It answered 503 where 200 is wanted\. Asked 20 times, the last time .+\./)
    await openRow(4)
    await said.getByText("It answered without a line: it knows nothing of the customer.").waitFor()
    await openRow(6)
    await said.getByText("Not asked: no product URL was set when the dispute was first seen.").waitFor()
    expect(await said.getByRole("link", { name: "Settings" }).getAttribute("href")).toBe("/admin/settings/general")
  })

  test("is answered: composed, edited, saved, staged, and submitted once a word is typed", async () => {
    await openRow(2)
    const why = page.getByRole("textbox", { name: "Why the charge is right" })
    expect(await why.inputValue()).toContain("Orsini Landscaping has used the product since 2025-02-02")
    expect(await page.getByRole("textbox", { name: "Log of use" }).inputValue()).toMatch(/\n2026-11-16: \d+ requests/)
    await why.fill("They used it daily.")
    await page.getByRole("button", { name: "Save the draft" }).click()
    await soon(async () => callsOf("saveEvidence").at(-1)?.input).toMatchObject({
      ...{ version: 0, texts: { uncategorized_text: "They used it daily.", customer_name: "Orsini Landscaping" } },
    })
    fixtures.bump("disputes")
    await sectionOf("Evidence").getByText("saved by Ines Okafor").waitFor()
    await page.getByRole("button", { name: "Stage the draft" }).click()
    await soon(async () => callsOf("stageEvidence").at(-1)?.input).toMatchObject({ version: 1 })
    await page.getByRole("list", { name: "Told to Stripe" }).getByText("Staged by Ines Okafor").waitFor()
    const course = await flat(sectionOf("What happened").innerText())
    expect(course).toMatch(/Evidence drafted Saved by Ines Okafor\..*Evidence staged|Evidence staged.*Evidence drafted/)
    await page.getByRole("button", { name: "Review and submit" }).click()
    const dialog = page.getByRole("dialog", { name: "Submit the answer about €612.00?" })
    const button = dialog.getByRole("button", { name: "Submit to the bank" })
    expect(await button.isDisabled()).toBe(true)
    await dialog.getByRole("textbox", { name: "Type submit to submit it" }).fill("submit")
    await button.click()
    await soon(async () => callsOf("submitEvidence").at(-1)?.input).toMatchObject({ version: 1 })
    await page.getByText("Stripe has not answered yet").waitFor()
    expect(await page.getByRole("button", { name: "Stage the draft" }).isDisabled()).toBe(true)
  })

  test("keeps what is written where somebody else saved, and says who; too long a text is told at the field", async () => {
    await openRow(2)
    fixtures.stage.failing.saveEvidence = {
      ...{ status: 409, code: "conflict", detail: "Otto Vale saved another text at 2026-11-20T14:00:00.000Z" },
    }
    const why = page.getByRole("textbox", { name: "Why the charge is right" })
    await why.fill("Mine.")
    await page.getByRole("button", { name: "Save the draft" }).click()
    await page.getByText("Otto Vale saved another text").first().waitFor()
    expect(await why.inputValue()).toBe("Mine.")
    await why.fill("a".repeat(150_000))
    await page.getByText("Stripe takes 150,000 characters in all texts together").waitFor()
    expect(await page.getByRole("button", { name: "Save the draft" }).isDisabled()).toBe(true)
  })

  test("asks for a fresh sign-in before it is submitted, and can be written by admins alone", async () => {
    fixtures.stage.failing.submitEvidence = { status: 403, code: "staleSignIn", detail: "Sign in again" }
    await openRow(2)
    await page.getByRole("button", { name: "Review and submit" }).click()
    await page.getByRole("textbox", { name: "Type submit to submit it" }).fill("submit")
    await page.getByRole("button", { name: "Submit to the bank" }).click()
    await page.getByRole("dialog", { name: "Sign in again to submit the evidence" }).waitFor()
    fixtures.stage.staffRole = "support"
    await openRow(2)
    await page.getByText("Only a staff admin may write, stage and submit an answer.").waitFor()
    expect(await page.getByRole("button", { name: "Review and submit" }).count()).toBe(0)
  })

  test("is masked for a viewer, and missing where there is none", async () => {
    fixtures.stage.staffRole = "viewer"
    await openRow(2)
    await page.getByText("Who paid is masked for the role viewer.").waitFor()
    await sectionOf("Evidence").getByText("An answer names who paid.").waitFor()
    await page.getByText("It answered. Not shown to the role viewer").waitFor()
    await open(`${DISPUTES}/live/dp_none`)
    await page.getByText("There is no dispute dp_none in live mode").waitFor()
  })
})

describe("in every look", () => {
  testLooks(
    () => page,
    async (check) => {
      await open(DISPUTES)
      await rowsOf(page).first().waitFor()
      await check("list")
      await openRow(2)
      await check("open")
      await openRow(6)
      await check("decided")
      await openRow(3)
      await check("the product gave no answer")
      fixtures.stage.empty = true
      await open(DISPUTES)
      await page.getByText("They appear here as soon").waitFor()
      await check("empty")
    },
  )
})
