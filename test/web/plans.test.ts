import type { Page } from "playwright-core"
import { describe, expect, test } from "vitest"
import type { Fixtures } from "./support/fixture-server.ts"
import { testLooks } from "./support/looks.ts"
import { stagePages } from "./support/stage-pages.ts"

let fixtures: Fixtures
let page: Page
const { open, callsOf } = stagePages((staged) => ({ fixtures, page } = staged))

const PLANS = "/admin/settings/plans"
const rows = () => page.locator("tr[data-row]")
const texts = async () =>
  (await rows().allInnerTexts()).map((text) =>
    text
      .replaceAll(/\s+/g, " ")
      .trim()
      .replace(/ (Change|Name)…$/, ""),
  )
const dialog = () => page.getByRole("dialog")
const opened = async () => {
  await open(PLANS)
  await rows().first().waitFor()
}

describe("the table of plans", () => {
  test("says what each price stands for and since when, and which prices in use stand for nothing", async () => {
    await opened()
    expect(await texts()).toEqual([
      "price_dev_max price_dev_max in no live subscription Dev plan max $200.00 1 Dec, not yet 0",
      "Dev Lite price_dev_lite $10.00 a month Dev plan lite $20.00 1 Feb, in force 48",
      "Dev Lite price_dev_lite $10.00 a month Dev plan lite $10.00 1 Jun 2025, replaced since 48",
      "Pro price_pro $49.00 a month Plan pro $0.00 1 Jan 2025, in force 312",
      "Enterprise price_enterprise $649.00 a month – – no terms yet 21",
      "Pro, until 2024 price_pro_old $39.00 a month – – no terms yet 7",
    ])
    await page.getByText("2 prices in use stand for nothing yet.").waitFor()
  })

  test("terms are written, reviewed and saved with the others and their revision", async () => {
    await opened()
    await page.getByRole("button", { name: "Name Enterprise" }).click()
    await dialog().getByRole("button", { name: "Review" }).click()
    await dialog().getByText("Write dollars with at most two decimals, as in 20.00, or 0.").waitFor()
    await dialog().getByLabel("Stands for").selectOption({ label: "Plan enterprise" })
    await dialog().getByLabel("Credits a cycle").fill("$400.50")
    await dialog().getByRole("button", { name: "Review" }).click()
    await dialog().getByText("Enterprise, $649.00 a month").waitFor()
    await dialog().getByRole("button", { name: "Save terms" }).click()
    await page.getByText("Saved: Plan enterprise.").waitFor()
    const asked = callsOf("savePlans").at(-1)!.input as { terms: object[]; revision: number }
    expect(asked.revision).toBe(4)
    expect(asked.terms).toHaveLength(5)
    expect(asked.terms.at(-1)).toEqual({
      priceId: "price_enterprise",
      product: "plan",
      tier: "enterprise",
      creditsMicros: 400_500_000,
      from: fixtures.stage.plans.today,
    })
    await expect.poll(async () => (await texts()).join()).toContain("Plan enterprise $400.50")
  })

  test("terms that are still to come can be changed and removed; new ones begin like those in force", async () => {
    await opened()
    await page.getByRole("button", { name: "Change Dev plan max from 2026-12-01" }).click()
    expect(await dialog().getByLabel("Price").isDisabled()).toBe(true)
    await dialog().getByRole("button", { name: "Remove these terms…" }).click()
    await dialog().getByText("is taken back in entries of its own").waitFor()
    await dialog().getByRole("button", { name: "Remove terms" }).click()
    await page.getByText("Removed: Dev plan max.").waitFor()
    expect(JSON.stringify(callsOf("savePlans").at(-1)!.input)).not.toContain("price_dev_max")
    await page.getByRole("button", { name: "New terms of Dev Lite" }).click()
    expect(await dialog().getByLabel("Credits a cycle").inputValue()).toBe("20.00")
    expect(await dialog().getByLabel("For cycles from").inputValue()).toBe(fixtures.stage.plans.today)
  })

  test("what the answer refuses is said at its field; who signed in long ago finds the draft again", async () => {
    await opened()
    const wrong = { where: "from", wanted: "terms from 2026-11-20 or later" }
    fixtures.stage.failing = {
      savePlans: { status: 422, code: "unprocessable", detail: "These are in force", ...wrong },
    }
    await page.getByRole("button", { name: "New terms of Dev Lite" }).click()
    await dialog().getByRole("button", { name: "Review" }).click()
    await dialog().getByRole("button", { name: "Save terms" }).click()
    await dialog().getByRole("alert").filter({ hasText: "These are in force" }).waitFor()
    fixtures.stage.failing = { savePlans: { status: 403, code: "staleSignIn", detail: "Sign in again" } }
    await dialog().getByRole("button", { name: "Save terms" }).click()
    await page.getByText("Sign in again to save the plans").waitFor()
    fixtures.stage.failing = {}
    await opened()
    await dialog().getByRole("button", { name: "Save terms" }).waitFor()
  })

  test("who may not change it reads it, and an empty one says what fills it", async () => {
    fixtures.stage.staffRole = "support"
    await opened()
    await page.getByText("Changing plans takes staff admin; your role is support.").waitFor()
    expect(await page.getByRole("button", { name: /terms|^Name|^Change/ }).count()).toBe(0)
    fixtures.stage.empty = true
    await open(PLANS)
    await page.getByText("No prices yet").waitFor()
  })
})

testLooks(
  () => page,
  async (check) => {
    await opened()
    await check("table")
    await page.getByRole("button", { name: "Name Enterprise" }).click()
    await dialog().getByRole("button", { name: "Review" }).click()
    await dialog().getByText("Write dollars with at most two decimals").waitFor()
    await check("writing")
    await dialog().getByLabel("Credits a cycle").fill("20")
    await dialog().getByRole("button", { name: "Review" }).click()
    await dialog().getByRole("button", { name: "Save terms" }).waitFor()
    await check("review")
    fixtures.stage.failing = { savePlans: { status: 500, code: "internal", detail: "It broke" } }
    await dialog().getByRole("button", { name: "Save terms" }).click()
    await dialog().getByText("It broke").waitFor()
    await check("refused")
    fixtures.stage.failing = {}
    fixtures.stage.empty = true
    await open(PLANS)
    await page.getByText("No prices yet").waitFor()
    await check("empty")
  },
)
