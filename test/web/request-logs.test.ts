import type { Page } from "playwright-core"
import { describe, expect, test } from "vitest"
import { lookAt } from "./journeys/accessibility.ts"
import { rowsOf, soon } from "./journeys/house.ts"
import { DAY_MS, MINUTE_MS } from "#shared/time.ts"
import { NOW } from "./support/fixture-answers.ts"
import { callAt, sessionAt } from "./support/fixture-logs.ts"
import type { Fixtures } from "./support/fixture-server.ts"
import { stagePages } from "./support/stage-pages.ts"

const LOOK_MS_MAX = 180_000
const LOGS = "/admin/organizations/org_acme/logs"

let fixtures: Fixtures
let page: Page
const { open, callsOf, field, inAddress } = stagePages((staged) => ({ fixtures, page } = staged))

describe("an organization's log", () => {
  test("is a tab of its page, narrowed in the address by what its rows say", async () => {
    await open("/admin/organizations/org_acme")
    await page.getByRole("navigation", { name: "Organization" }).getByRole("link", { name: "Logs" }).click()
    await page.waitForURL(`**${LOGS}`)
    await soon(() => rowsOf(page).count()).toBe(50)
    expect(await page.getByRole("link", { name: "Logs" }).getAttribute("aria-current")).toBe("page")
    await page.getByText("50 requests on this page; kept from 16 Oct").waitFor()
    await page.getByRole("navigation", { name: "Status" }).getByRole("link", { name: "Errors" }).click()
    await soon(() => rowsOf(page).count()).toBe(16)
    await field("User").selectOption("priya.nair@acme.test")
    await soon(async () => inAddress("user")).toBe(callAt(1).userId)
    await page.getByLabel("Search the type of the error").fill("timeout")
    await soon(async () => callsOf("listRequestLogs").at(-1)?.input).toEqual({
      organizationId: "org_acme",
      ...{ status: "error", user: callAt(1).userId, error: "timeout" },
    })
    await page.getByRole("link", { name: "Clear filters" }).click()
    await page.waitForURL(`**${LOGS}`)
  })

  test("counts a time that ends now from the console's clock, also when it is told only after the page asked", async () => {
    await open(`${LOGS}?last=24h`)
    const askedMs = () => Date.parse(String(callsOf("listRequestLogs").at(-1)?.input["from"])) + DAY_MS
    await soon(async () => Math.abs(askedMs() - Date.parse(NOW))).toBeLessThan(MINUTE_MS)
  })

  test("calls projects and keys by the names that were told, and looks for one by its name or an id", async () => {
    await open(LOGS)
    await soon(() => rowsOf(page).getByTitle("Estimates (prj_estimates)").count()).toBe(17)
    expect(await rowsOf(page).getByText("prj_").count()).toBe(0)
    await field("Project").fill("Estimates")
    await soon(async () => inAddress("project")).toBe("prj_estimates")
    await soon(() => field("Project").inputValue()).toBe("Estimates")
    await soon(() => rowsOf(page).getByText("Dispatch rules").count()).toBe(0)
    await field("Key").fill("key_nobody_saw")
    await field("Key").press("Enter")
    await soon(async () => inAddress("key")).toBe("key_nobody_saw")
    expect(callsOf("listRequestLogs").at(-1)?.input).toMatchObject({ project: "prj_estimates", key: "key_nobody_saw" })
  })

  test("opens a request by keys, and by its address where it is on no page shown", async () => {
    await open(LOGS)
    await rowsOf(page).first().waitFor()
    await page.keyboard.press("j")
    await page.keyboard.press("j")
    await page.keyboard.press("Enter")
    await page.getByText(callAt(1).costUsd).first().waitFor()
    await soon(async () => inAddress("open")).toBe(callAt(1).requestId)
    await page.getByText("traceId").waitFor()
    await open(`${LOGS}?open=${callAt(120).requestId}`)
    await page.getByText("opened by its link, not on this page of the list").waitFor()
    await page.getByText("eu-west-1").waitFor()
    await open(`${LOGS}?open=2026-11-20T00-00-none`)
    await page.getByText("There is no such request; logs are kept from").waitFor()
  })

  test("says how far back a rare filter was looked for, and goes on from there", async () => {
    await open(`${LOGS}?model=rare`)
    await page.getByText("Scanned through 05:02; what is older was not looked at.").waitFor()
    await page.getByRole("link", { name: "Continue" }).click()
    await page.getByText("No request matches this filter").waitFor()
    await page.getByRole("link", { name: "Clear filters" }).last().click()
    await soon(() => rowsOf(page).count()).toBe(50)
  })

  test("without a row says why: never any, none in this time, no such organization, not for this role", async () => {
    fixtures.stage.empty = true
    await open(LOGS)
    await page.getByText("No requests yet").waitFor()
    await page.getByRole("button", { name: "Copy the events address" }).waitFor()
    await open(`${LOGS}?to=2020-01-01T00:00:00.000Z`)
    await page.getByText("No requests in this time").waitFor()
    await open("/admin/organizations/org_none/logs")
    await page.getByText("There is no organization org_none for you").waitFor()
    fixtures.stage.failing = { listRequestLogs: { status: 403, code: "forbidden", detail: "Your role may not." } }
    await open(LOGS)
    await page.getByText("Not for your role").waitFor()
  })

  test("is exported as it is narrowed, in either format", async () => {
    await open(`${LOGS}?status=error`)
    await rowsOf(page).first().waitFor()
    await page.getByRole("button", { name: "Export CSV" }).click()
    await page.getByRole("button", { name: "NDJSON" }).click()
    await soon(async () => callsOf("requestExport").map(({ input }) => input["request"])).toEqual(
      ["csv", "ndjson"].map((format) => ({
        ...{ list: "logs", organizationId: "org_acme", filter: { status: "error" }, format },
      })),
    )
  })
})

describe("sessions", () => {
  test("are narrowed by who, where and how they stand, and lead to who ran them", async () => {
    await open("/admin/usage/sessions?status=failed")
    await rowsOf(page).first().waitFor()
    await field("Person").selectOption("nobody named")
    await field("Repository").fill("__none__")
    await soon(async () => callsOf("listSessions").at(-1)?.input).toEqual({
      status: "failed",
      user: "__unknown__",
      repo: "__none__",
    })
    await page.getByRole("link", { name: "Clear filters" }).first().click()
    await soon(() => rowsOf(page).count()).toBe(50)
    await page.getByText("hidden", { exact: true }).first().waitFor()
    await page.keyboard.press("j")
    await page.keyboard.press("Enter")
    await page.getByText("Pull requests").waitFor()
    await page.getByRole("link", { name: "priya.nair@acme.test" }).first().click()
    await page.getByRole("heading", { name: "priya.nair@acme.test" }).waitFor()
  })

  test("of a person stand under the figures of the same days", async () => {
    await open(`/admin/usage/people/${sessionAt(0).userId}?days=7`)
    await page.getByText("rank 1, 1 active").waitFor()
    await rowsOf(page).first().waitFor()
    expect(callsOf("listSessions").at(-1)?.input).toEqual({
      user: sessionAt(0).userId,
      from: "2026-11-14T00:00:00.000Z",
    })
    await field("Status").selectOption("failed")
    await soon(async () => inAddress("status")).toBe("failed")
    await open("/admin/usage/people/u_nobody")
    await page.getByText("No row on the board of 30 days").waitFor()
    await page.getByText("No sessions in 30 days").waitFor()
  })

  test("say that there were none yet", async () => {
    fixtures.stage.empty = true
    await open("/admin/usage/sessions")
    await page.getByText("No sessions yet").waitFor()
    await open("/admin/usage/sessions?repo=web")
    await page.getByText("No session matches this filter").waitFor()
  })
})

test(
  "every page is good to read: light, dark, with forced colours, narrow",
  async () => {
    await open(LOGS)
    await rowsOf(page).nth(4).getByRole("button").click()
    await page.getByText("traceId").waitFor()
    expect(await lookAt(page, "request-logs")).toEqual([])
    await open(`${LOGS}?model=rare`)
    await page.getByText("Scanned through").waitFor()
    expect(await lookAt(page, "request-logs-rare")).toEqual([])
    await open("/admin/usage/sessions")
    await rowsOf(page).nth(2).getByRole("button").click()
    expect(await lookAt(page, "sessions")).toEqual([])
    await open(`/admin/usage/people/${sessionAt(0).userId}`)
    await rowsOf(page).first().waitFor()
    expect(await lookAt(page, "person-sessions")).toEqual([])
  },
  LOOK_MS_MAX,
)
