import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import { rowsOf, soon } from "./journeys/house.ts"
import type { Fixtures } from "./support/fixture-server.ts"
import { testLooks } from "./support/looks.ts"
import { stagePages } from "./support/stage-pages.ts"

const OUTBOX = "/admin/settings/outbox"

let fixtures: Fixtures
let page: Page
const { open } = stagePages((staged) => ({ fixtures, page } = staged))

const cellsOf = async (nth: number) =>
  (await rowsOf(page).nth(nth).locator("th, td").allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim())

test("mails stand in the menu, newest first, each with what became of it, and open to their text", async () => {
  fixtures.stage.sandboxes = []
  await open("/admin/usage")
  await page.getByRole("link", { name: "Outbox", exact: true }).click()
  await soon(() => rowsOf(page).count()).toBe(50)
  expect((await cellsOf(0)).slice(0, 3)).toEqual([
    ...["Credits of Acme are below $50.00", "marta@acme.example", "waiting"],
  ])
  expect((await cellsOf(1)).slice(1, 3)).toEqual(["marta@acme.example and 1 more", "given up"])
  expect((await cellsOf(2))[2]).toBe("sent")
  expect(await page.getByText("Sandbox.").count()).toBe(0)
  await rowsOf(page).nth(1).getByRole("button").first().click()
  await page.getByRole("region", { name: "Text of the mail" }).getByText("fell below $50.00").waitFor()
  await page.getByText("Email address is not verified.").waitFor()
  await page.getByRole("link", { name: "Earlier" }).click()
  await soon(() => rowsOf(page).count()).toBe(8)
})

test("a sandbox says that nobody gets them", async () => {
  fixtures.stage.sandboxes = ["stripe"]
  await open(OUTBOX)
  await page.getByText("No sender is set, so mails are kept here and nobody gets them.").waitFor()
  await soon(async () => (await cellsOf(0))[2]).toBe("kept, not sent")
})

test("without a mail it says what writes the first, and it is for admins alone", async () => {
  fixtures.stage.empty = true
  await open(OUTBOX)
  await page.getByText("No mail was written yet").waitFor()
  fixtures.stage.failing.listOutbox = { status: 403, code: "forbidden", detail: "Your role may not do this" }
  fixtures.stage.staffRole = "support"
  await open(OUTBOX)
  await page.getByText("The outbox is for staff admins").waitFor()
})

testLooks(
  () => page,
  async (check) => {
    await open(OUTBOX)
    await rowsOf(page).nth(1).getByRole("button").first().click()
    await page.getByRole("region", { name: "Text of the mail" }).waitFor()
    await check("open")
    fixtures.stage.empty = true
    await open(OUTBOX)
    await page.getByText("No mail was written yet").waitFor()
    await check("empty")
  },
)
