import type { Page } from "playwright-core"
import { describe, expect, test } from "vitest"
import { rowsOf, soon } from "./journeys/house.ts"
import type { Fixtures } from "./support/fixture-server.ts"
import { keptAt } from "./support/fixture-subscriptions.ts"
import { testLooks } from "./support/looks.ts"
import { stagePages } from "./support/stage-pages.ts"

const SUBSCRIPTIONS = "/admin/revenue/subscriptions"

let fixtures: Fixtures
let page: Page
const { open, callsOf, field, inAddress } = stagePages((staged) => ({ fixtures, page } = staged))

const cellsOf = async (nth: number) =>
  (await rowsOf(page).nth(nth).locator("th, td").allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim())
const asked = async () => {
  const { limit: _, ...said } = callsOf("listSubscriptions").at(-1)!.input
  return said
}
const openRow = async (nth: number, more = "") => {
  await open(`${SUBSCRIPTIONS}?open=${keptAt(nth).subscriptionId}${more}`)
  await page.getByText("What was told of it").waitFor()
}
const button = (name: string) => page.getByRole("button", { name, exact: true })
const dialog = () => page.getByRole("dialog")

describe("subscriptions", () => {
  test("say whose they are, what they are worth, and when they renew or end", async () => {
    await open(`${SUBSCRIPTIONS}?search=acme`)
    await rowsOf(page).first().waitFor()
    expect((await cellsOf(0)).slice(0, 9)).toEqual([
      ...["Acme", "Pro monthly, 2 seats", "active", "$68.00", "23 Nov", "–", "–", "11 Oct", "org_acme"],
    ])
    await open(`${SUBSCRIPTIONS}?concern=failing`)
    await rowsOf(page).first().waitFor()
    expect((await cellsOf(0))[6]).toBe("$272.00 2 tries, next 23 Nov")
    await open(`${SUBSCRIPTIONS}?concern=cancelling&sort=ends&order=asc`)
    await rowsOf(page).first().waitFor()
    expect((await cellsOf(0)).slice(4, 6)).toEqual(["–", "25 Nov asked 18 Nov"])
  })

  test("are narrowed and ordered in the address, and kept so as a view", async () => {
    await open(SUBSCRIPTIONS)
    await rowsOf(page).first().waitFor()
    await field("Status").selectOption({ label: "past due 9" })
    await soon(() => rowsOf(page).count()).toBe(9)
    await field("Plan").selectOption("Enterprise")
    await soon(asked).toEqual({ status: "past_due", plan: "Enterprise", sort: "mrr", order: "desc" })
    await page.getByRole("link", { name: "Clear filters" }).first().click()
    await page.getByRole("link", { name: "Customer" }).click()
    await soon(asked).toEqual({ sort: "customer", order: "asc" })
    await soon(async () => (await cellsOf(0))[0]).toBe("Acme")
    await page.getByRole("link", { name: "Next" }).click()
    await soon(() => rowsOf(page).count()).toBe(24)
    await page.getByRole("button", { name: "Views" }).click()
    await page.getByRole("textbox", { name: "Save what is shown now" }).fill("By name")
    await page.getByRole("button", { name: "Save view" }).click()
    await page.getByRole("button", { name: "View By name" }).waitFor()
  })

  test("add up by currency, and refuse one sum without its rate", async () => {
    fixtures.stage.settings.rates = []
    await open(SUBSCRIPTIONS)
    const totals = page.getByRole("region", { name: "Totals by currency" })
    await totals.waitFor()
    expect((await totals.innerText()).replace(/\s+/g, " ")).toContain(
      "is not added up: no rate for EUR today. Set the rate",
    )
    await page.getByText("74 subscriptions, 58 of them with MRR.").waitFor()
  })

  test("are exported as they are narrowed", async () => {
    await open(`${SUBSCRIPTIONS}?mode=test&sort=started`)
    await rowsOf(page).first().waitFor()
    await button("Export CSV").click()
    await soon(async () => callsOf("requestExport").at(-1)?.input["request"]).toEqual({
      ...{ list: "subscriptions", filter: { mode: "test", sort: "started", order: "desc" } },
    })
  })

  test("that there are none says why, and where to look", async () => {
    fixtures.stage.empty = true
    await open(SUBSCRIPTIONS)
    await page.getByText("No subscriptions yet").waitFor()
    expect(await page.getByRole("heading", { name: "Totals" }).count()).toBe(0)
    await page.getByRole("link", { name: "Test mode" }).click()
    await page.getByText("No subscriptions in test mode").waitFor()
    fixtures.stage.empty = false
    await open(`${SUBSCRIPTIONS}?status=unpaid`)
    await page.getByText("No subscription matches this filter").waitFor()
    fixtures.stage.failing = { listSubscriptions: { status: 500, code: "broken", detail: "Something broke." } }
    await open(SUBSCRIPTIONS)
    await page.getByRole("alert").getByText("Something broke.").waitFor()
  })
})

describe("an opened subscription", () => {
  test("says what it is made of, what was told of it, and leads to Stripe in its mode, but to no stand-in", async () => {
    await openRow(7)
    expect(await page.getByRole("region", { name: "Items" }).innerText()).toContain("price_enterprise_year")
    await page.getByText("50 % off, for ever by PARTNER50; it lowers MRR").waitFor()
    const coupon = page.getByRole("link", { name: "PARTNER50" })
    expect(await coupon.getAttribute("href")).toBe("/admin/revenue/discounts?open=PARTNER50")
    const told = page.getByRole("link", { name: "customer.subscription.created" })
    expect(await told.getAttribute("href")).toMatch(/^\/admin\/webhooks\/stripe\/evt_/)
    const out = page.getByRole("link", { name: "Open in Stripe" })
    expect(await out.getAttribute("href")).toBe(
      `https://dashboard.stripe.com/subscriptions/${keptAt(7).subscriptionId}`,
    )
    fixtures.stage.sandboxes = ["stripe"]
    await openRow(7)
    expect(await out.count()).toBe(0)
  })

  test("is ended after a review that names whose it is, when, and the MRR that goes", async () => {
    await openRow(0)
    await button("End with its period…").click()
    await dialog().getByText("End Pro of Acme?").waitFor()
    const text = (await dialog().innerText()).replace(/\s+/g, " ")
    expect(text).toContain("Customer Acme Ends 23 Nov, 14:02 MRR that goes then $68.00")
    await dialog().getByRole("button", { name: "Keep it" }).click()
    expect(callsOf("cancelSubscription")).toEqual([])
    await button("End with its period…").click()
    await button("End with its period").click()
    await soon(async () => callsOf("cancelSubscription").length).toBe(1)
    expect(callsOf("cancelSubscription")[0]!.headers["idempotency-key"]).toMatch(/^[\w-]{36}$/)
    await page.getByText("how that ends stands under Commands").waitFor()
  })

  test("gets another plan after a review of its MRR before and after", async () => {
    await openRow(0)
    await button("Change plan…").click()
    await dialog().getByRole("combobox", { name: "New price" }).selectOption({ index: 1 })
    await dialog().getByRole("combobox", { name: "The running period" }).selectOption("none")
    await dialog().getByText("The new price counts from the next period on.").waitFor()
    expect((await dialog().innerText()).replace(/\s+/g, " ")).toMatch(/MRR \$68\.00 → ?becomes \$[\d.]+/)
    await dialog().getByRole("button", { name: "Change plan" }).click()
    await soon(async () => callsOf("changePlan").at(-1)?.input).toMatchObject({ itemId: "si_0", proration: "none" })
  })

  test("whose payment failed is charged again for the amount that the review says; the last failure stays in Stripe's words", async () => {
    await openRow(1)
    const commands = page.getByRole("region", { name: "Commands to Stripe" })
    expect((await commands.innerText()).replace(/\s+/g, " ")).toContain(
      "Retry payment WB-1201, $102.00 Ines Okafor failed Stripe: Your card was declined. card_declined",
    )
    await button("Retry payment…").click()
    await dialog().getByRole("button", { name: "Charge $102.00" }).click()
    await soon(async () => callsOf("retryPayment").at(-1)?.input).toMatchObject({
      invoiceId: keptAt(1).failing!.invoiceId,
    })
  })

  test("that waits for Stripe says since when and why, and takes no other command", async () => {
    await openRow(6)
    await page.getByText("The last try said: An error occurred with our connection to Stripe.").waitFor()
    expect(await button("End with its period…").isDisabled()).toBe(true)
    expect(await button("Change plan…").isDisabled()).toBe(true)
  })

  test("goes on after all", async () => {
    await openRow(2)
    expect(await button("End with its period…").count()).toBe(0)
    await button("Let it go on…").click()
    await dialog().getByRole("button", { name: "Let it go on" }).click()
    await soon(async () => callsOf("resumeSubscription").length).toBe(1)
  })

  test("asks for a fresh sign-in, and comes back to the review that was begun", async () => {
    await openRow(0)
    fixtures.stage.failing = {
      cancelSubscription: { status: 403, code: "staleSignIn", detail: "This needs a fresh sign-in" },
    }
    await button("End with its period…").click()
    await button("End with its period").click()
    await page.getByText("Sign in again to end the subscription").waitFor()
    await openRow(0)
    await dialog().getByText("End Pro of Acme?").waitFor()
  })

  test("says in the review why a command was refused", async () => {
    await openRow(0)
    fixtures.stage.failing = {
      cancelSubscription: { status: 409, code: "conflict", detail: "Stripe has not answered yet" },
    }
    await button("End with its period…").click()
    await button("End with its period").click()
    await dialog().getByText("Could not end the subscription. Stripe has not answered yet").waitFor()
  })

  test("tells other roles who gives commands, and a viewer no names", async () => {
    fixtures.stage.staffRole = "viewer"
    await openRow(0)
    await page.getByText("Commands to Stripe take the role admin; yours is viewer.").waitFor()
    expect(await button("End with its period…").count()).toBe(0)
    expect(await page.locator("main").innerText()).not.toContain("Acme")
    expect(inAddress("open")).toBe(keptAt(0).subscriptionId)
  })
})

testLooks(
  () => page,
  async (check) => {
    await openRow(1)
    await check("a row that is open")
    await button("Change plan…").click()
    await check("a review")
    await openRow(6)
    await check("a row that waits")
    fixtures.stage.empty = true
    await open(SUBSCRIPTIONS)
    await page.getByText("No subscriptions yet").waitFor()
    await check("none")
  },
)
