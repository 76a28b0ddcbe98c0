import { describe, expect, test } from "vitest"
import { soon } from "./journeys/house.ts"
import { EVENT_DATA } from "#shared/usage/event-data.ts"
import { testLooks } from "./support/looks.ts"
import { flat, MEMBERS, metricsStage, numbers, STAFF } from "./support/metrics-stage.ts"

const { page, stage, section, open, answer, words, metric, column } = metricsStage()
const as = (memberRole: "owner" | "member" | "viewer") => Object.assign(stage(), { staffRole: null, memberRole })

describe("who may not see costs", () => {
  test("sees none, is told who can grant it, and finds names ranked by tokens", async () => {
    as("member")
    await open(MEMBERS)
    expect(await page().locator("main").innerText()).not.toContain("$")
    expect(await words("Cost by kind")).toContain(
      "Costs are for owners and admins Your role here is member; an owner can grant it.",
    )
    expect(await words("Top models")).toContain("by tokens")
    expect(await section("Top models").getByRole("columnheader", { name: "Cost" }).count()).toBe(0)
    const tokens = numbers(await column("Top models", "Tokens"))
    expect(tokens).toEqual([...tokens].sort((a, b) => b - a))
  })

  test("the menu leads a member there, the organization's page leads staff there", async () => {
    as("viewer")
    await open("/organizations/org_acme/overview")
    const menu = page().getByRole("navigation", { name: "Main" })
    await soon(() => menu.getByRole("listitem").allInnerTexts()).toEqual([
      "Dashboard",
      "Usage",
      "Metrics",
      "Cost",
      "Team",
      "Settings",
    ])
    await menu.getByRole("link", { name: "Metrics" }).click()
    await page().waitForURL(`**${MEMBERS}`)
    Object.assign(stage(), { staffRole: "support", memberRole: null })
    await open("/admin/organizations/org_acme")
    await page().locator("main").getByRole("link", { name: "Metrics" }).click()
    await page().waitForURL(`**${STAFF}`)
    await page().getByText("Model calls of Acme").waitFor()
  })
})

describe("without calls", () => {
  test("ever, it says how to send the first one", async () => {
    as("member")
    stage().empty = true
    await open(MEMBERS)
    const command = await page().getByRole("region", { name: "the command that sends a first model call" }).innerText()
    const [, told = ""] = /-d '([^]*)'$/.exec(command) ?? []
    const event = JSON.parse(told.replace(/'\$\(date [^)]*\)'/g, "2026-11-20T14:02:11Z"))
    expect(event).toMatchObject({ type: "usage.recorded", data: { org: "org_acme" } })
    expect(EVENT_DATA["usage.recorded"].safeParse(event.data).error).toBeUndefined()
    expect(await page().getByRole("link", { name: "ingest key" }).count()).toBe(0)
    expect(await page().getByRole("slider").count()).toBe(0)
    as("owner")
    await open(MEMBERS)
    expect(await page().getByRole("link", { name: "ingest key" }).getAttribute("href")).toBe(
      "/organizations/org_acme/settings",
    )
  })

  test("in the window, it offers a wider one; of a project, all of them", async () => {
    stage().empty = true
    await answer((told) => {
      const totals = { ...told.totals, requests: 440, errors: 4, errorRate: 4 / 440 }
      return { ...told, previous: told.previous && { ...told.previous, totals }, historyBegins: "2026-03-04" }
    })
    await open(`${STAFF}?project=site`)
    await page().getByText("No calls of project Website (site) in the last day").waitFor()
    await page().getByText("History begins on 4 Mar.").waitFor()
    expect(await metric("Error rate")).toMatch(/no requests was 0\.9 % in the day before$/)
    await page().locator("main [data-component='state']").getByRole("link", { name: "All projects" }).click()
    await page().getByText("No calls in the last day").waitFor()
    await page().getByRole("link", { name: "Show the last 7 days" }).click()
    await page().getByText("No calls in the last 7 days").waitFor()
    await open(`${STAFF}?window=365d`)
    expect(
      await page()
        .getByRole("link", { name: /^Show the last/ })
        .count(),
    ).toBe(0)
  })
})

describe("trouble", () => {
  const broken = { status: 503, code: "notStored", detail: "The table did not answer." }

  test("says why once, with its request id, and goes when it is asked again", async () => {
    stage().failing = { readOrganizationMetrics: broken }
    await open(STAFF)
    expect(await page().getByRole("alert").count()).toBe(1)
    expect(flat(await page().getByRole("alert").innerText())).toContain(
      "The table did not answer. Try again req_71c0f4a2",
    )
    stage().failing = {}
    await page().getByRole("button", { name: "Try again" }).click()
    await section("Top models").waitFor()
    expect(await page().getByRole("alert").count()).toBe(0)
  })

  test("keeps what is there, dated", async () => {
    await open(STAFF)
    stage().failing = { readOrganizationMetrics: broken }
    await page().getByRole("button", { name: "Refresh" }).click()
    await page()
      .getByText(/^Could not refresh\. The table did not answer\. Shown as of/)
      .waitFor()
    expect(await metric("Requests")).toContain("600")
    expect(await page().locator("[data-component='stale']").count()).toBe(1)
  })
})

testLooks(page, async (check) => {
  const states = [
    { staffRole: "admin" as const, query: "" },
    { staffRole: null, query: "?window=30d&project=site" },
    { staffRole: null, query: "", empty: true },
  ]
  for (const { staffRole, query, empty = false } of states) {
    Object.assign(stage(), { staffRole, memberRole: staffRole ? null : "member", empty })
    await open((staffRole ? STAFF : MEMBERS) + query)
    await check(query)
  }
})
