import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import type { Fixtures } from "./support/fixture-server.ts"
import { stagePages } from "./support/stage-pages.ts"

let fixtures: Fixtures
let page: Page
const { callsOf } = stagePages((staged) => ({ fixtures, page } = staged))

const open = async (months: number) => {
  fixtures.stage.settings.rates = ["eur", "gbp"].flatMap((currency) =>
    Array.from({ length: months }, (_, at) => ({
      currency,
      day: `${2024 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, "0")}-01`,
      rate: `1.${1000 + at}`,
    })),
  )
  await page.goto(`${fixtures.url}/admin/settings/general`)
  await page.getByRole("button", { name: "Review changes" }).waitFor()
}
const days = () => page.getByLabel(/^First day of rate/)

test("of each currency the newest rate is shown, and the older ones when they are asked for", async () => {
  await open(30)
  expect(await days().evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value))).toEqual([
    "2026-06-01",
    "2026-06-01",
  ])
  await page.getByRole("button", { name: "29 older rates of EUR, back to 2024-01-01" }).click()
  await expect.poll(() => days().count()).toBe(31)
  await days().nth(1).fill("2026-05-02")
  await page.getByRole("button", { name: "28 older rates of EUR" }).click()
  await expect.poll(() => days().count()).toBe(3)
  expect(await days().nth(1).inputValue()).toBe("2026-05-02")
})

test("a day that there is not is refused in its field", async () => {
  await open(2)
  await days().first().fill("2026-02-31")
  await page.getByRole("button", { name: "Review changes" }).click()
  await page.getByRole("alert").getByText("A day, as in 2026-07-01").waitFor()
  expect(await days().first().getAttribute("aria-invalid")).toBe("true")
})

test("the way to the review stays in sight", async () => {
  await open(30)
  await page.getByRole("button", { name: "29 older rates of EUR" }).click()
  await page.getByRole("button", { name: "29 older rates of GBP" }).click()
  const foot = await page.getByRole("button", { name: "Review changes" }).boundingBox()
  expect(foot!.y + foot!.height).toBeLessThanOrEqual(800)
})

test("a product URL is refused where it cannot be asked, reviewed before it is saved, and taken out by leaving it empty", async () => {
  await open(0)
  const field = page.getByRole("textbox", { name: "Product URL" })
  const review = page.getByRole("button", { name: "Review changes" })
  await field.fill("http://product.example.com/{customerId}")
  await review.click()
  await page.getByRole("alert").getByText("It has to begin with https://.").waitFor()
  expect(await field.getAttribute("aria-invalid")).toBe("true")
  await field.fill("https://product.example.com/{customer}")
  await page.getByRole("alert").getByText("{customer} is nothing that can be filled in.").waitFor()
  const url = "https://product.example.com/usage/{customerId}"
  await field.fill(url)
  await review.click()
  const dialog = page.getByRole("dialog", { name: "Save this change?" })
  expect((await dialog.locator("dl").innerText()).replace(/\s+/g, " ")).toContain(`Product URL none → becomes ${url}`)
  await dialog.getByRole("button", { name: "Save settings" }).click()
  await page.getByText("Saved", { exact: true }).waitFor()
  expect(callsOf("saveSettings").at(-1)?.input["productUrl"]).toBe(url)
  await field.fill("")
  await review.click()
  await dialog.getByRole("button", { name: "Save settings" }).click()
  await expect.poll(() => callsOf("saveSettings").length).toBe(2)
  expect(callsOf("saveSettings").at(-1)?.input).not.toHaveProperty("productUrl")
})
