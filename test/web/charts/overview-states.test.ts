import { describe, expect, test } from "vitest"
import { unreadableOn } from "../support/readable.ts"
import { flat, overviewStage } from "./overview-stage.ts"

const { page, url, wrong, open, said, metric, section } = overviewStage()

describe("states", () => {
  test("without any data it says where Stripe must deliver and how to send the first event", async () => {
    await open("?state=empty")
    const words = await said("[data-part='figures']")
    expect(words).toContain(`${url()}webhooks/stripe`)
    expect(words).toContain(`curl ${url()}v1/events`)
    expect(words).not.toContain("$0.00")
    expect(await page().locator("[role='slider']").count()).toBe(0)
    await page().getByRole("button", { name: "Copy the webhook address" }).click()
    expect(await page().evaluate(() => sessionStorage.getItem("copied"))).toBe(`${url()}webhooks/stripe`)
  })

  test("with nothing in the range it names the newest and offers a wider one", async () => {
    await open("?state=still&range=7d")
    await expect
      .poll(async () => flat(await section("Movements").innerText()))
      .toContain("Nothing moved in the last 7 days The newest is of 20 Nov.")
    await section("Movements").getByRole("link", { name: "Show 30 days" }).click()
    expect(new URL(page().url()).searchParams.get("range")).toBe("30d")
  })

  test("a failure is said once with its request id, every section offers to try again", async () => {
    await open("?state=failed")
    await expect.poll(() => page().getByRole("alert").count()).toBe(1)
    expect(flat(await page().getByRole("alert").innerText())).toContain("req_71c0f4")
    const again = page().getByRole("button", { name: "Try again" })
    await expect.poll(() => again.count()).toBe(8)
    await again.last().click()
    expect(await page().locator("#asked").textContent()).toBe("1")
  })

  test("parts that failed alone say so with their ids, the figures stand", async () => {
    await open("?state=parts-failed")
    expect(await metric("MRR")).toContain("$")
    for (const [title, id] of [
      ["Today", "req_activity"],
      ["Signups and revenue", "req_signups"],
      ["Platform", "req_platform"],
    ] as const)
      await expect
        .poll(async () => flat(await section(title).innerText()))
        .toMatch(new RegExp(`Not loaded .* Try again ${id}`))
    expect(
      await section("Signups and revenue")
        .getByRole("figure", { name: /^Revenue/ })
        .count(),
    ).toBe(1)
  })

  test("data that cannot be refreshed is kept, and dated in every section", async () => {
    await open("?state=stale")
    expect(await metric("MRR")).toContain("$")
    await expect.poll(() => page().locator("[data-component='stale']").count()).toBe(1)
    await expect.poll(() => page().locator("[data-part='dated']").count()).toBe(7)
  })

  test("a part that breaks leaves the rest of the page", async () => {
    await open("?state=broken-part")
    await expect
      .poll(async () => flat(await section("Recent movements").innerText()))
      .toContain("This part of the page broke")
    expect(await metric("MRR")).toContain("$")
    await expect.poll(async () => flat(await section("Platform").innerText())).toContain("1,284")
  })

  test("without the right it says who can grant it and shows no figure", async () => {
    await open("?state=forbidden")
    expect(await said("main")).not.toContain("$")
    await expect.poll(async () => flat(await section("Platform").innerText())).toContain("An administrator can add you")
  })

  test("one day of history is a dot and a bar, and the rest is not made up", async () => {
    await open("?state=one-day")
    expect(await section("MRR").locator("[data-part='line']").getAttribute("d")).toMatch(/^M1000 [\d.]+h0$/)
    await expect.poll(async () => flat(await section("Signups and revenue").innerText())).toContain("since 20 Nov")
  })
})

test("before the first paid invoice there is no zero, and the total says since when", async () => {
  await open("?state=late-invoices&range=30d")
  const chart = section("Signups and revenue").getByRole("figure", { name: /^Revenue/ })
  expect(flat(await chart.innerText())).toContain("since 11 Nov")
  await chart.getByRole("button", { name: /^Table of/ }).click()
  expect(await chart.getByRole("row", { name: /10 Nov/ }).innerText()).toMatch(/–$/)
  expect(await chart.getByRole("row", { name: /11 Nov/ }).innerText()).toMatch(/\$/)
})

test("on a narrow page a section folds to its heading", async () => {
  await page().setViewportSize({ width: 320, height: 900 })
  await open()
  await page().getByRole("button", { name: "Hide Movements" }).click()
  expect(await section("Movements").locator("figure").isVisible()).toBe(false)
  await page().getByRole("button", { name: "Show Movements" }).click()
  expect(await section("Movements").locator("figure").isVisible()).toBe(true)
})

const MODES = [
  ["light", "none", 1280],
  ["dark", "none", 1280],
  ["light", "active", 1280],
  ["light", "none", 320],
] as const
const STATES = ["empty", "failed", "parts-failed", "stale", "no-rate", "one-day", "still"]

test.each([
  ...MODES.map((mode) => ["usual", ...mode] as const),
  ...STATES.flatMap((state) => [[state, ...MODES[1]] as const, [state, ...MODES[3]] as const]),
])(
  "%s in %s, forced colours %s, at %d px: axe finds nothing, nothing runs over, the policy holds",
  async (state, colorScheme, forcedColors, width) => {
    await page().emulateMedia({ colorScheme, forcedColors })
    await page().setViewportSize({ width, height: 900 })
    await open(`?state=${state}`)
    expect(await page().evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
    expect(await unreadableOn(page())).toEqual([])
    expect(wrong).toEqual([])
  },
)
