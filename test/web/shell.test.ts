import type { Page } from "playwright-core"
import { describe, expect, test } from "vitest"
import type { Fixtures } from "./support/fixture-server.ts"
import { stagePages } from "./support/stage-pages.ts"

let fixtures: Fixtures
let page: Page
const { open } = stagePages((staged) => ({ fixtures, page } = staged))

const menu = () => page.getByRole("navigation", { name: "Main" })
const replays = () => fixtures.stage.calls.filter(({ endpoint }) => endpoint === "replayDelivery")

describe("the menu", () => {
  test("says how many deliveries are parked, and nothing when none is", async () => {
    await open("/admin/exports")
    await menu().getByRole("link", { name: "Webhooks 5 parked" }).waitFor()
    fixtures.stage.empty = true
    await open("/admin/exports")
    await menu().getByRole("link", { name: "Webhooks", exact: true }).waitFor()
  })

  test("calls the overview of an organization its dashboard", async () => {
    fixtures.stage.staffRole = null
    fixtures.stage.memberRole = "viewer"
    await open("/")
    await menu().getByRole("link", { name: "Dashboard" }).waitFor()
    await page.getByRole("navigation", { name: "Breadcrumb" }).getByText("Dashboard").waitFor()
  })
})

describe("sample data", () => {
  test("is called so on every page, wide and narrow", async () => {
    await open("/admin/audit")
    await menu().getByText("sample data").waitFor()
    await page.setViewportSize({ width: 320, height: 720 })
    await page.getByRole("main").getByText("sample data").waitFor()
  })

  test("is not claimed of a console without any", async () => {
    fixtures.stage.demo = false
    await open("/admin/audit")
    await menu().getByRole("link", { name: "Webhooks" }).waitFor()
    expect(await page.getByText("sample data").count()).toBe(0)
  })
})

describe("an answer of who is signed in", () => {
  test("that fails says why, with its request id, and comes with the next try", async () => {
    fixtures.stage.failing.readMe = { status: 503, code: "notStored", detail: "The table did not answer." }
    await open("/admin/webhooks")
    const banner = page.getByRole("status").filter({ hasText: "The console could not say who is signed in." })
    await banner.getByText("The table did not answer.").waitFor()
    await banner.getByRole("button", { name: "Copy request id req_71c0f4a2" }).waitFor()
    await menu().getByText("The menu comes with the console's next answer.").waitFor()
    delete fixtures.stage.failing.readMe
    await banner.getByRole("button", { name: "Try again" }).click()
    await menu().getByRole("link", { name: "Audit" }).waitFor()
    await expect.poll(() => banner.count()).toBe(0)
  })
})

describe("an action of the palette", () => {
  test("that commands something asks before it does", async () => {
    await open("/admin/webhooks")
    await page.locator("tr[data-row] button").first().click()
    await page.getByRole("button", { name: "Replay" }).waitFor()
    const pick = async () => {
      await page.keyboard.press("Control+k")
      await page.getByRole("combobox", { name: "Search or jump to" }).fill("replay evt")
      await page.getByRole("option", { name: /^Replay evt_\w+…$/ }).click()
    }
    const question = page.getByRole("dialog", { name: "Replay this delivery?" })
    await pick()
    await question.getByRole("button", { name: "Cancel" }).click()
    await expect.poll(() => question.count()).toBe(0)
    expect(replays()).toHaveLength(0)
    await pick()
    await question.getByRole("button", { name: "Replay" }).click()
    await page.getByText("it is applied within seconds").waitFor()
    expect(replays()).toHaveLength(1)
  })
})

describe("the palette", () => {
  test("takes what is typed before it has arrived, and no page is left by it", async () => {
    const arrives = Promise.withResolvers<void>()
    await page.route("**/palette*.js", async (route) => {
      await arrives.promise
      await route.continue()
    })
    await open("/admin/webhooks")
    await page.getByRole("heading", { level: 1, name: "Webhooks" }).waitFor()
    await page.keyboard.press("Control+k")
    await page.keyboard.type("geg")
    await page.keyboard.press("Backspace")
    arrives.resolve()
    const input = page.getByRole("combobox", { name: "Search or jump to" })
    await expect.poll(() => input.inputValue()).toBe("ge")
    await page.keyboard.type("nerations")
    await expect.poll(() => input.inputValue()).toBe("generations")
    expect(new URL(page.url()).pathname).toBe("/admin/webhooks")
  })
})
