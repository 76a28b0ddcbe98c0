import { AxeBuilder } from "@axe-core/playwright"
import type { Page } from "playwright-core"
import { describe, expect, test } from "vitest"
import { EVENT_DATA } from "#shared/usage/event-data.ts"
import type { Fixtures } from "./support/fixture-server.ts"
import { stagePages } from "./support/stage-pages.ts"

let fixtures: Fixtures
let page: Page
stagePages((staged) => ({ fixtures, page } = staged))

const MEMBERS = "/organizations/org_acme/metrics"
const STAFF = "/admin/organizations/org_acme/metrics"
const as = (memberRole: "owner" | "member" | "viewer") => Object.assign(fixtures.stage, { staffRole: null, memberRole })
const open = async (path: string) => {
  await page.goto(fixtures.url + path)
  await page.waitForFunction(() => document.querySelector("h1") && !document.querySelector("main [aria-busy='true']"))
}
const flat = (text: string) => text.replace(/\s+/g, " ").trim()
const section = (title: string) => page.getByRole("region", { name: title, exact: true })
const words = async (title: string) => flat(await section(title).innerText())
const metric = async (label: string) =>
  flat(
    await page
      .locator("[data-component='metric']", {
        has: page.locator("[data-part='label']", { hasText: new RegExp(`^${label} \\?`) }),
      })
      .innerText(),
  )
const search = () => new URL(page.url()).search
const asked = () => fixtures.stage.calls.filter(({ endpoint }) => endpoint === "readOrganizationMetrics")
const column = (title: string, head: string) =>
  section(title)
    .locator("table")
    .evaluate((table, head) => {
      const at = [...table.querySelectorAll("thead th")].findIndex((one) => one.textContent?.trim() === head)
      return [...table.querySelectorAll("tbody tr[data-row]")].map((row) => row.children[at]?.textContent ?? "")
    }, head)
const numbers = (texts: readonly string[]) => texts.map((text) => Number(text.replace(/[^\d.]/g, "")))
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

describe("the figures", () => {
  test("say their change against the window before, what it was, and how each is computed", async () => {
    await open(STAFF)
    expect(await metric("Requests")).toMatch(/^Requests \? 600 .*% on the day before, was 4\d\d$/)
    expect(await metric("Error rate")).toMatch(/^Error rate \? 2\.5 % 15 with an error .* pt on the day before/)
    expect(await metric("Tokens")).toMatch(/^Tokens \? 1\.95 million/)
    expect(await metric("Cost")).toMatch(/^Cost \? \$3\.89 .* was \$/)
    expect(await metric("p95 latency")).toMatch(/^p95 latency \? [\d.]+ s p50 [\d.]+ s, p99 [\d.]+ s/)
    await page.getByRole("button", { name: "How is Cost of calls computed?" }).click()
    const told = page.getByRole("dialog", { name: "How Cost of calls is computed" })
    expect(flat(await told.innerText())).toMatch(/less discounts.*Compared with 18 Nov, 14:30 – 19 Nov, 14:02\./)
    await page.getByText("Model calls of Acme, 19 Nov, 14:30 to now. Times are UTC. As of 14:02.").waitFor()
  })

  test("have no change when it is not asked for, and rows neither", async () => {
    await open(STAFF)
    expect(await section("Top models").getByRole("columnheader", { name: "Change" }).count()).toBe(1)
    await page.getByRole("checkbox", { name: "Compare" }).uncheck({ force: true })
    await expect.poll(search).toBe("?compare=off")
    await expect.poll(() => metric("Requests")).toBe("Requests ? 600")
    expect(await section("Top models").getByRole("columnheader", { name: "Change" }).count()).toBe(0)
    expect(asked().at(-1)!.input["compare"]).toBeUndefined()
    await page.goBack()
    await expect.poll(() => metric("Requests")).toContain("on the day before")
  })
})

describe("the charts", () => {
  test("say from when history exists, hatch what is not over, and are read by keys", async () => {
    await open(`${STAFF}?window=7d`)
    for (const title of ["Requests", "Tokens by kind", "Cost by kind", "Latency"]) {
      expect(await words(title), title).toContain("history begins on 13 Nov")
      expect(await section(title).locator("[data-part='veil']").count(), title).toBe(1)
    }
    const slider = section("Requests").getByRole("slider")
    await slider.focus()
    await page.keyboard.press("Home")
    expect(await slider.getAttribute("aria-valuetext")).toMatch(/^Fri 13 Nov, 15:00 – 18:00, with an error \d+/)
    await page.keyboard.press("ArrowRight")
    await section("Latency").getByText("Fri 13 Nov, 18:00 – 21:00").waitFor()
    await section("Cost by kind").getByRole("button", { name: "Table of" }).click()
    expect(await section("Cost by kind").locator("tbody tr").count()).toBe(56)
    expect(flat(await section("Cost by kind").locator("tfoot").innerText())).toBe("Total $1.98 $1.91 $0.00")
  })

  test("have gaps where no call told how long it took", async () => {
    await page.route("**/api/**/metrics?*", async (route) => {
      const answer = await (await route.fetch()).json()
      for (const at of [10, 11, 30]) answer.points[at].latency = null
      await route.fulfill({ json: answer })
    })
    await open(STAFF)
    const lines = await section("Latency")
      .locator("[data-part='line']")
      .evaluateAll((all) => all.map((one) => one.getAttribute("d")))
    expect(lines.map((line) => line!.match(/M/g)?.length)).toEqual([3, 3, 3])
  })
})

describe("the ranked tables", () => {
  test("add up to the total, the rest in the last row, and show all when asked", async () => {
    await open(STAFF)
    for (const [title, head] of [
      ["Top models", "Model"],
      ["Top projects", "Project"],
      ["Top keys", "Key"],
      ["Top users", "User"],
    ] as const) {
      expect((await column(title, head)).length, title).toBeGreaterThan(1)
      expect(sum(numbers(await column(title, "Requests"))), title).toBe(600)
      expect(sum(numbers(await column(title, "Tokens"))), title).toBe(1_952_000)
    }
    expect((await column("Top users", "User")).at(-1)).toBe("all others")
    await section("Top users").getByRole("link", { name: "Show 12" }).click()
    await expect.poll(search).toBe("?top=all")
    await expect.poll(() => column("Top users", "User")).toHaveLength(12)
    expect(await column("Top users", "User")).toContain("nobody named")
    expect(sum(numbers(await column("Top users", "Requests")))).toBe(600)
    expect(await words("Error types")).toContain("timeout")
  })

  test("say where they are approximate", async () => {
    await page.route("**/api/**/metrics?*", async (route) => {
      const answer = await (await route.fetch()).json()
      answer.top.keys.approximate = true
      await route.fulfill({ json: answer })
    })
    await open(STAFF)
    expect(await words("Top keys")).toContain("Approximate: names that cost little were put together")
    expect(await words("Top users")).not.toContain("Approximate")
  })

  test("a project narrows the page to it, and what is not known of it is said", async () => {
    await open(MEMBERS.replace("/organizations", "/admin/organizations"))
    await section("Top projects").getByRole("link", { name: "site" }).click()
    await expect.poll(search).toBe("?project=site")
    await page.getByText("Only project site.").waitFor()
    await expect.poll(() => metric("Requests")).toMatch(/^Requests \? 300/)
    expect(await metric("p95 latency")).toContain("not kept for one project")
    expect(await words("Latency")).toContain("Not kept for one project")
    expect(await section("Top models").count()).toBe(0)
    await page.getByRole("link", { name: "All projects" }).click()
    await section("Top models").waitFor()
    expect(search()).toBe("")
    await page.goBack()
    await page.getByText("Only project site.").waitFor()
  })
})

describe("news", () => {
  test("change what rows say, not where they stand nor what has the focus, while they are looked at", async () => {
    let reversed = false
    await page.route("**/api/**/metrics?*", async (route) => {
      const answer = await (await route.fetch()).json()
      if (reversed) {
        answer.top.projects.rows.reverse()
        for (const row of answer.top.projects.rows) row.requests += 7
      }
      await route.fulfill({ json: answer })
    })
    await open(STAFF)
    const before = await column("Top projects", "Project")
    await section("Top projects").getByRole("link", { name: before[0]! }).focus()
    reversed = true
    await page.keyboard.press("r")
    await expect.poll(() => column("Top projects", "Requests")).toEqual(["307", "307"])
    expect(await column("Top projects", "Project")).toEqual(before)
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(before[0])
    await page.evaluate(() => (document.activeElement as HTMLElement).blur())
    await expect.poll(() => column("Top projects", "Project")).toEqual([...before].reverse())
  })

  test("are asked for by themselves while the window ends now, and not for one that is over", async () => {
    await open(STAFF)
    const once = asked().length
    await expect.poll(() => asked().length, { timeout: 14_000, interval: 500 }).toBe(once + 1)
    await open(`${STAFF}?from=2026-11-03T08:00:00.000Z&to=2026-11-03T18:00:00.000Z`)
    const over = asked().length
    await page.waitForTimeout(11_000)
    expect(asked()).toHaveLength(over)
  }, 40_000)
})

describe("the address", () => {
  test("holds the window; the usual leaves it clean, Back undoes, and what is wrong is as if unsaid", async () => {
    await open(`${STAFF}?window=moon&from=yesterday&to=2026-11-01T00:00:00.000Z`)
    expect(asked().at(-1)!.input).toMatchObject({ window: "1d", compare: "previous" })
    await open(STAFF)
    await page.getByRole("link", { name: "30 d", exact: true }).focus()
    await page.keyboard.press("Enter")
    await expect.poll(search).toBe("?window=30d")
    await page.getByText("22 Oct, 00:00 to now").first().waitFor()
    await page.goBack()
    await page.getByText("19 Nov, 14:30 to now").first().waitFor()
    expect(search()).toBe("")
  })

  test("holds a chosen stretch of time, chosen by keys alone", async () => {
    await open(`${STAFF}?window=7d`)
    await page.getByRole("button", { name: "Custom" }).focus()
    await page.keyboard.press("Enter")
    const dialog = page.getByRole("dialog", { name: "Custom window" })
    expect(await dialog.getByLabel("From").inputValue()).toBe("2026-11-13T15:00")
    await dialog.getByLabel("From").fill("2026-11-03T18:00")
    await dialog.getByLabel("To").fill("2026-11-03T08:00")
    await page.keyboard.press("Enter")
    await dialog.getByRole("alert").getByText("The end comes after the start.").waitFor()
    await dialog.getByLabel("From").fill("2026-11-03T08:00")
    await dialog.getByLabel("To").fill("2026-11-03T18:00")
    await page.keyboard.press("Enter")
    await expect.poll(search).toBe("?from=2026-11-03T08%3A00%3A00.000Z&to=2026-11-03T18%3A00%3A00.000Z")
    await page.getByRole("button", { name: "3 Nov, 08:00 – 18:00" }).waitFor()
    expect(await section("Requests").locator("[data-part='veil']").count()).toBe(0)
    await page.getByRole("link", { name: "1 d", exact: true }).click()
    await expect.poll(search).toBe("")
  })
})

describe("who may not see costs", () => {
  test("sees none, is told who can grant it, and finds names ranked by tokens", async () => {
    as("member")
    await open(MEMBERS)
    expect(await page.locator("main").innerText()).not.toContain("$")
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
    const menu = page.getByRole("navigation", { name: "Main" })
    expect(await menu.getByRole("listitem").allInnerTexts()).toEqual(["Dashboard", "Usage", "Metrics", "Settings"])
    await menu.getByRole("link", { name: "Metrics" }).click()
    await page.waitForURL(`**${MEMBERS}`)
    Object.assign(fixtures.stage, { staffRole: "support", memberRole: null })
    await open("/admin/organizations/org_acme")
    await page.locator("main").getByRole("link", { name: "Metrics" }).click()
    await page.waitForURL(`**${STAFF}`)
    await page.getByText("Model calls of Acme").waitFor()
  })
})

describe("without calls", () => {
  test("ever, it says how to send the first one", async () => {
    as("member")
    fixtures.stage.empty = true
    await open(MEMBERS)
    const command = await page.getByRole("region", { name: "the command that sends a first model call" }).innerText()
    const [, told = ""] = /-d '([^]*)'$/.exec(command) ?? []
    const event = JSON.parse(told.replace(/'\$\(date [^)]*\)'/g, "2026-11-20T14:02:11Z"))
    expect(event).toMatchObject({ type: "usage.recorded", data: { org: "org_acme" } })
    expect(EVENT_DATA["usage.recorded"].safeParse(event.data).error).toBeUndefined()
    expect(await page.getByRole("link", { name: "ingest key" }).count()).toBe(0)
    expect(await page.getByRole("slider").count()).toBe(0)
    as("owner")
    await open(MEMBERS)
    expect(await page.getByRole("link", { name: "ingest key" }).getAttribute("href")).toBe(
      "/organizations/org_acme/settings",
    )
  })

  test("in the window, it offers a wider one; of a project, all of them", async () => {
    fixtures.stage.empty = true
    await page.route("**/api/**/metrics?*", async (route) => {
      const answer = await (await route.fetch()).json()
      const totals = { ...answer.totals, requests: 440, errors: 4, errorRate: 4 / 440 }
      const previous = answer.previous && { ...answer.previous, totals }
      await route.fulfill({ json: { ...answer, previous, historyBegins: "2026-03-04" } })
    })
    await open(`${STAFF}?project=site`)
    await page.getByText("No calls of project site in the last day").waitFor()
    await page.getByText("History begins on 4 Mar.").waitFor()
    expect(await metric("Error rate")).toMatch(/no requests was 0\.9 % in the day before$/)
    await page.locator("main [data-component='state']").getByRole("link", { name: "All projects" }).click()
    await page.getByText("No calls in the last day").waitFor()
    await page.getByRole("link", { name: "Show the last 7 days" }).click()
    await page.getByText("No calls in the last 7 days").waitFor()
    await open(`${STAFF}?window=365d`)
    expect(await page.getByRole("link", { name: /^Show the last/ }).count()).toBe(0)
  })
})

describe("trouble", () => {
  const broken = { status: 503, code: "notStored", detail: "The table did not answer." }

  test("says why once, with its request id, and goes when it is asked again", async () => {
    fixtures.stage.failing = { readOrganizationMetrics: broken }
    await open(STAFF)
    expect(await page.getByRole("alert").count()).toBe(1)
    expect(flat(await page.getByRole("alert").innerText())).toContain(
      "The table did not answer. Try again req_71c0f4a2",
    )
    fixtures.stage.failing = {}
    await page.getByRole("button", { name: "Try again" }).click()
    await section("Top models").waitFor()
    expect(await page.getByRole("alert").count()).toBe(0)
  })

  test("keeps what is there, dated", async () => {
    await open(STAFF)
    fixtures.stage.failing = { readOrganizationMetrics: broken }
    await page.getByRole("button", { name: "Refresh" }).click()
    await page.getByText(/^Could not refresh\. The table did not answer\. Shown as of/).waitFor()
    expect(await metric("Requests")).toContain("600")
    expect(await page.locator("[data-component='stale']").count()).toBe(1)
  })
})

const LOOKS = [
  { name: "light", width: 1280, colorScheme: "light", forcedColors: "none" },
  { name: "dark", width: 1280, colorScheme: "dark", forcedColors: "none" },
  { name: "forced colours", width: 1280, colorScheme: "light", forcedColors: "active" },
  { name: "320 px", width: 320, colorScheme: "light", forcedColors: "none" },
] as const

test.each(LOOKS)(
  "axe finds nothing in $name, and nothing runs over the edge",
  async ({ width, colorScheme, forcedColors }) => {
    await page.setViewportSize({ width, height: 900 })
    await page.emulateMedia({ colorScheme, forcedColors, reducedMotion: "reduce" })
    const states = [
      { staffRole: "admin" as const, query: "" },
      { staffRole: null, query: "?window=30d&project=site" },
      { staffRole: null, query: "", empty: true },
    ]
    for (const { staffRole, query, empty = false } of states) {
      Object.assign(fixtures.stage, { staffRole, memberRole: staffRole ? null : "member", empty })
      await open((staffRole ? STAFF : MEMBERS) + query)
      const { violations } = await new AxeBuilder({ page })
        .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
        .analyze()
      expect(
        violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`),
        query,
      ).toEqual([])
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), query).toBeLessThanOrEqual(0)
    }
  },
  120_000,
)
