import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { testLooks } from "./support/looks.ts"
import { metricsStage } from "./support/metrics-stage.ts"

const { page, stage, section, open, words, metric, search, column, callsOf } = metricsStage()
const STAFF = "/admin/organizations/org_acme/cost"
const MEMBERS = "/organizations/org_acme/cost"

/** What the browser keeps when a button is pressed. */
async function saved(press: () => Promise<void>) {
  const [download] = await Promise.all([page().waitForEvent("download"), press()])
  return {
    name: download.suggestedFilename(),
    lines: readFileSync(await download.path(), "utf8")
      .trim()
      .split("\r\n"),
  }
}

describe("the page", () => {
  test("says what calls cost, how that comes about, and what the month comes to", async () => {
    await open(STAFF)
    expect(await metric("Total")).toMatch(/^Total \? \$3\.89 .*% on the day before, was \$/)
    expect(await metric("Per request")).toMatch(/^Per request \? \$0\.006476 600 requests/)
    expect(await metric("Per 1,000 tokens")).toMatch(/^Per 1,000 tokens \? \$0\.001991 1,952,000 tokens/)
    expect(await metric("So far")).toBe("So far ? $58.01 day 20 of 30")
    expect(await metric("At this rate")).toBe("At this rate ? $85.28 the whole month, by its 19 full days")
    expect(await column("Cost by kind", "Cost")).toEqual(["$1.98", "$1.91", "$0.00", "$0.00", "$3.89"])
    await page().getByRole("button", { name: "How is This month at its rate computed?" }).click()
    await page().getByRole("dialog").getByText("A straight line, not a prediction").waitFor()
    await page().getByText("Cost of model calls of Acme, 19 Nov, 14:30 to now.").waitFor()
  })

  test("tells cost apart by kind, by model and by project; the choice stands in the address", async () => {
    await open(STAFF)
    expect(await words("Cost over time")).toContain("input $1.98 output $1.91")
    expect(callsOf("readSpendCourse")).toEqual([])
    await section("Cost over time").getByRole("link", { name: "Model", exact: true }).click()
    await expect.poll(search).toBe("?by=models")
    await expect.poll(() => words("Cost over time")).toMatch(/large \$\S+ middle \$\S+ small \$\S+ others \$/)
    await section("Cost over time").getByRole("link", { name: "Project", exact: true }).click()
    await expect.poll(() => words("Cost over time")).toMatch(/site \$\S+ help \$\S+ others \$\S+ no project \$/)
    await page().goBack()
    await expect.poll(() => words("Cost over time")).toContain("large")
  })

  test("a project narrows it to its own cost, of the month too", async () => {
    await open(`${STAFF}?by=models`)
    await section("Top projects").getByRole("link", { name: "site" }).click()
    await expect.poll(search).toBe("?project=site")
    await page().getByText("Only project site.").waitFor()
    await expect.poll(() => metric("Total")).toMatch(/\$1\.9/)
    await expect.poll(() => metric("So far")).toContain("$29.00")
    expect(await section("Cost over time").getByRole("link", { name: "Project", exact: true }).count()).toBe(0)
    await section("Cost over time").getByRole("link", { name: "Model", exact: true }).click()
    await expect.poll(() => words("Cost over time")).toMatch(/large \$\S+ middle \$/)
    expect(callsOf("readSpendCourse").at(-1)!.input).toMatchObject({ by: "models", project: "site" })
    await section("Top models").waitFor()
    expect(await section("Top projects").count()).toBe(0)
  })

  test("leaves files that add up to the total", async () => {
    await open(STAFF)
    const kinds = await saved(() => section("Cost over time").getByRole("button", { name: "CSV" }).click())
    expect(kinds.name).toBe("cost-org_acme-by-kind-2026-11-19-2026-11-20.csv")
    expect(kinds.lines).toHaveLength(49)
    const cents = kinds.lines.slice(1).map((line) => Math.round(Number(line.split(",").at(-1)) * 1e6))
    expect(Math.round(cents.reduce((sum, one) => sum + one, 0) / 10_000)).toBe(389)
    const users = await saved(() => page().getByRole("button", { name: "CSV of top users" }).click())
    expect(users.lines[0]).toBe("user,name,requests,errors,tokens,costUsd,share")
    const requests = users.lines.slice(1).map((line) => Number(line.split(",")[2]))
    expect(requests.reduce((sum, one) => sum + one, 0)).toBe(600)
    await open(`${STAFF}?by=projects`)
    const names = await saved(() => section("Cost over time").getByRole("button", { name: "CSV" }).click())
    expect(names.lines[0]).toBe("from,site,help,(none),(all others)")
  })

  test("is found from metrics, and who may not see costs is told who can grant it", async () => {
    await open("/admin/organizations/org_acme/metrics")
    await section("Cost by kind").getByRole("link", { name: "All of cost" }).click()
    await page().waitForURL(`**${STAFF}`)
    await expect.poll(() => metric("So far")).toContain("$58.01")
    const before = callsOf("readSpendMonth").length
    Object.assign(stage(), { staffRole: null, memberRole: "member" })
    await open(MEMBERS)
    await page().getByText("Your role here is member; an owner can grant it.").waitFor()
    expect(await page().locator("main").innerText()).not.toContain("$")
    expect(callsOf("readSpendMonth")).toHaveLength(before)
  })

  test("without calls says how to send the first one", async () => {
    stage().empty = true
    await open(STAFF)
    await page().getByRole("heading", { name: "No model calls yet" }).waitFor()
    expect(callsOf("readSpendMonth")).toEqual([])
  })

  test("a month that cannot be read says so alone", async () => {
    stage().failing = { readSpendMonth: { status: 503, code: "notStored", detail: "The table did not answer." } }
    await open(STAFF)
    await section("This month").getByRole("alert").getByText("The table did not answer.").waitFor()
    expect(await metric("Total")).toContain("$3.89")
  })
})

testLooks(page, async (check) => {
  for (const { role, query } of [
    { role: "owner" as const, query: "?by=projects" },
    { role: "owner" as const, query: "?window=30d&project=site" },
    { role: "viewer" as const, query: "" },
  ]) {
    Object.assign(stage(), { staffRole: null, memberRole: role })
    await open(MEMBERS + query)
    await check(query)
  }
})
