import { readFile } from "node:fs/promises"
import { describe, expect, test } from "vitest"
import { BOARD_DEFINITIONS } from "#shared/usage/board-definitions.ts"
import { flat } from "./overview-stage.ts"
import { PEOPLE } from "./usage-fixture.ts"
import { ORGANIZATION, usageStage } from "./usage-stage.ts"

const { page, open, section, words, metric, column, turn, calls } = usageStage()
const search = () => new URL(page().url()).search
const board = () => section("Leaderboard")

describe("the figures", () => {
  test("say their change against the window before, and what it was", async () => {
    await open()
    expect(await metric("Sessions")).toMatch(/^Sessions \? 357 .*7\.0 % on the 30 days before, was 384$/)
    expect(await metric("Success rate")).toMatch(/251 of 349 ended .*1\.1 pt on the 30 days before, was 70\.8 %$/)
    expect(await metric("Cost")).toMatch(/\$1\.95 a session .* was \$776\.64$/)
    expect(await page().locator("[data-part='figures'] [data-component='spark']").count()).toBe(4)
    const links = await page().locator("[data-part='figures'] [data-component='metric'] > a").all()
    const hrefs = await Promise.all(links.map((link) => link.getAttribute("href")))
    const rows = expect.stringMatching(/^\/admin\/usage\/sessions\?from=2026-.*&to=2026-/)
    expect(hrefs).toEqual([rows, "#leaderboard", rows, rows])
    expect(await page().locator("#leaderboard").count()).toBe(1)
  })

  test("lead to the board, and what is asked for stays", async () => {
    await open("?days=7")
    await page().locator("[data-component='metric'] > a[href='#leaderboard']").first().click()
    await expect.poll(() => new URL(page().url()).hash).toBe("#leaderboard")
    expect(search()).toBe("?days=7")
    await expect.poll(() => board().evaluate((it) => it.getBoundingClientRect().top < innerHeight / 2)).toBe(true)
  })

  test("have no change when it is not asked for, and the board no moved places", async () => {
    await open()
    await page().getByRole("checkbox", { name: "Compare" }).uncheck({ force: true })
    await expect.poll(search).toBe("?compare=off")
    await expect.poll(() => metric("Sessions")).toBe("Sessions ? 357")
    expect(await board().getByRole("columnheader", { name: "Moved" }).count()).toBe(0)
    await page().goBack()
    await expect.poll(() => metric("Sessions")).toContain("was 384")
  })

  test("every definition stands behind a ?", async () => {
    await open()
    const told = () =>
      page()
        .getByRole("button", { name: /^How is / })
        .evaluateAll((all) => [...new Set(all.map((button) => button.getAttribute("aria-label")))].sort())
    const wanted = Object.values(BOARD_DEFINITIONS).map(({ title }) => `How is ${title} computed?`)
    await expect.poll(told).toEqual(wanted.sort())
    await board().getByRole("button", { name: "How is Streak computed?" }).click()
    expect(flat(await page().getByRole("dialog", { name: "How Streak is computed" }).innerText())).toMatch(
      /Days in a row .* Window All history.* Computed 14:02, with this answer$/,
    )
  })
})

describe("the address", () => {
  test("holds range, window, measure and split; the usual leave it clean, and Back undoes", async () => {
    await open()
    await page().getByRole("link", { name: "7 d" }).click()
    await expect.poll(search).toBe("?days=7")
    await section("Sessions by status").getByText("14 Nov – today").waitFor()
    await page().getByRole("link", { name: "Rolling" }).click()
    await expect.poll(search).toBe("?days=7&window=rolling")
    await page().getByText("13 Nov, 14:02 to 20 Nov, 14:02").waitFor()
    await page().getByRole("navigation", { name: "Rank by" }).getByRole("link", { name: "Cost" }).click()
    await expect.poll(search).toBe("?days=7&window=rolling&rank=cost")
    await board().getByText("by cost").waitFor()
    await page().getByRole("link", { name: "30 d" }).click()
    await expect.poll(search).toBe("?window=rolling&rank=cost")
    for (let back = 0; back < 4; back++) await page().goBack()
    await section("Sessions by status").getByText("22 Oct – today").waitFor()
    expect(search()).toBe("")
    const asked = (await calls()).filter((call) => call.includes("/repos"))
    expect(asked).toContain("GET /api/leaderboard/repos?days=7&window=rolling")
    expect(asked.some((call) => call.includes("rank="))).toBe(false)
  })

  test("what it says wrongly is as if unsaid", async () => {
    await open("?days=8&window=moon&rank=luck&sort=__proto__&show=some")
    expect((await calls()).find((call) => call.includes("/leaderboard?"))).toBe(
      "GET /api/leaderboard?days=30&compare=previous",
    )
    expect(await column("Person")).toHaveLength(11)
  })
})

describe("the board", () => {
  test("is sorted by any column, by keyboard, nobody's row last; the order stands in the address", async () => {
    await open("?show=all")
    const heads = await board().getByRole("columnheader").getByRole("link").allInnerTexts()
    expect(heads).toHaveLength(17)
    await board().getByRole("columnheader", { name: "Cost" }).getByRole("link").focus()
    await page().keyboard.press("Enter")
    await expect.poll(search).toBe("?show=all&sort=cost")
    const costs = async () => (await column("Cost")).slice(0, -1).map((text) => Number(text.slice(1)))
    await expect.poll(async () => (await costs())[0]).toBe(106.77)
    expect(await costs()).toEqual([...(await costs())].sort((a, b) => b - a))
    expect(await board().locator("th[aria-sort='descending']").innerText()).toContain("Cost")
    await page().keyboard.press("Enter")
    await expect.poll(search).toBe("?show=all&sort=cost&order=asc")
    await expect.poll(async () => (await costs())[0]).toBeLessThan(20)
    expect((await column("Person")).at(-1)).toBe("Unknown")
    for (const head of heads) {
      await board().getByRole("columnheader", { name: head.trim(), exact: true }).getByRole("link").click()
      expect((await column("Person")).at(-1), head).toBe("Unknown")
    }
  })

  test("shows ten and all; the reader's own row is below the ten when it is further down", async () => {
    await open("?state=below", ORGANIZATION)
    const ten = await column("Person")
    expect(ten).toHaveLength(12)
    expect(ten[10]).toBe("dmitriyou")
    expect(Number((await column("Rank"))[10])).toBeGreaterThan(10)
    expect(await words("Leaderboard")).toContain("11 of 13 people and the unknown row. Totals count everyone.")
    await board().getByRole("link", { name: "Show all 13" }).click()
    await expect.poll(search).toBe("?state=below&show=all")
    expect(await column("Person")).toHaveLength(14)
  })

  test("says medals, streaks and who is active in words too", async () => {
    await open()
    expect((await column("Rank")).slice(0, 4)).toEqual(["1, gold", "2, silver", "3, bronze", "4"])
    await board().getByRole("img", { name: "5 days in a row, 2 of 3 flames" }).first().waitFor()
    await board()
      .getByRole("img", { name: /^active now, \d+ sessions?$/ })
      .first()
      .waitFor()
    expect((await column("Moved")).slice(0, 4)).toEqual([
      "+11 place up",
      "+11 place up",
      "+11 place up",
      "−33 places down",
    ])
  })

  test("totals of who hides stand in one line, and everything adds up", async () => {
    await open("?state=hidden&show=all")
    expect(await column("Person")).toHaveLength(PEOPLE.length - 2 + 1)
    const cell = async (row: RegExp) =>
      Number(await board().getByRole("row", { name: row }).getByRole("cell").nth(2).innerText())
    const rows = (await column("Sessions")).reduce((sum, text) => sum + Number(text), 0)
    expect(rows + (await cell(/2 hidden/))).toBe(await cell(/13 people/))
    expect(await words("Leaderboard")).toContain("Totals count everyone, 2 hidden by choice.")
    await page().getByText("Totals of every section agree with the summary.").waitFor()
  })

  test("hides the reader and shows them again, with undo", async () => {
    await open("", ORGANIZATION)
    await board().getByRole("button", { name: "Hide me" }).click()
    await board().getByText("you, hidden").waitFor()
    await board().getByText("1 hidden, you too").waitFor()
    await page().getByRole("button", { name: "Undo" }).click()
    await expect.poll(() => board().getByText("you, hidden").count()).toBe(0)
    expect((await calls()).filter((call) => call === "PUT /api/me/board")).toHaveLength(2)
    await turn({ failing: { "/api/me/board": { status: 503, code: "notStored", detail: "Not stored." } } })
    await board().getByRole("button", { name: "Hide me" }).click()
    await page().getByText("Nothing was changed. Not stored.").waitFor()
  })

  test("can be had as a file of all rows in the page's order", async () => {
    await open("?state=long&sort=person&order=desc")
    const [download] = await Promise.all([
      page().waitForEvent("download"),
      page().getByRole("button", { name: "CSV" }).click(),
    ])
    expect(download.suggestedFilename()).toBe("usage-platform-30d-calendar-2026-11-20.csv")
    const lines = (await readFile(await download.path(), "utf8")).split("\r\n")
    expect(lines).toHaveLength(1 + 6 + 1)
    const shown = await column("Person")
    expect(shown.slice(0, 2)).toEqual(["名前がとても長い人", 'quote "d", comma'])
    expect(lines[1]).toContain(",名前がとても長い人,")
    expect(lines[2]).toContain(',"quote ""d"", comma",')
    expect(lines.join("\n")).toContain(",'=cmd|' /C calc'!A0,")
  })

  test("columns can be put away", async () => {
    await open()
    await board().getByRole("button", { name: "Columns" }).click()
    await page().getByRole("checkbox", { name: "Cancelled" }).uncheck()
    await expect.poll(() => board().getByRole("columnheader", { name: "Cancelled" }).count()).toBe(0)
    await page().getByRole("checkbox", { name: "Cancelled" }).check()
    expect(await page().getByRole("checkbox", { name: "Person" }).count()).toBe(0)
  })

  test("of three thousand people keeps the rows near what is seen", async () => {
    await open("?state=many&show=all")
    const known = Number(
      (
        await board()
          .getByText(/\d people and/)
          .innerText()
      )
        .replace(/\D.*$/s, "")
        .replace(/,/g, ""),
    )
    expect(known).toBeGreaterThan(0)
    const rows = page().locator("table[data-board] tbody tr[data-row]")
    expect(await rows.count()).toBeLessThan(200)
    const first = await rows.first().getAttribute("data-row")
    await page().locator("table[data-board] tfoot").scrollIntoViewIfNeeded()
    await expect.poll(() => rows.first().getAttribute("data-row")).not.toBe(first)
    await board().getByText("Unknown", { exact: true }).waitFor()
    expect(await rows.count()).toBeLessThan(200)
  })
})

test("a name keeps its colour when ranks change", async () => {
  await open()
  const hue = () =>
    section("Sessions by person")
      .locator("[data-component='legend'] li", { hasText: "omar-h" })
      .locator("[data-part='key']")
      .getAttribute("data-series")
  const before = await hue()
  await page().getByRole("link", { name: "7 d" }).click()
  await section("Sessions by person").getByText("14 Nov – today").waitFor()
  expect(await hue()).toBe(before)
})
