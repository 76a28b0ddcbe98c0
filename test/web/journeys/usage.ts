import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import { cloudEvent } from "../../support/console.ts"
import { ADMIN, headingOf, type House, MEMBER, NOW, rowsOf, soon } from "./house.ts"

const OWNER = "owner@acme.test"
const BOARD = "/organizations/org_acme/usage"
const MINUTE_MS = 60_000
const ago = (minutes: number) => new Date(Date.parse(NOW) - minutes * MINUTE_MS).toISOString()

/** A session of the product, begun so many minutes ago and told of ten minutes later. */
const session = (id: string, user: string | null, minutes: number, more: Record<string, unknown> = {}) =>
  cloudEvent("session.updated", ago(minutes - 10), {
    org: "org_acme",
    id,
    user,
    repo: "web",
    status: "completed",
    createdAt: ago(minutes),
    updatedAt: ago(minutes - 10),
    costUsd: "1.25",
    prCount: 1,
    turns: 8,
    durationSeconds: 480,
    ...more,
  })

const DAY_MINUTES = 1_440
const SESSIONS = [
  session("s1", "ada", 30),
  session("s2", "ada", DAY_MINUTES),
  session("s3", "ada", 2 * DAY_MINUTES, { status: "failed", costUsd: "0.000004", prCount: 0, durationSeconds: null }),
  session("s4", MEMBER, 45, { repo: "api", turns: 90 }),
  session("s5", MEMBER, 3 * DAY_MINUTES, { status: "stopped", prCount: 0 }),
  session("s6", null, 60, { repo: null }),
  session("s7", "grace", 20, { status: "active", prCount: 0, durationSeconds: null }),
]

const figure = async (page: Page, label: string) =>
  page
    .locator("[data-component='metric']", { has: page.getByRole("button", { name: `How is ${label} computed?` }) })
    .locator("[data-part='figure']")
    .innerText()
const names = (page: Page) =>
  rowsOf(page).evaluateAll((rows) => rows.map((row) => row.querySelector("[data-lead]")?.textContent ?? ""))

/** Sessions that the product sends become the boards of the platform and of their organization. */
export function usageJourneys(house: House): void {
  test("before the first session the page says how to send it, and an open page fills with what comes", async () => {
    const page = await house.visit(ADMIN, "/admin/usage")
    await page.getByRole("heading", { name: "No sessions yet" }).waitFor()
    await page.route("**/api/live/topics*", (route) => route.fulfill({ json: { topics: {}, now: NOW } }))
    expect((await house.river().events(SESSIONS)).body).toMatchObject({ accepted: SESSIONS.length })
    await page.getByRole("region", { name: "Leaderboard", exact: true }).waitFor()
    await soon(() => figure(page, "Sessions")).toBe("7")
    expect(await figure(page, "People")).toBe("3")
    expect(await figure(page, "Success rate")).toContain("66.7")
    expect(await figure(page, "Session cost")).toBe("$7.50")
    await soon(() => names(page)).toEqual(["ada", MEMBER, "grace", "Unknown"])
    await page.getByText("Totals of every section agree with the summary.").waitFor()
    await page.getByRole("img", { name: "3 days in a row, 2 of 3 flames" }).waitFor()
    await page.getByRole("img", { name: "active now, 1 session" }).waitFor()
  })

  test("a session that goes on changes the open board of its organization", async () => {
    const page = await house.visit(OWNER, BOARD)
    await rowsOf(page).first().waitFor()
    const done = () => page.getByRole("row", { name: /grace/ }).getByRole("cell").nth(4).innerText()
    expect(await done()).toBe("0")
    await house.river().events([session("s7", "grace", 20, { updatedAt: ago(1), prCount: 2 })])
    await soon(done).toBe("1")
    await page.getByText("Totals of every section agree with the summary.").waitFor()
  })

  test("a member sees their own row, hides it, and stays in the totals", async () => {
    const page = await house.visit(MEMBER, BOARD)
    const own = page.getByRole("row", { name: new RegExp(MEMBER) })
    await own.getByText("you", { exact: true }).waitFor()
    await page.getByRole("button", { name: "Hide me" }).click()
    await own.getByText("you, hidden").waitFor()
    const staff = await house.visit(ADMIN, "/admin/usage")
    await staff.getByRole("row", { name: /1 hidden/ }).waitFor()
    expect(await names(staff)).toEqual(["ada", "grace", "Unknown"])
    expect(await figure(staff, "People")).toBe("3")
    await page.getByRole("button", { name: "Undo" }).click()
    await own.getByText("you", { exact: true }).waitFor()
  })

  test("an owner switches the board off and on; off, it is closed to members and not to staff", async () => {
    const page = await house.visit(OWNER, BOARD)
    await page.getByRole("button", { name: "Switch the board off" }).click()
    house.allow(/status of 403 .*leaderboard/)
    await page.getByRole("button", { name: "Switch the board on" }).waitFor()
    const member = await house.visit(MEMBER, BOARD)
    await member.getByText("An owner or an admin of it can switch it on.").waitFor()
    expect(await member.locator("[data-component='metric']").count()).toBe(0)
    const staff = await house.visit(ADMIN, BOARD)
    await rowsOf(staff).first().waitFor()
    await page.getByRole("button", { name: "Switch the board on" }).click()
    await rowsOf(page).first().waitFor()
  })

  test("the menu leads there, for staff and for members", async () => {
    const page = await house.visit(MEMBER, "/organizations/org_acme/overview")
    await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Usage" }).click()
    await headingOf(page, "Usage").waitFor()
    expect(new URL(page.url()).pathname).toBe(BOARD)
    const staff = await house.visit(ADMIN, "/admin/organizations")
    await staff.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Usage" }).click()
    await staff.waitForURL("**/admin/usage")
  })
}
