import type { Page } from "playwright-core"
import { describe, expect, test } from "vitest"
import type { Fixtures } from "./support/fixture-server.ts"
import { viewOf } from "./support/fixture-views.ts"
import { stagePages } from "./support/stage-pages.ts"

let fixtures: Fixtures
let page: Page
const { callsOf } = stagePages((staged) => ({ fixtures, page } = staged))

const menu = () => page.getByRole("dialog", { name: "Views" })
const open = async (path: string) => {
  await page.goto(fixtures.url + path)
  await page.getByRole("button", { name: /^Views?/ }).click()
}
const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"))

describe("views", () => {
  test("one's own stand before those of others, who may change which is told apart", async () => {
    fixtures.stage.views = [
      viewOf({ viewId: "v1", name: "Theirs", shared: true, mine: false, mayChange: false, savedBy: "Tom Abel" }),
      viewOf({ viewId: "v2", name: "Zuletzt", address: "last=24h", shared: true }),
    ]
    await open("/admin/webhooks?last=24h&open=stripe%2Fevt_1")
    await menu().getByText("Tom Abel · no filter").waitFor()
    expect(await menu().getByRole("link").allInnerTexts()).toEqual([
      expect.stringContaining("Zuletzt\nshared · last 24 hours"),
      expect.stringContaining("Theirs"),
    ])
    expect(await menu().getByRole("link", { name: "Zuletzt" }).getAttribute("aria-current")).toBe("true")
    expect(
      await menu()
        .getByRole("button", { name: /^Change/ })
        .count(),
    ).toBe(1)
    await menu().getByRole("link", { name: "Theirs" }).click()
    await page.waitForURL(`${fixtures.url}/admin/webhooks`)
    await page.getByRole("button", { name: "View Theirs" }).waitFor()
  })

  test("one that its list understands no more says so, leads nowhere, and can be shown anew", async () => {
    fixtures.stage.views = [viewOf({ viewId: "v1", name: "Old", address: "status=lost" })]
    await open("/admin/webhooks?status=parked")
    await menu().getByText("Cannot be shown any more. “status” of webhooks cannot be “lost”.").waitFor()
    expect(await menu().getByRole("link").count()).toBe(0)
    await page.keyboard.press("Escape")
    await page.keyboard.press("Control+k")
    await page.getByRole("combobox", { name: "Search or jump to" }).fill("old")
    await page.getByRole("status").getByText("Nothing matches").waitFor()
    await page.keyboard.press("Escape")
    await page.getByRole("button", { name: /^Views?/ }).click()
    await menu().getByRole("button", { name: "Change Old" }).click()
    await menu().getByRole("button", { name: "Replace with what is shown" }).click()
    await menu().getByRole("link", { name: "Old" }).waitFor()
    expect(callsOf("changeView")[0]?.input).toMatchObject({ viewId: "v1", address: "status=parked" })
  })

  test("a name that one has already is that view; an address that no view can keep is not saved", async () => {
    fixtures.stage.views = [viewOf({ viewId: "v1", name: "Mine", list: "audit" })]
    await open("/admin/audit?action=settings.saved")
    await menu().getByRole("textbox", { name: "Save what is shown now" }).fill("Mine")
    await menu().getByRole("button", { name: "Save over it" }).click()
    await menu().getByText("action settings.saved").first().waitFor()
    await expect
      .poll(() => fixtures.stage.views.map(({ name, address }) => [name, address]))
      .toEqual([["Mine", "action=settings.saved"]])
    await open("/admin/audit?mood=good")
    await menu().getByText("This address cannot be kept. “mood” is no filter of audit.").waitFor()
    await menu().getByRole("textbox", { name: "Save what is shown now" }).fill("Mood")
    await page.keyboard.press("Enter")
    expect(callsOf("saveView")).toEqual([])
  })

  test("a refusal is told where it was asked; another's view is deleted only when one is sure", async () => {
    fixtures.stage.views = [viewOf({ viewId: "v1", name: "Theirs", shared: true, mine: false, savedBy: "Tom Abel" })]
    fixtures.stage.failing = { changeView: { status: 409, code: "conflict", detail: "Somebody changed this view." } }
    await open("/admin/exports")
    await menu().getByText("No views of this list yet").waitFor()
    await open("/admin/webhooks")
    await menu().getByRole("button", { name: "Change Theirs" }).click()
    await menu().getByRole("textbox", { name: "Name", exact: true }).fill("Ours")
    await page.keyboard.press("Enter")
    await menu().getByRole("alert").getByText("Somebody changed this view.").waitFor()
    await menu().getByRole("button", { name: "Delete" }).click()
    expect(callsOf("deleteView")).toEqual([])
    await menu().getByRole("button", { name: "Delete Tom Abel’s view for everybody" }).click()
    await menu().getByText("No views of this list yet").waitFor()
    await expect.poll(focused).toBe("Views")
    expect(await page.getByRole("button", { name: "Undo" }).count()).toBe(0)
  })

  test("when they cannot be read the list goes on, and they are asked for again", async () => {
    fixtures.stage.failing = { listViews: { status: 500, code: "broken", detail: "The table does not answer." } }
    await open("/admin/webhooks")
    await page.locator("tr[data-row]").first().waitFor()
    await menu().getByText("The table does not answer.").waitFor()
    fixtures.stage.failing = {}
    await menu().getByRole("button", { name: "Try again" }).click()
    await menu().getByText("No views of this list yet").waitFor()
  })
})
