import type { Page } from "playwright-core"
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { unreadableOn } from "../support/readable.ts"
import { type Stage, stageOf } from "./stage.ts"

let stage: Stage
let page: Page
const wrong: string[] = []

beforeAll(async () => {
  stage = await stageOf("gallery.html")
  page = await (await stage.browser.newContext()).newPage()
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && wrong.push(message.text()))
  page.on("pageerror", (error) => wrong.push(error.message))
})
afterAll(() => stage.close())
beforeEach(async () => {
  wrong.length = 0
  await page.emulateMedia({ colorScheme: "light", forcedColors: "none", media: "screen" })
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.goto(stage.url)
  await page.locator("#stacked").waitFor()
})

const plot = (id: string) => page.locator(`#${id} [role="slider"]`)
const words = async (id: string, part: string) =>
  (await page.locator(`#${id} [data-component="${part}"]`).innerText()).replace(/\s+/g, " ").trim()

describe("the crosshair", () => {
  test("moves by keys, its values replace the totals, and Escape gives the totals back", async () => {
    const totals = await words("stacked", "legend")
    await plot("stacked").focus()
    await page.keyboard.press("End")
    expect(await plot("stacked").getAttribute("aria-valuenow")).toBe("29")
    await page.keyboard.press("ArrowLeft")
    expect(await words("stacked", "readout")).toContain("2026-11-19")
    expect(await words("stacked", "legend")).not.toBe(totals)
    expect(await plot("stacked").getAttribute("aria-valuetext")).toMatch(/^2026-11-19, mina \d+, /)
    await page.keyboard.press("Home")
    expect(await words("stacked", "readout")).toContain("2026-10-22")
    await page.keyboard.press("Escape")
    expect(await words("stacked", "legend")).toBe(totals)
    expect(await page.locator("#stacked [data-part='cross']").count()).toBe(0)
  })

  test("moves in all charts of its group and in no other", async () => {
    await plot("stacked").focus()
    await page.keyboard.press("Home")
    expect(await words("diverging", "readout")).toContain("2026-10-22")
    expect(await page.locator("[data-part='cross']").count()).toBe(2)
    expect(await words("lines", "readout")).not.toContain("2026-10-22")
  })

  test("follows the pointer without covering or moving anything", async () => {
    const svg = page.locator("#diverging [data-part='stage'] > svg")
    const box = (await svg.boundingBox())!
    const tall = (await page.locator("#diverging").boundingBox())!.height
    await page.mouse.move(box.x + box.width * (10.5 / 30), box.y + 40)
    expect(await words("diverging", "readout")).toContain("2026-11-01")
    const x = await page.locator("#diverging [data-part='cross']").getAttribute("x1")
    expect(x).toBe("35%")
    expect((await page.locator("#diverging").boundingBox())!.height).toBe(tall)
    await page.mouse.move(2, 2)
    expect(await page.locator("[data-part='cross']").count()).toBe(0)
  })

  test("says what happened on the day it stands on", async () => {
    await plot("stacked").focus()
    await page.keyboard.press("Home")
    for (let day = 22; day < 29; day++) await page.keyboard.press("ArrowRight")
    expect(await words("stacked", "readout")).toContain("Deploy v4.19.0")
    expect(await plot("stacked").getAttribute("aria-valuetext")).toContain("Deploy v4.19.0")
  })
})

test("behind every chart stands a table with the same values, reached by keyboard", async () => {
  const flip = page.locator("#diverging [data-part='flip']")
  await flip.focus()
  await page.keyboard.press("Enter")
  const rows = page.locator("#diverging table tbody tr")
  expect(await rows.count()).toBe(30)
  expect((await rows.first().innerText()).replace(/\s+/g, " ")).toContain("2026-11-20, not over")
  const total = (await page.locator("#diverging tfoot").innerText()).replace(/\s+/g, " ").trim()
  const legend = await words("diverging", "legend")
  for (const figure of total.replace("Total ", "").split(" ")) expect(legend).toContain(figure)
  expect(await flip.evaluate((it) => it === document.activeElement)).toBe(true)
  await page.keyboard.press("Enter")
  expect(await plot("diverging").count()).toBe(1)
})

test("a name keeps to eight colours, other is last but unknown, and both are grey", async () => {
  const slots = await page.locator("[data-slot]").evaluateAll((all) => all.map((it) => it.getAttribute("data-slot")))
  expect(slots).toEqual(["1", "2", "3", "4", "5", "6", "7", "8", "other", "unknown"])
})

test("a partial bucket is veiled and named; a line that leaves zero out has no area", async () => {
  expect(await page.locator("#stacked [data-part='veil']").count()).toBe(1)
  expect(await words("stacked", "legend")).toContain("not over")
  expect(await page.locator("#lines [data-part='wash'], #lines [data-part='area']").count()).toBe(0)
  const lowest = await page.locator("#lines [data-part='stage'] text[text-anchor='end']").first().textContent()
  expect(Number(lowest)).toBeGreaterThan(300)
})

test("new values are drawn without drawing the chart anew", async () => {
  const before = await page.locator("#area [data-part='line']").getAttribute("d")
  await page
    .locator("#area svg")
    .first()
    .evaluate((it) => it.setAttribute("data-same", ""))
  await page.locator("#arrive").click()
  expect(await page.locator("#area [data-part='line']").getAttribute("d")).not.toBe(before)
  expect(await page.locator("#area svg[data-same]").count()).toBe(1)
})

test.each([320, 768, 1280, 2560, 3840])(
  "at %d px nothing runs over the page's edge and labels keep apart",
  async (width) => {
    await page.setViewportSize({ width, height: 900 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
    const touching = await page.evaluate(() =>
      [...document.querySelectorAll("[data-part='stage'] > svg")].flatMap((svg) => {
        const labels = [...svg.querySelectorAll<SVGTextElement>("text[data-fit]:not([data-note])")]
          .map((text) => text.getBoundingClientRect())
          .filter(({ width }) => width > 0)
          .sort((a, b) => a.left - b.left)
        return labels.filter((box, at) => at > 0 && box.left < labels[at - 1]!.right + 2)
      }),
    )
    expect(touching).toEqual([])
  },
)

test.each([
  ["light", "none", 1280],
  ["dark", "none", 1280],
  ["light", "active", 1280],
  ["light", "none", 320],
] as const)(
  "axe finds nothing in %s, forced colours %s, %d px, and the policy holds",
  async (colorScheme, forcedColors, width) => {
    await page.emulateMedia({ colorScheme, forcedColors })
    await page.setViewportSize({ width, height: 900 })
    expect(await unreadableOn(page)).toEqual([])
    expect(wrong).toEqual([])
  },
)

test("in forced colours hues stay apart and lines take the reader's ink", async () => {
  await page.emulateMedia({ forcedColors: "active" })
  const fills = await page
    .locator("#diverging [data-part='bar']")
    .evaluateAll((bars) => bars.map((bar) => getComputedStyle(bar).fill))
  expect(new Set(fills).size).toBe(3)
  const keys = await page
    .locator("#diverging [data-component='legend'] [data-series]")
    .evaluateAll((all) => all.map((key) => getComputedStyle(key).backgroundColor))
  expect(keys).toEqual(fills)
})
