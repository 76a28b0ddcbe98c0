import type { Page } from "playwright-core"
import { describe, expect, test } from "vitest"
import { rowsOf, soon } from "./journeys/house.ts"
import type { Fixtures } from "./support/fixture-server.ts"
import { transactionAt } from "./support/fixture-transaction.ts"
import { testLooks } from "./support/looks.ts"
import { stagePages } from "./support/stage-pages.ts"

const TRANSACTIONS = "/admin/revenue/transactions"

let fixtures: Fixtures
let page: Page
const { open, inAddress } = stagePages((staged) => ({ fixtures, page } = staged))

const region = (name: string) => page.getByRole("region", { name })
const textOf = async (name: string) => (await region(name).innerText()).replace(/\s+/g, " ")
const openRow = async (nth: number) => {
  await open(`${TRANSACTIONS}?open=${transactionAt(nth).chargeId}`)
  await page.getByText("charge.succeeded").waitFor()
}

describe("an opened transaction", () => {
  test("tells by keys every movement, the dispute with its due time, and who told of it", async () => {
    await open(TRANSACTIONS)
    await rowsOf(page).first().waitFor()
    for (let nth = 0; nth <= 7; nth++) await page.keyboard.press("j")
    await page.keyboard.press("Enter")
    await soon(async () => inAddress("open")).toBe(transactionAt(7).chargeId)
    await region("Movements of the balance").waitFor()
    expect(await textOf("Movements of the balance")).toContain(
      "19 Nov, 02:52 Charge $120.00 $3.78 $116.22 21 Nov txn_3Q",
    )
    expect(await textOf("Movements of the balance")).toContain("02:52 Dispute −$120.00 $15.00 −$135.00 22 Nov txn_3Q")
    expect(await textOf("Disputes")).toContain("$120.00 needs response fraudulent 1 Dec, 02:52 dp_")
    await page.getByRole("button", { name: `Copy ${transactionAt(7).paymentIntentId}` }).waitFor()
    const told = page.getByRole("link", { name: "charge.succeeded" })
    expect(await told.getAttribute("href")).toMatch(/^\/admin\/webhooks\/stripe\/evt_/)
  })

  test("says what is still asked of Stripe, what Stripe says, and when it is asked next", async () => {
    await openRow(1)
    expect(await textOf("Still asked of Stripe")).toContain(
      "Stripe says: No such balance transaction: 'txn_3QkZm2LkdIwHu7ix' Tried 3 times; next try 14:06:11.",
    )
    await page.getByText("Stripe has told of no movement of the balance yet.").waitFor()
  })

  test("says why it failed, and what should have been told", async () => {
    await openRow(6)
    await page.getByText("Your card has insufficient funds.").waitFor()
    await page.getByText("Nothing of it moved the balance.").waitFor()
    await openRow(4)
    await page.getByText("Stripe should have told and did not: billing_details.email").waitFor()
  })

  test("leads to Stripe in its mode, but to no stand-in", async () => {
    await openRow(2)
    const out = page.getByRole("link", { name: "Open in Stripe" })
    const href = `payments/${transactionAt(2).chargeId}`
    expect(await out.getAttribute("href")).toBe(`https://dashboard.stripe.com/${href}`)
    const inTest = transactionAt(2, "test").chargeId
    await open(`${TRANSACTIONS}?mode=test&open=${inTest}`)
    await soon(async () => out.getAttribute("href")).toBe(`https://dashboard.stripe.com/test/payments/${inTest}`)
    fixtures.stage.sandboxes = ["stripe"]
    await openRow(2)
    expect(await out.count()).toBe(0)
  })

  test("that is not on this page stands above the list", async () => {
    const { chargeId } = transactionAt(70)
    await open(`${TRANSACTIONS}?open=${chargeId}`)
    await region(chargeId).getByText("opened by its link, not on this page of the list").waitFor()
    await region(chargeId).getByRole("link", { name: "Close" }).click()
    await page.waitForURL(`**${TRANSACTIONS}`)
    await open(`${TRANSACTIONS}?open=ch_none`)
    await page.getByText("There is no charge ch_none in live mode").waitFor()
  })

  test("names nobody to a viewer, who is told why", async () => {
    fixtures.stage.staffRole = "viewer"
    await openRow(0)
    await page.getByText("Who paid is masked for the role viewer. A staff admin can grant more.").waitFor()
    await page.getByText("; who paid is masked for the role viewer").waitFor()
    expect(await page.locator("main").innerText()).not.toContain("Acme")
  })
})

describe("a list of transactions without a row", () => {
  test("says whether there never was one, none in this mode, none in this time, or none that matches", async () => {
    fixtures.stage.empty = true
    await open(TRANSACTIONS)
    await page.getByText("No transactions yet").waitFor()
    expect(await page.getByRole("heading", { name: "Totals" }).count()).toBe(0)
    await page.getByRole("link", { name: "Test mode" }).click()
    await page.getByText("No transactions in test mode").waitFor()
    await page.getByRole("link", { name: "Show live transactions" }).click()
    await page.waitForURL(`**${TRANSACTIONS}`)
    fixtures.stage.empty = false
    await open(`${TRANSACTIONS}?to=2020-01-01T00:00:00.000Z`)
    await page.getByText("No transactions in this time").waitFor()
    await page.getByRole("link", { name: "Any time" }).click()
    await soon(() => rowsOf(page).count()).toBe(50)
    await open(`${TRANSACTIONS}?status=released`)
    await page.getByText("No transaction matches this filter").waitFor()
    await page.getByRole("link", { name: "Clear filters" }).last().click()
    await page.waitForURL(`**${TRANSACTIONS}`)
  })

  test("says once that it failed, with the request's id, or that it is not for this role", async () => {
    fixtures.stage.failing = { listTransactions: { status: 500, code: "broken", detail: "Something broke." } }
    await open(TRANSACTIONS)
    await page.getByRole("alert").getByText("Something broke.").waitFor()
    await page.getByRole("button", { name: "Copy request id req_71c0f4a2" }).waitFor()
    expect(await page.getByText("Something broke.").count()).toBe(1)
    fixtures.stage.failing = {}
    await page.getByRole("button", { name: "Try again" }).click()
    await soon(() => rowsOf(page).count()).toBe(50)
    fixtures.stage.failing = { listTransactions: { status: 403, code: "forbidden", detail: "Your role may not." } }
    await page.reload()
    await page.getByText("Not for your role").waitFor()
  })

  test("holds its place while it is asked for: nothing jumps when it comes", async () => {
    fixtures.stage.delayMs = 400
    await page.addInitScript(() => {
      const shifts = Object.assign(globalThis, { shifted: 0 })
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) shifts.shifted += (entry as unknown as { value: number }).value
      }).observe({ type: "layout-shift", buffered: true })
    })
    await open(TRANSACTIONS)
    await page.locator("[data-component='sheet'] > [data-component='skeleton']").waitFor()
    await rowsOf(page).first().waitFor()
    await page.waitForTimeout(300)
    expect(await page.evaluate(() => (globalThis as unknown as { shifted: number }).shifted)).toBeLessThan(0.02)
  })
})

testLooks(
  () => page,
  async (check) => {
    await openRow(2)
    await check("a row that is open")
    await openRow(1)
    await check("a row that waits")
    fixtures.stage.empty = true
    await open(TRANSACTIONS)
    await page.getByText("No transactions yet").waitFor()
    await check("none")
  },
)
