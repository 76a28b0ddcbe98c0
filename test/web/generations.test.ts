import type { Page } from "playwright-core"
import { describe, expect, test } from "vitest"
import { lookAt } from "./journeys/accessibility.ts"
import { rowsOf, soon } from "./journeys/house.ts"
import { generationAt } from "./support/fixture-generations.ts"
import type { Fixtures } from "./support/fixture-server.ts"
import { stagePages } from "./support/stage-pages.ts"

const LOOK_MS_MAX = 180_000
const GENERATIONS = "/admin/generations"

let fixtures: Fixtures
let page: Page
const { open, callsOf, field, inAddress } = stagePages((staged) => ({ fixtures, page } = staged))

const asked = async () => callsOf("listGenerations").at(-1)?.input
const metric = (label: string) =>
  page.locator("[data-component='metric']", {
    has: page.locator("[data-part='label']", { hasText: new RegExp(`^${label}`) }),
  })

describe("generations", () => {
  test("stand in the menu, under what they add up to, and each figure leads to its rows", async () => {
    await open("/admin/usage")
    await page.getByRole("link", { name: "Generations" }).first().click()
    await page.waitForURL(`**${GENERATIONS}`)
    await soon(() => rowsOf(page).count()).toBe(50)
    await page.getByText("50 generations on this page; kept from 16 Oct").waitFor()
    expect(await metric("Generations").innerText()).toContain("130")
    expect(await metric("Success rate").innerText()).toContain("90.8")
    await metric("Success rate")
      .getByRole("button", { name: /How is/ })
      .click()
    await page.getByText("One failed when its result says error").waitFor()
    await page.keyboard.press("Escape")
    await metric("Success rate").getByRole("link", { name: "12 failed" }).click()
    await soon(() => rowsOf(page).count()).toBe(12)
    expect(inAddress("outcome")).toBe("failed")
    await metric("Fails most").getByRole("link", { name: "12 of 130 steps" }).click()
    await soon(asked).toEqual({ component: "mail" })
    expect(await rowsOf(page).first().innerText()).toContain("mail")
  })

  test("are narrowed in the address by what figures and rows say", async () => {
    await open(`${GENERATIONS}?component=mail`)
    await soon(() => rowsOf(page).count()).toBe(12)
    await page.getByRole("navigation", { name: "Outcome" }).getByRole("link", { name: "Failed" }).click()
    await field("Mode").fill("image")
    await field("Result").fill("failed")
    await field("Organization").fill("org_acme")
    await field("User").selectOption("nobody named")
    await page.getByLabel("Search modes, results, components and reasons").fill("mailbox")
    const words = { outcome: "failed", mode: "image", result: "failed", component: "mail", search: "mailbox" }
    await soon(asked).toEqual({ ...words, organizationId: "org_acme", user: "__unknown__" })
    await soon(async () => callsOf("readGenerationFigures").at(-1)?.input).toEqual({ organizationId: "org_acme" })
    await page.getByRole("button", { name: "When" }).click()
    await page.getByText("24 h", { exact: true }).click()
    await soon(async () => callsOf("readGenerationFigures").at(-1)?.input).toMatchObject({
      from: "2026-11-19T14:02:00.000Z",
    })
    await page.getByRole("link", { name: "Clear filters" }).first().click()
    await page.waitForURL(`**${GENERATIONS}`)
  })

  test("open by keys to every step, the model's among them, skipped and failed ones with their reason", async () => {
    await open(GENERATIONS)
    await rowsOf(page).first().waitFor()
    for (let nth = 0; nth <= 5; nth++) await page.keyboard.press("j")
    await page.keyboard.press("Enter")
    await soon(async () => inAddress("open")).toBe(generationAt(5).generationId)
    const steps = page.getByRole("region", { name: "Steps" })
    const text = async () => (await steps.innerText()).replace(/\s+/g, " ")
    await soon(text).toContain("languageModel, the model 8.9 s")
    expect(await text()).toContain("objectStorage skipped nothing to keep")
    expect(await text()).toContain("mail failed after 10.0 s: The mailbox did not answer")
    await page.getByText("seed").waitFor()
    await page.keyboard.press("Enter")
    await soon(async () => inAddress("open")).toBeNull()
  })

  test("of one organization are a tab of its page, without a choice of organizations", async () => {
    await open("/admin/organizations/org_acme")
    await page.getByRole("navigation", { name: "Organization" }).getByRole("link", { name: "Generations" }).click()
    await page.waitForURL("**/admin/organizations/org_acme/generations")
    await rowsOf(page).first().waitFor()
    expect(await asked()).toEqual({ organizationId: "org_acme" })
    expect(await field("Organization").count()).toBe(0)
    await page.getByRole("link", { name: "Failed", exact: true }).click()
    await soon(asked).toEqual({ organizationId: "org_acme", outcome: "failed" })
    await page.getByRole("button", { name: "Export CSV" }).click()
    await soon(async () => callsOf("requestExport").at(-1)?.input["request"]).toMatchObject({
      filter: { organizationId: "org_acme", outcome: "failed" },
    })
    await open("/admin/organizations/org_none/generations")
    await page.getByText("There is no organization org_none for you").waitFor()
  })

  test("of one person are a link away from the person's page", async () => {
    const { userId } = generationAt(0)
    await open(`/admin/usage/people/${userId}`)
    await page.getByRole("main").getByRole("link", { name: "Generations" }).click()
    await soon(asked).toEqual({ user: userId })
  })

  test("come by themselves when there is news", async () => {
    await open(GENERATIONS)
    await rowsOf(page).first().waitFor()
    const before = callsOf("listGenerations").length
    fixtures.bump("generations")
    await soon(async () => callsOf("listGenerations").length).toBeGreaterThan(before)
  })

  test("say how far back a rare filter was looked for, and go on from there", async () => {
    await open(`${GENERATIONS}?mode=rare`)
    await page.getByText("Scanned through 05:02; what is older was not looked at.").waitFor()
    await page.getByRole("link", { name: "Continue" }).click()
    await page.getByText("No generation matches this filter").waitFor()
  })

  test("without a row say why: never any, none in this time, none that matches, not for this role, failed", async () => {
    fixtures.stage.empty = true
    await open(GENERATIONS)
    await page.getByText("No generations yet").waitFor()
    expect(await page.locator("[data-component='metric']").count()).toBe(0)
    await page.getByRole("button", { name: "Copy the events address" }).waitFor()
    await open(`${GENERATIONS}?to=2020-01-01T00:00:00.000Z`)
    await page.getByText("No generations in this time").waitFor()
    await open(`${GENERATIONS}?result=odd`)
    await page.getByText("No generation matches this filter").waitFor()
    fixtures.stage.failing = {
      listGenerations: { status: 403, code: "forbidden", detail: "Your role may not." },
      readGenerationFigures: { status: 500, code: "broken", detail: "Something broke." },
    }
    await open(GENERATIONS)
    await page.getByText("Not for your role").waitFor()
    await page.getByText("Something broke.").waitFor()
  })

  test("are exported as they are narrowed, in either format", async () => {
    await open(`${GENERATIONS}?outcome=failed&organizationId=org_acme`)
    await rowsOf(page).first().waitFor()
    await page.getByRole("button", { name: "Export CSV" }).click()
    await page.getByRole("button", { name: "NDJSON" }).click()
    await soon(async () => callsOf("requestExport").map(({ input }) => input["request"])).toEqual(
      ["csv", "ndjson"].map((format) => ({
        ...{ list: "generations", filter: { outcome: "failed", organizationId: "org_acme" }, format },
      })),
    )
  })
})

test(
  "the pages are good to read: light, dark, with forced colours, narrow",
  async () => {
    await open(GENERATIONS)
    await rowsOf(page).nth(5).getByRole("button").click()
    await page.getByText("The mailbox did not answer").waitFor()
    expect(await lookAt(page, "generations")).toEqual([])
    await open("/admin/organizations/org_acme/generations?outcome=failed")
    await rowsOf(page).first().waitFor()
    expect(await lookAt(page, "organization-generations")).toEqual([])
    fixtures.stage.empty = true
    await open(GENERATIONS)
    await page.getByText("No generations yet").waitFor()
    expect(await lookAt(page, "generations-empty")).toEqual([])
  },
  LOOK_MS_MAX,
)
