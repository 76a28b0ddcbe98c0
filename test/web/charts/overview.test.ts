import { describe, expect, test } from "vitest"
import { DEFINITIONS } from "#shared/revenue/definitions.ts"
import { DAY, overviewOf } from "./overview-fixture.ts"
import { flat, overviewStage } from "./overview-stage.ts"

const { page, url, open, said, metric, section } = overviewStage()

describe("the figures", () => {
  test("each names its other side with dates, and is good or bad by meaning", async () => {
    await open()
    expect(await metric("New this month")).toMatch(/47 .*4 on 1–20 Oct was 51$/)
    expect(await metric("Churn so far")).toMatch(/1\.70 % .*0\.22 pt on 1–20 Oct 19 of 1,118, was 1\.92 %$/)
    const tones = await page()
      .locator("[data-part='figures'] [data-component='delta']")
      .evaluateAll((all) => all.map((delta) => delta.getAttribute("data-tone")))
    expect(tones).toEqual(["good", "good", "bad", "good", "good"])
  })

  test("the ? opens definition, window, source and time, by keyboard, and Escape closes it", async () => {
    await open()
    await page().getByRole("button", { name: "How is MRR computed?" }).focus()
    await page().keyboard.press("Enter")
    const tip = page().getByRole("dialog", { name: "How MRR is computed" })
    expect(flat(await tip.innerText())).toMatch(
      /Monthly recurring revenue.* Window .* Made of .* Computed 13:05, and what came since with this answer$/,
    )
    await page().keyboard.press("Escape")
    expect(await tip.isVisible()).toBe(false)
  })

  test("every figure that has a definition has its ?, and every card leads to rows", async () => {
    await open()
    const tips = await page()
      .getByRole("button", { name: /^How is / })
      .evaluateAll((all) => all.map((button) => button.getAttribute("aria-label")))
    expect(tips.sort()).toEqual(
      Object.values(DEFINITIONS)
        .map(({ title }) => `How is ${title} computed?`)
        .sort(),
    )
    const links = page().locator("[data-component='metric'] > a")
    await expect.poll(() => links.count()).toBe(8)
    for (const link of await links.all()) {
      const href = (await link.getAttribute("href"))!
      if (href.startsWith("#")) expect(await page().locator(href).count(), href).toBe(1)
      else expect(href).toMatch(/^\/admin\/(webhooks|organizations|revenue\/movements)\b/)
    }
  })

  test("totals of an older computation are said to be so", async () => {
    await open("?state=outdated")
    await page().getByRole("button", { name: "How is MRR computed?" }).click()
    expect(flat(await page().getByRole("dialog", { name: "How MRR is computed" }).innerText())).toContain(
      "made by an older version",
    )
  })

  test("a missing rate names the currency, leads to the settings, and shows no total anywhere", async () => {
    await open("?state=no-rate")
    const data = overviewOf()
    expect(await metric("MRR")).toContain("No rate for EUR")
    expect(await metric("MRR")).toContain("+ €4,200.00")
    expect(
      await page()
        .getByRole("link", { name: /Set the rate from 3 Nov/ })
        .getAttribute("href"),
    ).toBe("/admin/settings/general")
    const whole = (data.mrrCents! / 100).toLocaleString("en-US", { minimumFractionDigits: 2 })
    expect(await said("main")).not.toContain(whole)
    await expect
      .poll(async () => flat(await section("November so far").innerText()))
      .toContain("There is no rate for EUR, and none is guessed.")
    await expect.poll(async () => flat(await section("MRR").innerText())).toContain("no rate since 3 Nov")
    await expect
      .poll(async () => flat(await section("Signups and revenue").innerText()))
      .toContain("1 week without a rate left out")
  })

  test("huge amounts stay whole inside their cells", async () => {
    for (const width of [320, 390, 1280]) {
      await page().setViewportSize({ width, height: 900 })
      await open("?state=huge")
      const over = await page()
        .locator("[data-part='figures'] [data-component='metric']")
        .evaluateAll((cells) =>
          cells.flatMap((cell) => {
            const { right } = cell.getBoundingClientRect()
            return [...cell.querySelectorAll("[data-part='figure'], [data-part='was']")]
              .filter((part) => {
                const range = document.createRange()
                range.selectNodeContents(part)
                return range.getBoundingClientRect().right > right
              })
              .map((part) => part.textContent)
          }),
        )
      expect(over, `${width} px`).toEqual([])
    }
  })
})

test("the month adds up to the cent, line by line", async () => {
  await open()
  const lines = await section("November so far")
    .locator("[data-component='facts']")
    .first()
    .locator("dd")
    .evaluateAll((all) =>
      all.map((line) => Math.round(Number(line.textContent!.replace(/[$,+\s]/g, "").replace("−", "-")) * 100)),
    )
  const total = lines.pop()
  expect(lines.reduce((sum, cents) => sum + cents, 0)).toBe(total)
  expect(total).toBe(overviewOf().mrrCents)
  await expect.poll(async () => flat(await section("November so far").innerText())).toContain("adds up to the cent")
})

test("the change of MRR over the range is the net of its movements", async () => {
  for (const range of ["7d", "90d", "12mo"]) {
    await open(`?range=${range}`)
    const change = flat(await section("MRR").locator("[data-component='readout'] [data-component='delta']").innerText())
    const net = flat(await section("Movements").locator("[data-component='readout'] b").last().innerText())
    expect(net).toBe(`+${change.replace("up ", "")}`)
  }
})

test("a year of days costs a few words a day, not thousands", async () => {
  await page().addInitScript(() => {
    const told = Object.getOwnPropertyDescriptor(Intl.DateTimeFormat.prototype, "format")!
    Object.assign(globalThis, { formatted: 0 })
    Object.defineProperty(Intl.DateTimeFormat.prototype, "format", {
      ...told,
      get() {
        ;(globalThis as unknown as { formatted: number }).formatted++
        return told.get!.call(this)
      },
    })
  })
  await open("?range=12mo")
  expect(await page().evaluate(() => (globalThis as unknown as { formatted: number }).formatted)).toBeLessThan(366 * 4)
})

test("why Stripe says otherwise is told with its amounts", async () => {
  await open()
  await page().getByRole("button", { name: "Why this differs from Stripe" }).click()
  const words = flat(await page().getByRole("dialog", { name: "Why this differs from Stripe" }).innerText())
  expect(words).toMatch(/Rates None: .* Churn .* 1\.70 %; over 30 days in Stripe, 2\.13 %\./)
})

test("what does not add up is said", async () => {
  await open("?state=broken-month")
  const words = async () => flat(await section("November so far").innerText())
  await expect.poll(words).toContain("Does not add up by −$1.00")
  expect(await words()).not.toContain("adds up to the cent")
})

describe("the address", () => {
  test("the usual range leaves it clean, another stands in it, and back works", async () => {
    await open()
    await page().getByRole("link", { name: "12 mo" }).click()
    expect(new URL(page().url()).search).toBe("?range=12mo")
    await expect.poll(async () => flat(await section("Movements").innerText())).toContain("monthly")
    expect(await page().getByRole("link", { name: "12 mo" }).getAttribute("aria-current")).toBe("true")
    await page().getByRole("link", { name: "90 d" }).click()
    expect(new URL(page().url()).search).toBe("")
    await page().goBack()
    await expect.poll(async () => flat(await section("Movements").innerText())).toContain("monthly")
  })

  test("chosen days stand in it, a wrong choice is said, and another range leaves them", async () => {
    await open()
    const range = page().getByRole("navigation", { name: "Range" })
    await range.getByRole("button", { name: "Custom" }).click()
    const chosen = page().getByRole("dialog", { name: "Custom range" })
    await chosen.getByLabel("From").fill("2026-10-16")
    await chosen.getByLabel("To").fill("2026-09-01")
    await chosen.getByRole("button", { name: "Show these days" }).click()
    expect(flat(await chosen.getByRole("alert").innerText())).toBe("The last day comes after the first.")
    await chosen.getByLabel("From").fill("2026-10-02")
    await chosen.getByLabel("To").fill(DAY)
    await page().keyboard.press("Enter")
    await page().waitForURL("**/*?from=2026-10-02")
    expect(await chosen.isVisible()).toBe(false)
    await expect.poll(async () => flat(await section("Movements").innerText())).toContain("weekly")
    await expect.poll(async () => flat(await section("Movements").innerText())).toContain("2 Oct – today")
    await range.getByRole("button", { name: "2 Oct – 20 Nov" }).waitFor()
    await range.getByRole("link", { name: "30 d" }).click()
    expect(new URL(page().url()).search).toBe("?range=30d")
  })

  test("the link to this moment freezes the day, and the page says so and leads back", async () => {
    await open("?range=30d")
    await page()
      .getByRole("button", { name: /Copy link/ })
      .click()
    const copied = await page().evaluate(() => sessionStorage.getItem("copied"))
    expect(copied).toBe(`${url()}?range=30d&asOf=${DAY}`)
    await open(`?range=30d&asOf=${DAY}&now=2026-11-25T09:00:00.000Z`)
    expect(await said("[data-component='head']")).toContain("As it stood at the end of 20 Nov 2026.")
    await expect.poll(() => section("On 20 Nov").count()).toBe(1)
    expect(await page().locator("[data-part='veil']").count()).toBe(0)
    await page().getByRole("link", { name: "Back to now" }).click()
    expect(new URL(page().url()).searchParams.has("asOf")).toBe(false)
  })
})
