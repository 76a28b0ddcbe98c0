import { describe, expect, test } from "vitest"
import { HASTE, hasten } from "./support/hasten.ts"
import { flat, metricsStage, numbers, STAFF } from "./support/metrics-stage.ts"

const { page, section, open, answer, words, metric, search, asked, column } = metricsStage()
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

describe("the figures", () => {
  test("say their change against the window before, what it was, and how each is computed", async () => {
    await open(STAFF)
    expect(await metric("Requests")).toMatch(/^Requests \? 600 .*% on the day before, was 4\d\d$/)
    expect(await metric("Error rate")).toMatch(/^Error rate \? 2\.5 % 15 with an error .* pt on the day before/)
    expect(await metric("Tokens")).toMatch(/^Tokens \? 1\.95 million/)
    expect(await metric("Cost")).toMatch(/^Cost \? \$3\.89 .* was \$/)
    expect(await metric("p95 latency")).toMatch(/^p95 latency \? [\d.]+ s p50 [\d.]+ s, p99 [\d.]+ s/)
    await page().getByRole("button", { name: "How is Cost of calls computed?" }).click()
    const told = page().getByRole("dialog", { name: "How Cost of calls is computed" })
    expect(flat(await told.innerText())).toMatch(/less discounts.*Compared with 18 Nov, 14:30 – 19 Nov, 14:02\./)
    await page().getByText("Model calls of Acme, 19 Nov, 14:30 to now. Times are UTC. As of 14:02.").waitFor()
  })

  test("have no change when it is not asked for, and rows neither", async () => {
    await open(STAFF)
    expect(await section("Top models").getByRole("columnheader", { name: "Change" }).count()).toBe(1)
    await page().getByRole("checkbox", { name: "Compare" }).uncheck({ force: true })
    await expect.poll(search).toBe("?compare=off")
    await expect.poll(() => metric("Requests")).toBe("Requests ? 600")
    expect(await section("Top models").getByRole("columnheader", { name: "Change" }).count()).toBe(0)
    expect(asked().at(-1)!.input["compare"]).toBeUndefined()
    await page().goBack()
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
    await page().keyboard.press("Home")
    expect(await slider.getAttribute("aria-valuetext")).toMatch(/^Fri 13 Nov, 15:00 – 18:00, with an error \d+/)
    await page().keyboard.press("ArrowRight")
    await section("Latency").getByText("Fri 13 Nov, 18:00 – 21:00").waitFor()
    await section("Cost by kind").getByRole("button", { name: "Table of" }).click()
    expect(await section("Cost by kind").locator("tbody tr").count()).toBe(56)
    expect(flat(await section("Cost by kind").locator("tfoot").innerText())).toBe("Total $1.98 $1.91 $0.00")
  })

  test("have gaps where no call told how long it took", async () => {
    await answer(({ points }) => {
      for (const at of [10, 11, 30]) points[at]!.latency = null
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
    await answer(({ top }) => {
      top!.keys.approximate = true
    })
    await open(STAFF)
    expect(await words("Top keys")).toContain("Approximate: names that cost little were put together")
    expect(await words("Top users")).not.toContain("Approximate")
  })

  test("a project narrows the page to it, with everything that is told of all", async () => {
    await open(STAFF)
    await section("Top projects").getByRole("link", { name: "Website" }).click()
    await expect.poll(search).toBe("?project=site")
    await page().getByRole("heading", { level: 1, name: "Website" }).waitFor()
    await page().getByText("Only project Website (site).").waitFor()
    await page().getByText("Model calls in project site of Acme").waitFor()
    await expect.poll(() => metric("Requests")).toMatch(/^Requests \? 300/)
    expect(await metric("p95 latency")).toMatch(/^p95 latency \? [\d.]+ s p50 [\d.]+ s, p99/)
    expect(await section("Latency").locator("[data-part='line']").count()).toBe(3)
    for (const title of ["Top models", "Top keys", "Top users"])
      expect(sum(numbers(await column(title, "Requests"))), title).toBe(300)
    expect(await words("Error types")).toContain("timeout")
    expect(await section("Top projects").count()).toBe(0)
    const hrefOf = (name: string) => page().getByRole("link", { name }).getAttribute("href")
    expect(await hrefOf("Its request logs")).toBe("/admin/organizations/org_acme/logs?project=site")
    expect(await hrefOf("Its cost")).toBe("/admin/organizations/org_acme/cost?project=site")
    expect(await hrefOf("All of cost")).toBe("/admin/organizations/org_acme/cost?project=site")
    await page().getByRole("link", { name: "All projects" }).click()
    await section("Top projects").waitFor()
    expect(search()).toBe("")
    await page().goBack()
    await page().getByText("Only project Website (site).").waitFor()
  })

  test("of a project of which only sums are known, what is missing is said", async () => {
    await answer((told) => {
      told.top = null
      told.errorTypes = null
      told.totals.latency = null
    })
    await open(`${STAFF}?project=site`)
    await page().getByText("In this window only its requests, errors, tokens and cost are known: it is one").waitFor()
    expect(await metric("p95 latency")).toContain("not kept for this project")
    expect(await words("Latency")).toContain("Not kept for this project")
    expect(await section("Top models").count()).toBe(0)
  })
})

describe("news", () => {
  test("change what rows say, not where they stand nor what has the focus, while they are looked at", async () => {
    let reversed = false
    await answer(({ top }) => {
      if (!reversed) return
      top!.projects!.rows.reverse()
      for (const row of top!.projects!.rows) row.requests += 7
    })
    await open(STAFF)
    const before = await column("Top projects", "Project")
    await section("Top projects").getByRole("link", { name: before[0]! }).focus()
    reversed = true
    await page().keyboard.press("r")
    await expect.poll(() => column("Top projects", "Requests")).toEqual(["307", "307"])
    expect(await column("Top projects", "Project")).toEqual(before)
    expect(await page().evaluate(() => document.activeElement?.textContent)).toBe(before[0])
    await page().evaluate(() => (document.activeElement as HTMLElement).blur())
    await expect.poll(() => column("Top projects", "Project")).toEqual([...before].reverse())
  })

  test("are asked for by themselves while the window ends now, and not for one that is over", async () => {
    await hasten(page())
    await open(STAFF)
    const once = asked().length
    await expect.poll(() => asked().length, { timeout: 14_000 }).toBe(once + 1)
    await open(`${STAFF}?from=2026-11-03T08:00:00.000Z&to=2026-11-03T18:00:00.000Z`)
    const over = asked().length
    await page().waitForTimeout(20_000 / HASTE)
    expect(asked()).toHaveLength(over)
  })
})

describe("the address", () => {
  test("holds the window; the usual leaves it clean, Back undoes, and what is wrong is as if unsaid", async () => {
    await open(`${STAFF}?window=moon&from=yesterday&to=2026-11-01T00:00:00.000Z`)
    expect(asked().at(-1)!.input).toMatchObject({ window: "1d", compare: "previous" })
    await open(STAFF)
    await page().getByRole("link", { name: "30 d", exact: true }).focus()
    await page().keyboard.press("Enter")
    await expect.poll(search).toBe("?window=30d")
    await page().getByText("22 Oct, 00:00 to now").first().waitFor()
    await page().goBack()
    await page().getByText("19 Nov, 14:30 to now").first().waitFor()
    expect(search()).toBe("")
  })

  test("holds a chosen stretch of time, chosen by keys alone", async () => {
    await open(`${STAFF}?window=7d`)
    await page().getByRole("button", { name: "Custom" }).focus()
    await page().keyboard.press("Enter")
    const dialog = page().getByRole("dialog", { name: "Custom window" })
    expect(await dialog.getByLabel("From").inputValue()).toBe("2026-11-13T15:00")
    await dialog.getByLabel("From").fill("2026-11-03T18:00")
    await dialog.getByLabel("To").fill("2026-11-03T08:00")
    await page().keyboard.press("Enter")
    await dialog.getByRole("alert").getByText("The end comes after the start.").waitFor()
    await dialog.getByLabel("From").fill("2026-11-03T08:00")
    await dialog.getByLabel("To").fill("2026-11-03T18:00")
    await page().keyboard.press("Enter")
    await expect.poll(search).toBe("?from=2026-11-03T08%3A00%3A00.000Z&to=2026-11-03T18%3A00%3A00.000Z")
    await page().getByRole("button", { name: "3 Nov, 08:00 – 18:00" }).waitFor()
    expect(await section("Requests").locator("[data-part='veil']").count()).toBe(0)
    await page().getByRole("link", { name: "1 d", exact: true }).click()
    await expect.poll(search).toBe("")
  })
})
