import type { Page } from "playwright-core"
import { describe, expect, test } from "vitest"
import { soon } from "./journeys/house.ts"
import { reconciliationAt } from "./support/fixture-reconciliation.ts"
import type { Fixtures } from "./support/fixture-server.ts"
import { hasten } from "./support/hasten.ts"
import { testLooks } from "./support/looks.ts"
import { stagePages } from "./support/stage-pages.ts"

const PATH = "/admin/revenue/reconciliation"

let fixtures: Fixtures
let page: Page
const { open, callsOf, inAddress } = stagePages((staged) => ({ fixtures, page } = staged))

const region = (name: string) => page.getByRole("region", { name })
const textOf = async (name: string) => (await region(name).innerText()).replace(/\s+/g, " ")
const banner = () => page.locator("[data-component='reconciliation'] [data-component='banner']")
const there = () => page.getByRole("heading", { name: "Comparisons", exact: true }).waitFor()

describe("the report", () => {
  test("says in one sentence what the last comparison came to, and shows sums, counts and both sides", async () => {
    await open(PATH)
    await there()
    expect((await banner().innerText()).replace(/\s+/g, " ")).toContain(
      "1 object is still not as Stripe says: of 3,287 objects that Stripe lists, 4 missing, 2 different; 5 repaired; 1 held here and not listed by Stripe, 1 too fresh to say.",
    )
    expect(await textOf("Amounts of Stripe and of this console")).toContain(
      "USD Net $106,401.18 $106,110.85 $106,275.33 −$125.85",
    )
    expect(await textOf("Amounts of Stripe and of this console")).toContain(
      "EUR Charges €18,412.00 €18,412.00 €18,412.00 none",
    )
    expect(await textOf("Objects compared, by kind")).toContain("Charges 1,198 1,194 2 1 3 0 1 0")
    expect(await textOf("Objects compared, by kind")).toContain("All 3,287 3,280 4 2 5 1 1 1")
    await region("What was not the same, samples").getByRole("button", { name: "Subscription" }).click()
    expect(await textOf("Both sides, field by field")).toBe("Field Here Stripe status canceled active")
    await page.getByText("What was told before keeps status as it stands").last().waitFor()
    expect(inAddress("open")).toBe("live subscription sub_1RkZm2LkdIwHu7ixb2")
    await region("What was not the same, samples").getByRole("button", { name: "Charge" }).click()
    expect(await page.getByRole("link", { name: "ch_3QkZm2LkdIwHu7ix0a" }).getAttribute("href")).toBe(
      "/admin/revenue/transactions?open=ch_3QkZm2LkdIwHu7ix0a",
    )
  })

  test("of an earlier comparison is reached from the list, and leads back", async () => {
    await open(PATH)
    await there()
    await region("Comparisons, as a table").getByRole("link").nth(2).click()
    await page.getByText("Everything Stripe lists is here:").waitFor()
    await soon(async () => (await banner().innerText()).includes("3,287 objects, 0 missing, 0 different.")).toBe(true)
    await page.getByText("Nothing: both sides agree.").waitFor()
    await page.getByRole("link", { name: "Show the newest" }).click()
    await page.getByText("1 object is still not as Stripe says:").waitFor()
  })

  test("of one that failed says why", async () => {
    await open(`${PATH}?run=${reconciliationAt(3).reconciliationId}`)
    await page.getByText("Stripe's key may not list this.").waitFor()
    expect(await page.getByText("What was not the same").count()).toBe(0)
  })

  test("of one that is not kept says so, and leads to the others", async () => {
    await open(`${PATH}?run=none`)
    await page.getByText("There is no such comparison; they are kept 90 days").waitFor()
    await there()
  })
})

describe("a comparison", () => {
  test("is started with how far back it looks, once, and followed", async () => {
    await hasten(page)
    await open(PATH)
    await there()
    await page.getByRole("button", { name: "Compare with Stripe" }).click()
    await page.getByLabel("Invoices, charges and refunds of").selectOption({ label: "Everything" })
    await page.getByRole("button", { name: "Compare", exact: true }).click()
    await page.getByText("Comparing invoices.").waitFor()
    expect((await banner().innerText()).replace(/\s+/g, " ")).toContain("1,550 objects of Stripe's so far.")
    const [{ input, headers }] = callsOf("startReconciliation") as [(typeof fixtures.stage.calls)[number]]
    expect(input).toEqual({ reach: "everything" })
    expect(headers["idempotency-key"]).toMatch(/^[\w-]{8,}$/)
    expect(await page.getByRole("button", { name: "Compare with Stripe" }).isDisabled()).toBe(true)
    fixtures.stage.reconciling = false
    fixtures.bump("reconciliations")
    await page.getByText("1 object is still not as Stripe says:").waitFor()
  })

  test("that is refused says why, where it was asked for", async () => {
    fixtures.stage.failing.startReconciliation = {
      ...{ status: 409, code: "conflict", detail: "The comparison 2026-11-20T02:30:00.000Z is under way" },
    }
    await open(PATH)
    await there()
    await page.getByRole("button", { name: "Compare with Stripe" }).click()
    await page.getByRole("button", { name: "Compare", exact: true }).click()
    await page.getByRole("dialog").getByText("2026-11-20T02:30:00.000Z is under way").waitFor()
  })

  test("is not a viewer's to start, who is told what is masked", async () => {
    fixtures.stage.staffRole = "viewer"
    await open(PATH)
    await page.getByText("names and addresses are masked").waitFor()
    expect(await page.getByRole("button", { name: "Compare with Stripe" }).count()).toBe(0)
  })
})

test("without a comparison the page says when the first is made; without an answer why, and asks again", async () => {
  fixtures.stage.empty = true
  await open(PATH)
  await page.getByText("Nothing was compared yet").waitFor()
  fixtures.stage.failing.listReconciliations = { status: 503, code: "notStored", detail: "The table is away" }
  await open(PATH)
  await page.getByText("The table is away").waitFor()
  fixtures.stage.failing = {}
  fixtures.stage.empty = false
  await page.getByRole("button", { name: "Try again" }).click()
  await there()
})

testLooks(
  () => page,
  async (check) => {
    fixtures.stage.empty = true
    await open(PATH)
    await page.getByText("Nothing was compared yet").waitFor()
    await check("empty")
    fixtures.stage.empty = false
    await open(`${PATH}?open=${encodeURIComponent("live charge ch_3QkZm2LkdIwHu7ix0a")}`)
    await region("Both sides, field by field").waitFor()
    await check("a report")
    await page.getByRole("button", { name: "Compare with Stripe" }).click()
    await page.getByRole("dialog").waitFor()
    await check("the dialog")
    fixtures.stage.reconciling = true
    await open(PATH)
    await page.getByText("Comparing invoices.").waitFor()
    await check("under way")
    await open(`${PATH}?run=${reconciliationAt(3).reconciliationId}`)
    await page.getByText("Stripe's key may not list this.").waitFor()
    await check("failed")
  },
)
