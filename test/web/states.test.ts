import type { Page } from "playwright-core"
import { describe, expect, test } from "vitest"
import { soon } from "./journeys/house.ts"
import type { Fixtures } from "./support/fixture-server.ts"
import { stagePages } from "./support/stage-pages.ts"

const broken = { status: 500, code: "internal", detail: "Something broke on our side." }

let fixtures: Fixtures
let page: Page
const { open, callsOf } = stagePages((staged) => ({ fixtures, page } = staged))

const rows = () => page.locator("tr[data-row]")

describe("an answer that fails", () => {
  test("says so with its request id, and comes with the next try", async () => {
    fixtures.stage.failing.listDeliveries = broken
    await open("/admin/webhooks")
    await expect.poll(() => page.getByRole("alert").textContent()).toContain("Something broke on our side.")
    await page.getByRole("button", { name: "Copy request id req_71c0f4a2" }).waitFor()
    delete fixtures.stage.failing.listDeliveries
    await page.getByRole("button", { name: "Try again" }).click()
    await expect.poll(() => rows().count()).toBe(50)
    expect(await page.getByRole("alert").count()).toBe(0)
  })

  test("leaves what was there, dated, and the rest of the page alone", async () => {
    await open("/admin/audit")
    await expect.poll(() => rows().count()).toBe(50)
    fixtures.stage.failing.listAudit = broken
    await page.keyboard.press("r")
    await page.locator('[data-component="stale"] time').waitFor()
    expect(await rows().count()).toBe(50)
    await page.getByText("Chain verified").waitFor()
  })

  test("is not shown as the answer to other filters", async () => {
    await open("/admin/organizations")
    await expect.poll(() => rows().count()).toBe(50)
    fixtures.stage.failing.listOrganizations = broken
    await page.getByRole("combobox", { name: "Plan", exact: true }).selectOption("pro")
    await page.getByRole("alert").waitFor()
    expect(await rows().count()).toBe(0)
  })
})

describe("what a role may not", () => {
  test("replay is not offered to viewers, and who can grant it is named", async () => {
    fixtures.stage.staffRole = "viewer"
    await open("/admin/webhooks")
    await rows().first().getByRole("button").click()
    await page
      .getByText("Replaying takes the role admin or support; yours is viewer. A staff admin can grant it.")
      .waitFor()
    await page.getByText("Personal fields are masked").waitFor()
    expect(await page.getByRole("button", { name: "Replay" }).count()).toBe(0)
  })

  test("a member lands in the organization, finds no page of the platform, and reads which fields are missing", async () => {
    fixtures.stage.staffRole = null
    fixtures.stage.memberRole = "member"
    await open("/")
    await page.waitForURL("**/organizations/org_acme/overview")
    await page.getByText("The plan is for owners and admins, the billing e-mail for owners.").waitFor()
    await open("/admin/webhooks")
    await page.getByText("You are not staff of this console").waitFor()
    expect(await page.getByRole("button", { name: "Export CSV" }).count()).toBe(0)
  })

  test("settings are read only for support", async () => {
    fixtures.stage.staffRole = "support"
    await open("/admin/settings/general")
    await page.getByText("Changing these takes staff admin; your role is support.").waitFor()
    expect(await page.getByLabel("Zone").isDisabled()).toBe(true)
    expect(await page.getByRole("button", { name: "Review changes" }).count()).toBe(0)
  })
})

describe("news", () => {
  test("waits behind a pill, and no row moves before it is asked for", async () => {
    await open("/admin/webhooks")
    const first = await rows().first().getAttribute("data-row")
    fixtures.bump("webhooks")
    fixtures.bump("webhooks")
    const pill = page.getByRole("button", { name: "2 new" })
    await pill.waitFor()
    expect(await rows().first().getAttribute("data-row")).toBe(first)
    await pill.click()
    await expect.poll(() => rows().nth(2).getAttribute("data-row")).toBe(first)
  })

  test("still comes when the socket is lost", async () => {
    await open("/admin/webhooks")
    await rows().first().waitFor()
    await expect.poll(() => callsOf("createLiveTicket").length).toBe(1)
    fixtures.stage.failing.createLiveTicket = broken
    fixtures.dropSockets()
    fixtures.stage.versions["webhooks"] = 4
    await page.getByRole("button", { name: "3 new" }).waitFor({ timeout: 20_000 })
  })
})

describe("the session", () => {
  test("turns to the sign-in when there is none, and comes back to the same address", async () => {
    fixtures.stage.signedIn = false
    await open("/admin/audit?action=export")
    await page.getByRole("link", { name: "Ines Okafor" }).click()
    await page.waitForURL("**/admin/audit?action=export")
    await rows().first().waitFor()
  })

  test("a fresh sign-in is asked for where it is needed, and the draft waits for it", async () => {
    fixtures.stage.freshSignIn = false
    await open("/admin/settings/general")
    await page.getByLabel("Zone").fill("Asia/Tokyo")
    await page.getByRole("button", { name: "Review changes" }).click()
    await page.getByRole("button", { name: "Save settings" }).click()
    await page.getByRole("heading", { name: "Sign in again to save the settings" }).waitFor()
    await page.getByRole("link", { name: "Sign in again" }).click()
    await page.getByRole("button", { name: "Save settings" }).click()
    await expect.poll(() => fixtures.stage.settings.reportingZone).toBe("Asia/Tokyo")
    await page.getByText("Every figure that this changes is being computed again.").waitFor()
  })

  test("no token stands in an address", async () => {
    await open("/admin/webhooks")
    await rows().first().waitFor()
    for (const { headers, input } of fixtures.stage.calls) {
      expect(headers.authorization).toBe("Bearer token")
      expect(JSON.stringify(input)).not.toContain("Bearer")
    }
    expect(page.url()).not.toContain("token")
  })
})

describe("lists", () => {
  test("filters, order and page stand in the address; back undoes them, defaults leave it clean", async () => {
    await open("/admin/organizations")
    await page.getByRole("link", { name: "Organization", exact: true }).click()
    await page.waitForURL("**/admin/organizations?sort=name&order=asc")
    expect(await page.getByRole("columnheader", { name: "Organization" }).getAttribute("aria-sort")).toBe("ascending")
    await page.getByRole("combobox", { name: "Plan", exact: true }).selectOption("pro")
    await page.waitForURL("**plan=pro")
    // While the answer is on its way, the way on is still that of the rows that are shown.
    await soon(() => page.getByRole("link", { name: "Next" }).getAttribute("href")).toContain("plan=pro")
    await page.getByRole("link", { name: "Next" }).click()
    await page.getByText("51–100 of 428").waitFor()
    await page.goBack()
    await page.getByText("1–50 of 428").waitFor()
    await page.getByRole("link", { name: "Clear filters" }).click()
    await page.waitForURL("**/admin/organizations?sort=name&order=asc")
    await page.getByRole("link", { name: "Created" }).click()
    await page.waitForURL("**/admin/organizations?order=asc")
    await page.getByRole("link", { name: "Created" }).click()
    await page.waitForURL("**/admin/organizations")
  })

  test("an export takes the filters and the order along, and says when the file is there", async () => {
    await open("/admin/organizations?plan=pro&sort=name&order=asc")
    await page.getByRole("button", { name: "Export CSV" }).click()
    await page.getByText("The CSV of organizations is ready").waitFor()
    const [asked] = callsOf("requestExport")
    expect(asked?.input["request"]).toEqual({
      list: "organizations",
      filter: { plan: "pro", sort: "name", order: "asc" },
    })
    expect(asked?.headers["idempotency-key"]).toMatch(/^[\w-]{8,100}$/)
  })

  test("an unchanged answer is asked for with its tag", async () => {
    await open("/admin/audit")
    await rows().first().waitFor()
    await page.keyboard.press("r")
    await expect.poll(() => callsOf("listAudit").at(-1)?.headers["if-none-match"]).toMatch(/^"\w+"$/)
    await expect.poll(() => rows().count()).toBe(50)
  })
})

describe("the keyboard alone", () => {
  test("skips to the content, moves by rows, opens one and replays it", async () => {
    await open("/admin/webhooks")
    await rows().first().waitFor()
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("main")
    await page.keyboard.press("j")
    await page.keyboard.press("j")
    await page.keyboard.press("Enter")
    await page.getByRole("button", { name: "Replay" }).focus()
    await page.keyboard.press("Enter")
    await page.getByText("it is applied within seconds").waitFor()
    expect(callsOf("replayDelivery")[0]?.input["deliveryId"]).toBe(
      (await rows().nth(1).getAttribute("data-row"))?.split("/")[1],
    )
  })

  test("goes to a page by two keys, where its heading has the focus and the document its name", async () => {
    await open("/admin/webhooks")
    await rows().first().waitFor()
    await page.keyboard.press("g")
    await page.keyboard.press("a")
    await page.waitForURL("**/admin/audit")
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("Audit")
    expect(await page.title()).toBe("Audit · Watchbill")
  })

  test("finds an organization in the palette", async () => {
    await open("/admin/exports")
    await page.getByRole("heading", { name: "Exports" }).waitFor()
    await page.keyboard.press("Control+k")
    await page.getByRole("combobox").waitFor()
    await page.keyboard.type("acme")
    await page.getByRole("option", { name: /^Acme/ }).waitFor()
    await page.keyboard.press("Enter")
    await page.waitForURL("**/admin/organizations/org_acme")
  })

  test("single keys can be switched off", async () => {
    await open("/admin/audit")
    await rows().first().waitFor()
    await page.keyboard.press("?")
    await page.getByRole("button", { name: "Turn single keys off" }).click()
    await page.keyboard.press("Escape")
    await page.keyboard.press("g")
    await page.keyboard.press("w")
    await page.keyboard.press("?")
    expect(await page.getByRole("dialog", { name: "Keyboard shortcuts" }).count()).toBe(0)
    expect(page.url()).toContain("/admin/audit")
  })
})
