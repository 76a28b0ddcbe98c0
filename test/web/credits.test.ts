import type { Page } from "playwright-core"
import { describe, expect, test } from "vitest"
import { rowsOf, soon } from "./journeys/house.ts"
import type { Fixtures } from "./support/fixture-server.ts"
import { testLooks } from "./support/looks.ts"
import { stagePages } from "./support/stage-pages.ts"

const CREDITS = "/admin/organizations/org_acme/credits"

let fixtures: Fixtures
let page: Page
const { open, callsOf, field } = stagePages((staged) => ({ fixtures, page } = staged))

const cellsOf = async (nth: number) =>
  (await rowsOf(page).nth(nth).locator("th, td").allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim())
/** Balance, all-time credits, used in 7 days, runway. */
const figures = async () =>
  (await page.locator("[data-component='metric'] > [data-part='figure']").allInnerTexts()).map((text) => text.trim())
const dialog = () => page.getByRole("dialog")
const button = (name: string) => page.getByRole("button", { name, exact: true }).first()

describe("credits", () => {
  test("say what there is, what was granted, how fast it goes and how long it lasts", async () => {
    await open(CREDITS)
    await rowsOf(page).first().waitFor()
    expect(await figures()).toEqual(["$186.52", "$250.00", "$84.12", "15 days"])
    await page.getByText("58 entries in the ledger").waitFor()
    await page.getByText("of it can be used until 30 Dec").waitFor()
    expect((await cellsOf(0)).slice(1, 4)).toEqual(["Usage 20 Nov", "−<$0.01", "$186.52"])
    expect((await cellsOf(1)).slice(1, 4)).toEqual(["Usage corrected 18 Nov", "+$1.23", "$186.52"])
  })

  test("are narrowed by type, opened to the last micro-dollar, and paged", async () => {
    await open(CREDITS)
    await rowsOf(page).first().waitFor()
    expect(await rowsOf(page).count()).toBe(50)
    await rowsOf(page).first().getByRole("button").first().click()
    await page.getByText("usage of 2026-11-20, in UTC").waitFor()
    await page.getByText("-$0.003000").or(page.getByText("−$0.003000")).first().waitFor()
    await page.getByRole("link", { name: "Earlier" }).click()
    await soon(() => rowsOf(page).count()).toBe(8)
    await open(CREDITS)
    await field("Type").selectOption("credit_gift")
    await soon(() => rowsOf(page).count()).toBe(1)
    expect((await cellsOf(0))[5]).toBe("Tom Adeyemi")
    expect(callsOf("listCreditEntries").at(-1)!.input).toMatchObject({ type: "credit_gift" })
  })

  test("are given after a review that says the balance before and after, by keys alone", async () => {
    await open(CREDITS)
    await rowsOf(page).first().waitFor()
    await button("Gift credits…").focus()
    await page.keyboard.press("Enter")
    const amount = dialog().getByLabel("Amount")
    for (const [wrong, why] of [
      ["", "Write dollars above 0 with at most two decimals"],
      ["0", "Write dollars above 0 with at most two decimals"],
      ["1.234", "Write dollars above 0 with at most two decimals"],
      ["10,000.01", "You may give at most $10,000.00 now."],
    ] as const) {
      await amount.fill(wrong)
      await page.keyboard.press("Enter")
      await dialog().getByRole("alert").getByText(why).waitFor()
    }
    await amount.fill("$25")
    await dialog().getByLabel("Last day").fill("2027-03-31")
    await dialog().getByLabel("Comment").fill("For the outage")
    await dialog().getByRole("button", { name: "Review" }).click()
    await dialog().getByText("Give $25.00 to").waitFor()
    expect(callsOf("giftCredits")).toEqual([])
    for (const said of ["$186.52", "+$25.00", "$211.52", "31 Mar 2027", "For the outage"])
      await dialog().getByText(said, { exact: true }).waitFor()
    await dialog().getByRole("button", { name: "Give $25.00" }).click()
    await page.getByText("Gave $25.00: entry 59.").waitFor()
    await soon(async () => (await figures())[0]).toBe("$211.52")
    await soon(async () => (await cellsOf(0))[6]).toBe("For the outage")
    expect(callsOf("giftCredits").map(({ input }) => input)).toEqual([
      { organizationId: "org_acme", amountUsd: "25", expiresOn: "2027-03-31", comment: "For the outage" },
    ])
  })

  test("that need a fresh sign-in come back to their review", async () => {
    await open(CREDITS)
    await rowsOf(page).first().waitFor()
    fixtures.stage.failing = {
      giftCredits: { status: 403, code: "staleSignIn", detail: "This needs a fresh sign-in" },
    }
    await button("Gift credits…").click()
    await dialog().getByLabel("Amount").fill("5")
    await dialog().getByRole("button", { name: "Review" }).click()
    await dialog().getByRole("button", { name: "Give $5.00" }).click()
    await page.getByText("Sign in again to give the credits").waitFor()
    await open(CREDITS)
    await dialog().getByText("Give $5.00 to").waitFor()
  })

  test("that are refused say why, and stay as they were written", async () => {
    await open(CREDITS)
    await rowsOf(page).first().waitFor()
    fixtures.stage.failing = {
      giftCredits: { status: 403, code: "forbidden", detail: "Your role may give at most $100.00 a day" },
    }
    await button("Gift credits…").click()
    await dialog().getByLabel("Amount").fill("5")
    await dialog().getByRole("button", { name: "Review" }).click()
    await dialog().getByRole("button", { name: "Give $5.00" }).click()
    await dialog().getByText("Could not give the credits. Your role may give at most $100.00 a day").waitFor()
    await dialog().getByRole("button", { name: "Change" }).click()
    expect(await dialog().getByLabel("Amount").inputValue()).toBe("5")
  })

  test("are recounted each night: how that ended is said, and over the page where they do not hold", async () => {
    await open(CREDITS)
    await rowsOf(page).first().waitFor()
    await page.getByText("recounted 04:40").waitFor()
    fixtures.stage.chain = "broken"
    await open(CREDITS)
    await page.getByText("The recount of 04:40 found 2 faults: the balance may be wrong.").waitFor()
    expect(await page.getByText("recounted 04:40").count()).toBe(0)
  })

  test("are recounted when asked, and a fault is named", async () => {
    await open(CREDITS)
    await rowsOf(page).first().waitFor()
    await button("Recount").click()
    await page.getByText("58 entries add up").waitFor()
    fixtures.stage.chain = "broken"
    await button("Recount").click()
    await page.getByText("1 fault found").waitFor()
  })

  test("cannot be given by a viewer, and say so by not offering it", async () => {
    fixtures.stage.staffRole = "viewer"
    await open(CREDITS)
    await rowsOf(page).first().waitFor()
    expect(await page.getByRole("button", { name: "Gift credits…" }).count()).toBe(0)
  })

  test("that there are none says what makes the first", async () => {
    fixtures.stage.empty = true
    await open(CREDITS)
    await page.getByText("No entries yet").waitFor()
    expect(await figures()).toEqual(["$0.00", "$0.00", "$0.00", "–"])
  })
})

testLooks(
  () => page,
  async (check) => {
    await open(CREDITS)
    await rowsOf(page).first().waitFor()
    await rowsOf(page).nth(1).getByRole("button").first().click()
    await page.getByText("Made by").waitFor()
    // Nothing is half under the bar.
    await page.evaluate(() => scrollTo(0, 0))
    await check("an open entry")
    await button("Gift credits…").click()
    await dialog().getByLabel("Amount").fill("25")
    await check("a gift that is written")
    await dialog().getByRole("button", { name: "Review" }).click()
    await dialog().getByText("Balance after it").waitFor()
    await check("its review")
    fixtures.stage.failing = { readCredits: { status: 500, code: "internal", detail: "Something broke" } }
    await open(CREDITS)
    await page.getByText("Something broke").waitFor()
    await check("figures that failed")
  },
)
