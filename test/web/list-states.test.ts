import type { Page } from "playwright-core"
import { describe, expect, test } from "vitest"
import type { Fixtures } from "./support/fixture-server.ts"
import { stagePages } from "./support/stage-pages.ts"

let fixtures: Fixtures
let page: Page
const { open, callsOf } = stagePages((staged) => ({ fixtures, page } = staged))

const rows = () => page.locator("tr[data-row]")

describe("the time of a list", () => {
  const button = () => page.getByRole("button", { name: /^Received/ })
  const opened = async (path: string) => {
    fixtures.stage.settings.reportingZone = "Europe/Berlin"
    await open(path)
    await rows().first().waitFor()
    await button().click()
    await page.getByRole("dialog", { name: "Received" }).waitFor()
  }

  test("is chosen by keys alone, stands in the address, and is asked for up to now", async () => {
    await open("/admin/webhooks")
    await rows().first().waitFor()
    await button().focus()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await page.keyboard.press("ArrowRight")
    await page.waitForURL("**/admin/webhooks?last=1h")
    await expect.poll(() => page.getByRole("radio", { name: "1 h" }).isChecked()).toBe(true)
    await page.keyboard.press("Escape")
    await expect.poll(() => button().evaluate((one) => one === document.activeElement)).toBe(true)
    await expect.poll(() => button().textContent()).toContain("last hour")
    const asked = () => callsOf("listDeliveries").at(-1)!.input
    await expect.poll(() => asked()["from"]).toBeDefined()
    expect(Math.abs(Date.now() - 3_600_000 - Date.parse(String(asked()["from"])))).toBeLessThan(90_000)
    expect(asked()["to"]).toBeUndefined()
  })

  test("is read and written in the reporting zone", async () => {
    await opened("/admin/webhooks?from=2026-11-20T05:00:30.000Z")
    const start = page.getByLabel("From")
    expect(await start.inputValue()).toBe("2026-11-20T06:00")
    await page.getByLabel("To", { exact: true }).fill("2026-11-20T07:30")
    await page.waitForURL((url) => url.searchParams.get("to") === "2026-11-20T06:30:00.000Z")
    expect(new URL(page.url()).searchParams.get("from")).toBe("2026-11-20T05:00:30.000Z")
    await expect.poll(() => button().textContent()).toContain("06:00 – 07:30")
    await page.getByText("Times of Europe/Berlin").waitFor()
  })

  test("that ends before it begins is not asked for", async () => {
    await opened("/admin/webhooks?from=2026-11-20T05:00:00.000Z")
    const asked = callsOf("listDeliveries").length
    await page.getByLabel("To", { exact: true }).fill("2026-11-20T06:00")
    await expect.poll(() => page.getByRole("alert").textContent()).toContain("The end comes after the start.")
    expect(callsOf("listDeliveries")).toHaveLength(asked)
    await page.getByLabel("To", { exact: true }).fill("2026-11-20T06:01")
    await page.waitForURL((url) => url.searchParams.get("to") === "2026-11-20T05:01:00.000Z")
    expect(await page.getByRole("alert").count()).toBe(0)
  })

  test("without a row says so, with the way to any time", async () => {
    await open("/admin/audit?to=2020-01-01T00:00:00.000Z")
    await page.getByText("No entries in this time").waitFor()
    await page.getByRole("link", { name: "Any time" }).click()
    await page.waitForURL("**/admin/audit")
    await expect.poll(() => rows().count()).toBe(50)
    await open("/admin/webhooks?status=parked&to=2020-01-01T00:00:00.000Z")
    await page.getByText("No deliveries in this time").waitFor()
    await page.getByRole("link", { name: "Any time" }).click()
    await page.waitForURL("**/admin/webhooks?status=parked")
  })

  test("goes along with an export", async () => {
    await open("/admin/audit?from=2026-11-18T00:00:00.000Z")
    await page.getByRole("button", { name: "Export CSV" }).click()
    await expect.poll(() => callsOf("requestExport").length).toBe(1)
    expect(callsOf("requestExport")[0]?.input["request"]).toEqual({
      list: "audit",
      filter: { from: "2026-11-18T00:00:00.000Z" },
    })
  })
})

describe("a list without a row", () => {
  test("says that nothing parked is good news", async () => {
    fixtures.stage.parked = false
    await open("/admin/webhooks?status=parked")
    await page.getByText("Nothing is parked", { exact: true }).waitFor()
    await page.getByRole("link", { name: "Show all deliveries" }).click()
    await page.waitForURL("**/admin/webhooks")
    await open("/admin/webhooks?search=nobody")
    await page.getByText("Without it there are 175.").waitFor()
    await open("/admin/webhooks?search=nobody&type=none")
    await page.getByText("Without them there are 175.").waitFor()
  })

  test("of the directory says what there is without the filters", async () => {
    await open("/admin/organizations?search=nobody")
    await page.getByText("Without it there are 1,284. Search looks in name, id and e-mail.").waitFor()
    await open("/admin/organizations?createdFrom=2030-01-01")
    await page.getByText("No organization was created in these days").waitFor()
    await page.getByRole("link", { name: "Any day" }).click()
    await page.waitForURL("**/admin/organizations")
  })

  test("leads on from an empty console", async () => {
    fixtures.stage.empty = true
    await open("/admin/organizations")
    await page.getByRole("link", { name: "How to send a first event" }).waitFor()
    await open("/admin/audit")
    await page.getByRole("main").getByRole("link", { name: "Webhooks" }).waitFor()
  })
})

describe("the directory", () => {
  test("counts those that were deleted beside the others", async () => {
    await open("/admin/organizations")
    await page.getByText("1,271 in the directory, and 13 deleted.").waitFor()
  })

  test("tells a viewer that e-mails are masked, and what search leaves out", async () => {
    fixtures.stage.staffRole = "viewer"
    await open("/admin/organizations")
    await page.getByText("E-mails are masked for the role viewer. A staff admin can grant more.").waitFor()
    await page.getByPlaceholder("Name or id", { exact: true }).fill("nobody")
    await page.getByText("Search looks in name and id.").waitFor()
  })
})

describe("a list of what came last", () => {
  test.each([
    ["/admin/webhooks", "Received"],
    ["/admin/audit", "When"],
    ["/admin/exports", "Asked for"],
  ])("%s says its order, and shows the columns that are wanted", async (path, column) => {
    await open(path)
    await rows().first().waitFor()
    const head = page.getByRole("columnheader", { name: column })
    expect(await head.getAttribute("aria-sort")).toBe("descending")
    await page.getByRole("button", { name: "Columns" }).click()
    await page.getByRole("checkbox", { name: column }).uncheck()
    await expect.poll(() => head.count()).toBe(0)
    await page.reload()
    await rows().first().waitFor()
    expect(await head.count()).toBe(0)
  })
})

describe("the access log", () => {
  test("stands beside the commands, is narrowed, opened and exported as it is", async () => {
    await open("/admin/audit")
    await page.getByRole("navigation", { name: "Record" }).getByRole("link", { name: "Access" }).click()
    await page.waitForURL("**/admin/audit/access")
    await expect.poll(() => rows().count()).toBe(50)
    expect(await page.title()).toBe("Access · Watchbill")
    await page.getByRole("combobox", { name: "Shows" }).selectOption("money")
    await page.waitForURL("**/admin/audit/access?shows=money")
    await expect.poll(() => rows().filter({ hasText: "readOrganization" }).count()).toBe(0)
    await page.getByRole("searchbox", { name: "Search the access log" }).fill("stripe/")
    await page.waitForURL("**search=stripe%2F")
    await rows().first().getByRole("button").click()
    await page.getByText("203.0.113.0").waitFor()
    await page.getByRole("button", { name: "Export CSV" }).click()
    await expect.poll(() => callsOf("requestExport").length).toBe(1)
    expect(callsOf("requestExport")[0]?.input["request"]).toEqual({
      list: "access",
      filter: { shows: "money", search: "stripe/" },
    })
  })

  test("says to those who may not read it who may, and offers them no export", async () => {
    fixtures.stage.staffRole = "support"
    await open("/admin/audit/access")
    await page.getByText("The access log is for staff admins").waitFor()
    await page.getByText("Your role is support. A staff admin can grant it.").waitFor()
    expect(await page.getByRole("button", { name: "Export CSV" }).count()).toBe(0)
  })

  test("without a row says why", async () => {
    fixtures.stage.empty = true
    await open("/admin/audit/access")
    await page.getByText("Nothing was read yet").waitFor()
    await open("/admin/audit/access?last=1h")
    await page.getByText("Nothing was read in this time").waitFor()
  })
})
