import type { Page } from "playwright-core"
import { describe, expect, test } from "vitest"
import { rowsOf, soon } from "./journeys/house.ts"
import type { Fixtures } from "./support/fixture-server.ts"
import { keptAt } from "./support/fixture-subscriptions.ts"
import { testLooks } from "./support/looks.ts"
import { stagePages } from "./support/stage-pages.ts"

const FAILED = "/admin/revenue/failed-payments"

let fixtures: Fixtures
let page: Page
const { open, callsOf } = stagePages((staged) => ({ fixtures, page } = staged))

const cellsOf = async (nth: number) =>
  (await rowsOf(page).nth(nth).locator("th, td").allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim())
const dialog = () => page.getByRole("dialog")

describe("failed payments", () => {
  test("say whose, how much, why in Stripe's word, what the customer was told, and when it is tried next", async () => {
    await open(FAILED)
    await rowsOf(page).first().waitFor()
    expect((await cellsOf(1)).slice(1, 5)).toEqual([
      ...["$170.00", "insufficient funds visa 4242, 19 Nov", "Your card has insufficient funds."],
      "none to come 2 tries so far",
    ])
    await page.getByText("9 invoices · $1,462.00 due").waitFor()
    const name = page.getByRole("link", { name: keptAt(1).name! })
    expect(await name.getAttribute("href")).toBe(`/admin/revenue/subscriptions?open=${keptAt(1).subscriptionId}`)
    expect(await page.getByRole("link", { name: "Open in Stripe" }).first().getAttribute("href")).toBe(
      `https://dashboard.stripe.com/invoices/${keptAt(1).failing!.invoiceId}`,
    )
    fixtures.stage.sandboxes = ["stripe"]
    await page.reload()
    await rowsOf(page).first().waitFor()
    expect(await page.getByRole("link", { name: "Open in Stripe" }).count()).toBe(0)
  })

  test("whose charge nobody told say that Stripe is asked, and guess nothing", async () => {
    await open(FAILED)
    await rowsOf(page).first().waitFor()
    expect((await cellsOf(0)).slice(2, 4)).toEqual(["asked of Stripe", "–"])
  })

  test("are tried again after a review of the amount; one that waits is not", async () => {
    await open(FAILED)
    await rowsOf(page).first().waitFor()
    await rowsOf(page).nth(2).getByText("waits for Stripe").waitFor()
    await rowsOf(page).nth(1).getByRole("button", { name: "Retry" }).click()
    expect((await dialog().innerText()).replace(/\s+/g, " ")).toContain("Amount $170.00 Stripe's tries so far 2")
    await dialog().getByRole("button", { name: "Charge $170.00" }).click()
    await soon(async () => callsOf("retryPayment").at(-1)?.input).toMatchObject({ mode: "live" })
    await page.getByText("how that ends stands with the subscription's commands").waitFor()
    fixtures.stage.failing = { retryPayment: { status: 409, code: "conflict", detail: "Stripe has not answered yet" } }
    await rowsOf(page).nth(1).getByRole("button", { name: "Retry" }).click()
    await dialog().getByRole("button", { name: "Charge $170.00" }).click()
    await dialog().getByText("Could not retry the payment. Stripe has not answered yet").waitFor()
  })

  test("are retried by admins alone, who are asked for a fresh sign-in; a viewer reads no names", async () => {
    await open(FAILED)
    await rowsOf(page).first().waitFor()
    fixtures.stage.failing = { retryPayment: { status: 403, code: "staleSignIn", detail: "Sign in again" } }
    await rowsOf(page).nth(1).getByRole("button", { name: "Retry" }).click()
    await dialog().getByRole("button", { name: "Charge $170.00" }).click()
    await page.getByText("Sign in again to retry the payment").waitFor()
    fixtures.stage.staffRole = "viewer"
    await open(FAILED)
    await page.getByText("Retrying takes the role admin; yours is viewer.").waitFor()
    expect(await page.getByRole("button", { name: "Retry" }).count()).toBe(0)
    expect(await page.locator("main").innerText()).not.toContain(keptAt(1).name!)
  })

  test("that there are none, or that they cannot be read, is said", async () => {
    fixtures.stage.empty = true
    await open(FAILED)
    await page.getByText("No payment has failed").waitFor()
    await page.getByRole("link", { name: "Test mode" }).click()
    await page.getByText("No payment has failed in test mode").waitFor()
    fixtures.stage.failing = { listFailedPayments: { status: 500, code: "broken", detail: "Something broke." } }
    await open(FAILED)
    await page.getByRole("alert").getByText("Something broke.").waitFor()
  })
})

testLooks(
  () => page,
  async (check) => {
    await open(FAILED)
    await rowsOf(page).first().waitFor()
    await check("a list")
    await rowsOf(page).nth(1).getByRole("button", { name: "Retry" }).click()
    await check("a review")
    fixtures.stage.empty = true
    await open(FAILED)
    await page.getByText("No payment has failed").waitFor()
    await check("none")
  },
)
