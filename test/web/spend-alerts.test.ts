import { describe, expect, test } from "vitest"
import { testLooks } from "./support/looks.ts"
import { metricsStage } from "./support/metrics-stage.ts"
import { alertOf, raisedOf } from "./support/fixture-spend.ts"

const { page, stage, section, open, words, column, callsOf } = metricsStage()
const STAFF = "/admin/organizations/org_acme/cost"
const MEMBERS = "/organizations/org_acme/cost"
const SITE = alertOf({
  alertId: "site",
  name: "Site budget",
  project: "site",
  kind: "month",
  amountMicros: 40_000_000,
  limitMicros: 40_000_000,
  spentMicros: 58_010_000,
  raisedAt: "2026-11-17T09:12:00.000Z",
  lastRaisedAt: "2026-11-17T09:12:00.000Z",
})
const put = () => {
  const unusual = alertOf({ alertId: "odd", kind: "unusual", amountMicros: null, weeksKnown: 2 })
  stage().alerts = { items: [alertOf({ alertId: "day" }), SITE, unusual], raised: [raisedOf(SITE)] }
}
const dialog = () => page().getByRole("dialog")
const banner = () => page().locator("main [data-component='banner']")

describe("alerts", () => {
  test("say how each stands, and what is raised now is said over the page", async () => {
    put()
    await open(STAFF)
    expect(await column("Spend alerts", "Alert")).toEqual([
      "More than $50.00 a day",
      "Site budget more than $40.00 a month",
      "An unusual day",
    ])
    expect(await column("Spend alerts", "Of")).toEqual(["all projects", "site", "all projects"])
    expect(await column("Spend alerts", "Of its limit")).toEqual([
      "7.8\u00a0%",
      "145.0\u00a0%",
      "learning: 2 of 4 weeks",
    ])
    expect(await column("Spend alerts", "Spent so far")).toEqual(["$3.89 of $50.00", "$58.01 of $40.00", "$3.89"])
    expect(await column("Spend alerts", "Last raised")).toEqual(["never", "17 Nov, 09:12", "never"])
    expect(await column("Raised alerts", "Spent by then")).toEqual(["$40.12"])
    expect(await column("Raised alerts", "Of when")).toEqual(["November 2026"])
    await banner().getByText("Site budget is raised.").waitFor()
    expect(await banner().innerText()).toContain("$58.01 this month of project site; the limit is $40.00.")
    await page().getByRole("button", { name: "How is Alert on an unusual day computed?" }).click()
    await dialog().getByText("2 times the median of the same weekday's whole days").waitFor()
  })

  test("several that are raised are one sentence; one of an earlier period is none", async () => {
    const other = alertOf({ alertId: "day", raisedAt: "2026-11-20T09:12:00.000Z" })
    stage().alerts = { items: [SITE, other], raised: [] }
    await open(STAFF)
    await banner().getByText("2 spend alerts are raised.").waitFor()
    expect(await banner().innerText()).toContain("Site budget, More than $50.00 a day")
    stage().alerts = { items: [{ ...SITE, raisedAt: null }], raised: [raisedOf(SITE)] }
    await open(STAFF)
    await section("Raised alerts").waitFor()
    expect(await banner().count()).toBe(0)
  })

  test("one is created by keys alone, with an amount that is checked as text", async () => {
    await open(STAFF)
    await section("Spend alerts").getByText("No spend alerts yet").waitFor()
    await section("Spend alerts").getByRole("button", { name: "Create alert" }).focus()
    await page().keyboard.press("Enter")
    const amount = dialog().getByLabel("Amount")
    for (const wrong of ["", "0", "12,50", "1e9", "-3", "5.1234567"]) {
      await amount.fill(wrong)
      await page().keyboard.press("Enter")
      await dialog().getByRole("alert").getByText("Write dollars above 0 with a point, as in 250.00.").waitFor()
    }
    expect(callsOf("createSpendAlert")).toEqual([])
    await amount.fill("$12.50")
    await dialog().getByLabel("Of", { exact: true }).selectOption("site")
    await dialog().getByLabel("Name").fill("Site")
    await page().keyboard.press("Enter")
    await expect.poll(() => column("Spend alerts", "Alert")).toEqual(["Site more than $12.50 a day"])
    expect(callsOf("createSpendAlert").map(({ input }) => input)).toMatchObject([
      { kind: "day", amountUsd: "12.50", project: "site", name: "Site", organizationId: "org_acme" },
    ])
    expect(await page().getByRole("dialog").count()).toBe(0)
  })

  test("what is unusual takes no amount", async () => {
    await open(STAFF)
    await section("Spend alerts").getByRole("button", { name: "Create alert" }).click()
    await dialog().getByLabel("What is too much").selectOption("unusual")
    expect(await dialog().getByLabel("Amount").count()).toBe(0)
    await dialog().getByRole("button", { name: "Create alert" }).click()
    await expect.poll(() => column("Spend alerts", "Of its limit")).toEqual(["learning: 2 of 4 weeks"])
    expect(callsOf("createSpendAlert")[0]!.input).not.toHaveProperty("amountUsd")
  })

  test("one is deleted after a question, and a refusal is said where it was asked", async () => {
    put()
    await open(STAFF)
    await page().getByRole("button", { name: "Delete Site budget" }).click()
    await dialog().getByText("It watches more than $40.00 a month of project site").waitFor()
    await dialog().getByRole("button", { name: "Keep it" }).click()
    expect(callsOf("deleteSpendAlert")).toEqual([])
    stage().failing = { deleteSpendAlert: { status: 503, code: "notStored", detail: "The table did not answer." } }
    await page().getByRole("button", { name: "Delete Site budget" }).click()
    await dialog().getByRole("button", { name: "Delete alert" }).click()
    await dialog().getByRole("alert").getByText("Could not delete the alert. The table did not answer.").waitFor()
    stage().failing = {}
    await dialog().getByRole("button", { name: "Delete alert" }).click()
    await expect.poll(() => column("Spend alerts", "Alert")).toEqual(["More than $50.00 a day", "An unusual day"])
    expect(await column("Raised alerts", "Alert")).toEqual(["Site budget"])
    expect(await banner().count()).toBe(0)
  })

  test("staff who may only read are told who may write", async () => {
    put()
    stage().staffRole = "support"
    await open(STAFF)
    expect(await words("Spend alerts")).toContain("takes this organization's owner or admin, or staff admin")
    expect(
      await page()
        .getByRole("button", { name: /^(Create|Delete) / })
        .count(),
    ).toBe(0)
  })
})

testLooks(page, async (check, { isNarrow }) => {
  put()
  Object.assign(stage(), { staffRole: null, memberRole: "owner" })
  await open(MEMBERS)
  await check()
  await page().getByRole("button", { name: "Create alert" }).click()
  await check("creating")
  await dialog().getByRole("button", { name: "Back" }).click()
  await page().getByRole("button", { name: "Delete Site budget" }).click()
  await check("deleting")
  if (isNarrow) return
  await dialog().getByRole("button", { name: "Keep it" }).click()
  const edge = await page()
    .getByRole("region", { name: "Spend alerts, as a table" })
    .evaluate((one) => one.scrollWidth - one.clientWidth)
  expect(edge, "the table is shown whole").toBeLessThanOrEqual(0)
})
