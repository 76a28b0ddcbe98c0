import type { Page } from "playwright-core"
import { describe, expect, test } from "vitest"
import { rowsOf, soon } from "./journeys/house.ts"
import type { Fixtures } from "./support/fixture-server.ts"
import { testLooks } from "./support/looks.ts"
import { stagePages } from "./support/stage-pages.ts"

const DISCOUNTS = "/admin/revenue/discounts"

let fixtures: Fixtures
let page: Page
const { open, callsOf, field } = stagePages((staged) => ({ fixtures, page } = staged))

const cellsOf = async (nth: number) =>
  (await rowsOf(page).nth(nth).locator("th, td").allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim())
const asked = async () => {
  const { limit: _, ...said } = callsOf("listDiscounts").at(-1)!.input
  return said
}
const openRow = async (id: string) => {
  await open(`${DISCOUNTS}?open=${id}`)
  await page.getByText("What was told of it").waitFor()
}
const button = (name: string) => page.getByRole("button", { name, exact: true })
const dialog = () => page.getByRole("dialog")
const wordsOf = async (of: ReturnType<typeof dialog>) => (await of.innerText()).replace(/\s+/g, " ")

describe("discounts", () => {
  test("say what they take off, with which codes, how often they were redeemed and until when", async () => {
    await open(`${DISCOUNTS}?search=half`)
    await rowsOf(page).first().waitFor()
    expect((await cellsOf(0)).slice(0, 4)).toEqual([
      "Half price for three months 50 % off for 3 months",
      "BIG-ORDERS HALF-START and 1 more",
      "active",
      "41 of 100 on 2 subscriptions now",
    ])
    expect((await cellsOf(0))[6]).toBe("30 Dec")
    await open(`${DISCOUNTS}?status=untold`)
    await rowsOf(page).first().waitFor()
    expect((await cellsOf(0)).slice(0, 4)).toEqual([
      ...["partner-2019 5 % off forever", "–", "not told by itself yet", "not told on 1 subscription now"],
    ])
  })

  test("are narrowed and ordered in the address, exported so, and kept so as a view", async () => {
    await open(DISCOUNTS)
    await rowsOf(page).first().waitFor()
    expect(await rowsOf(page).count()).toBe(7)
    await field("Status").selectOption({ label: "active 3" })
    await soon(() => rowsOf(page).count()).toBe(3)
    await page.getByRole("link", { name: "Redeemed" }).click()
    await soon(asked).toEqual({ status: "active", sort: "redemptions", order: "desc" })
    await soon(async () => (await cellsOf(0))[0]).toContain("Half price")
    await button("Export CSV").click()
    await soon(async () => callsOf("requestExport").at(-1)?.input["request"]).toEqual({
      ...{ list: "discounts", filter: { status: "active", sort: "redemptions", order: "desc" } },
    })
    await page.getByRole("button", { name: "Views" }).click()
    await page.getByRole("textbox", { name: "Save what is shown now" }).fill("Redeemed")
    await page.getByRole("button", { name: "Save view" }).click()
    await page.getByRole("button", { name: "View Redeemed" }).waitFor()
  })

  test("add up by currency, refuse one sum without its rate, and say what counts with none", async () => {
    fixtures.stage.settings.rates = []
    await open(DISCOUNTS)
    const totals = page.getByRole("region", { name: "Totals by currency" })
    await totals.waitFor()
    expect((await totals.innerText()).replace(/\s+/g, " ")).toContain("is not added up: no rate for EUR today.")
    await page.getByText("7 coupons, 3 of them active; on 6 subscriptions now.").waitFor()
    await page.getByText("1 subscription has a discount that was told without its coupon").waitFor()
  })

  test("that there are none says why and what to do, a failure what failed, and a stranger who may see them", async () => {
    fixtures.stage.empty = true
    await open(DISCOUNTS)
    await page.getByText("No coupons yet").waitFor()
    await page.getByRole("link", { name: "Test mode" }).click()
    await page.getByText("No coupons in test mode").waitFor()
    fixtures.stage.empty = false
    await open(`${DISCOUNTS}?status=usedUp&search=nothing`)
    await page.getByText("No coupon matches these 2 filters").waitFor()
    fixtures.stage.failing = { listDiscounts: { status: 500, code: "broken", detail: "Something broke." } }
    await open(DISCOUNTS)
    await page.getByRole("alert").getByText("Something broke.").waitFor()
    fixtures.stage.failing = { listDiscounts: { status: 403, code: "forbidden", detail: "This takes a staff role." } }
    await open(DISCOUNTS)
    await page.getByText("This takes a staff role.").waitFor()
  })
})

describe("a new coupon", () => {
  test("is made after its form says what customers will see; the form names its faults", async () => {
    await open(DISCOUNTS)
    await button("New coupon…").click()
    await dialog().getByRole("button", { name: "Make coupon" }).click()
    await dialog().getByText("Say what customers read on their receipts.").waitFor()
    await dialog().getByRole("textbox", { name: "Name" }).fill("Spring")
    await dialog().getByRole("textbox", { name: "Percent" }).fill("101")
    await dialog().getByText("Write more than 0 up to 100").waitFor()
    await dialog().getByRole("textbox", { name: "Percent" }).fill("12.5")
    await dialog().getByRole("combobox", { name: "For how long" }).selectOption("repeating")
    await dialog().getByRole("textbox", { name: "Months" }).fill("3")
    await dialog().getByRole("textbox", { name: "How often in all" }).fill("100")
    expect(await wordsOf(dialog())).toContain(
      "Customers will see “Spring”: 12.5 % off for 3 months. It can be redeemed, 100 times at most.",
    )
    await dialog().getByRole("button", { name: "Make coupon" }).click()
    await soon(async () => callsOf("createCoupon").at(-1)?.input).toEqual({
      ...{ mode: "live", name: "Spring", kind: "percent", value: "12.5", duration: "repeating", durationMonths: 3 },
      redemptionsMax: 100,
    })
    expect(callsOf("createCoupon")[0]!.headers["idempotency-key"]).toMatch(/^[\w-]{36}$/)
    await page.getByText("Told Stripe to make the coupon").waitFor()
    await page.getByRole("region", { name: "Commands to Stripe" }).waitFor()
  })

  test("of a fixed amount is sent in minor units, until a moment of the reporting zone", async () => {
    await open(DISCOUNTS)
    await button("New coupon…").click()
    await dialog().getByRole("textbox", { name: "Name" }).fill("Welcome")
    await dialog().getByRole("combobox", { name: "Takes off" }).selectOption("amount")
    await dialog().getByRole("textbox", { name: "Amount" }).fill("20.5")
    await dialog().getByRole("combobox", { name: "Currency" }).selectOption("eur")
    await dialog().getByLabel("Can be redeemed until").fill("2026-12-01T09:30")
    await dialog().getByRole("button", { name: "Make coupon" }).click()
    await soon(async () => callsOf("createCoupon").at(-1)?.input).toMatchObject({
      ...{ kind: "amount", value: "2050", currency: "eur", duration: "once" },
      redeemByAt: expect.stringMatching(/^2026-1[12]-\d\dT\d\d:30:00.000Z$/),
    })
  })

  test("waits for a fresh sign-in with its form as it was, and says in it why it was refused", async () => {
    await open(DISCOUNTS)
    const stale = { status: 403, code: "staleSignIn", detail: "This needs a fresh sign-in" }
    fixtures.stage.failing = { createCoupon: stale }
    await button("New coupon…").click()
    await dialog().getByRole("textbox", { name: "Name" }).fill("Spring")
    await dialog().getByRole("textbox", { name: "Percent" }).fill("10")
    await dialog().getByRole("button", { name: "Make coupon" }).click()
    await page.getByText("Sign in again to make the coupon").waitFor()
    fixtures.stage.failing = {
      createCoupon: { status: 422, code: "unprocessable", detail: "Too late" },
    }
    await open(DISCOUNTS)
    expect(await dialog().getByRole("textbox", { name: "Name" }).inputValue()).toBe("Spring")
    await dialog().getByRole("button", { name: "Make coupon" }).click()
    await dialog().getByText("Could not make the coupon. Too late").waitFor()
  })

  test("is offered to admins, and not where a stand-in of Stripe has no test mode", async () => {
    fixtures.stage.sandboxes = ["stripe"]
    await open(`${DISCOUNTS}?mode=test`)
    await page.getByText("No coupons in test mode").waitFor()
    expect(await button("New coupon…").count()).toBe(0)
    fixtures.stage.staffRole = "support"
    await open(DISCOUNTS)
    await rowsOf(page).first().waitFor()
    expect(await button("New coupon…").count()).toBe(0)
  })
})

describe("an opened coupon", () => {
  test("says who has it and leads there, with which codes, and what was told of it", async () => {
    await openRow("HALFSTART")
    const codes = page.getByRole("region", { name: "Codes and their limits" })
    const told = (await codes.innerText()).replace(/\s+/g, " ")
    expect(told).toMatch(/HALF-START .*active 38 of 90/)
    expect(told).toMatch(/BIG-ORDERS .*who never paid yet, from \$500\.00/)
    const redemptions = page.getByRole("region", { name: "Redemptions" })
    expect(await redemptions.getByRole("link").first().getAttribute("href")).toMatch(
      /^\/admin\/revenue\/subscriptions\?open=sub_/,
    )
    await page.getByText("called “Half price for three months”").waitFor()
    const news = page.getByRole("link", { name: "coupon.created" })
    expect(await news.getAttribute("href")).toMatch(/^\/admin\/webhooks\/stripe\/evt_/)
    const out = page.getByRole("link", { name: "Open in Stripe" })
    expect(await out.getAttribute("href")).toBe("https://dashboard.stripe.com/coupons/HALFSTART")
    expect(await page.getByRole("region", { name: "Commands to Stripe" }).innerText()).toContain("already exists")
  })

  test("gets a code, and one of its codes is deactivated and another activated", async () => {
    await openRow("HALFSTART")
    await button("New code…").click()
    await dialog().getByRole("textbox", { name: "Code" }).fill("a b")
    await dialog().getByRole("button", { name: "Make code" }).click()
    await dialog().getByText("Use letters from A to Z, digits and dashes alone.").waitFor()
    await dialog().getByRole("textbox", { name: "Code" }).fill("FALL-26")
    await dialog().getByRole("combobox", { name: "For", exact: true }).selectOption("yes")
    await dialog().getByRole("textbox", { name: "Smallest order" }).fill("50")
    expect(await wordsOf(dialog())).toContain("Whoever types in FALL-26 gets 50 % off for 3 months.")
    await dialog().getByRole("button", { name: "Make code" }).click()
    await soon(async () => callsOf("createPromotionCode").at(-1)?.input).toEqual({
      ...{ mode: "live", couponId: "HALFSTART", code: "FALL-26", firstTimeOnly: true },
      ...{ minimumCents: 5_000, minimumCurrency: "usd" },
    })
    const row = (code: string) =>
      page.getByRole("region", { name: "Codes and their limits" }).getByRole("row").filter({ hasText: code })
    await row("HALF-START").getByRole("button", { name: "Deactivate…" }).click()
    await dialog().getByText("Deactivate HALF-START?").waitFor()
    await dialog().getByRole("button", { name: "Deactivate code" }).click()
    await soon(async () => callsOf("deactivatePromotionCode").at(-1)?.input).toMatchObject({
      codeId: "promo_half-start",
    })
    await row("FAIR-2026").getByRole("button", { name: "Activate…" }).click()
    await dialog().getByRole("button", { name: "Activate code" }).click()
    await soon(async () => callsOf("reactivatePromotionCode").at(-1)?.input).toMatchObject({
      codeId: "promo_fair-2026",
    })
  })

  test("is deleted once its id is repeated", async () => {
    await openRow("GUILD15")
    await button("Delete…").click()
    expect(await wordsOf(dialog())).toContain("3 subscriptions that have it keep it. This cannot be undone")
    expect(await button("Delete coupon").isDisabled()).toBe(true)
    await dialog().getByRole("textbox").fill("GUILD15")
    await button("Delete coupon").click()
    await soon(async () => callsOf("deleteCoupon").at(-1)?.input).toMatchObject({ confirmation: "GUILD15" })
  })

  test("that waits for Stripe says why, and takes no other command", async () => {
    await openRow("wb_1f00d5a2c4e6b801")
    await page.getByText("The last try said: An error occurred with our connection to Stripe.").waitFor()
    expect(await button("New code…").isDisabled()).toBe(true)
    expect(await button("Delete…").isDisabled()).toBe(true)
  })

  test("that only subscriptions tell of says so, and one that is gone offers nothing", async () => {
    await openRow("partner-2019")
    await page.getByText("Stripe told nothing of it itself").waitFor()
    expect(await button("Delete…").count()).toBe(0)
    await openRow("OLD")
    expect(await button("New code…").count()).toBe(0)
    expect(await page.getByRole("link", { name: "Open in Stripe" }).count()).toBe(0)
  })

  test("tells other roles who gives commands, and a viewer no names", async () => {
    fixtures.stage.staffRole = "viewer"
    await openRow("GUILD15")
    await page.getByText("Commands to Stripe take the role admin; yours is viewer.").waitFor()
    expect(await page.locator("main").innerText()).not.toContain("Acme")
  })
})

testLooks(
  () => page,
  async (check) => {
    await openRow("HALFSTART")
    await check("a row that is open")
    await button("New code…").click()
    await check("a new code")
    await open(DISCOUNTS)
    await button("New coupon…").click()
    await dialog().getByRole("combobox", { name: "Takes off" }).selectOption("amount")
    await dialog().getByRole("combobox", { name: "For how long" }).selectOption("repeating")
    await check("a new coupon")
    await openRow("wb_1f00d5a2c4e6b801")
    await check("a row that waits")
    fixtures.stage.empty = true
    await open(DISCOUNTS)
    await page.getByText("No coupons yet").waitFor()
    await check("none")
  },
)
