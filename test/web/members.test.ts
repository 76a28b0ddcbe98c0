import { readFileSync } from "node:fs"
import type { Page } from "playwright-core"
import { describe, expect, test } from "vitest"
import type { Fixtures } from "./support/fixture-server.ts"
import { testLooks } from "./support/looks.ts"
import { stagePages } from "./support/stage-pages.ts"

let fixtures: Fixtures
let page: Page
const { open, field, inAddress } = stagePages((staged) => ({ fixtures, page } = staged))

const STAFF = "/admin/organizations/org_acme/members"
const TEAM = "/organizations/org_acme/team"
const rows = () => page.locator("tr[data-row]")
const asMember = (role: "owner" | "admin" | "member" | "viewer") => {
  fixtures.stage.staffRole = null
  fixtures.stage.memberRole = role
}

describe("members of an organization", () => {
  test("are a tab of its page, narrowed by role and words, and lead to the user", async () => {
    await open("/admin/organizations/org_acme")
    await page.getByRole("navigation", { name: "Organization" }).getByRole("link", { name: "Members" }).click()
    await page.waitForURL(`**${STAFF}`)
    await expect.poll(() => rows().count()).toBe(14)
    expect(await rows().first().innerText()).toMatch(/Ada Kessler[\s\S]*owner[\s\S]*today/)
    await field("Role").selectOption("admin")
    await expect.poll(() => rows().count()).toBe(2)
    expect(inAddress("role")).toBe("admin")
    await page.getByRole("searchbox", { name: "Search members" }).fill("LINDQVIST")
    await expect.poll(() => rows().count()).toBe(1)
    await rows().first().getByRole("link").click()
    await page.getByRole("heading", { name: "Bruno Lindqvist" }).waitFor()
    await page.goBack()
    await expect.poll(() => rows().count()).toBe(1)
    await page.getByRole("searchbox", { name: "Search members" }).fill("nobody")
    await page.getByText("No member matches these 2 filters").waitFor()
    await page.getByText("Without them there are 14.").waitFor()
    await page.getByRole("link", { name: "Clear filters" }).last().click()
    await expect.poll(() => rows().count()).toBe(14)
  })

  test("are saved as CSV as they are narrowed", async () => {
    await open(`${STAFF}?role=owner`)
    await expect.poll(() => rows().count()).toBe(1)
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save CSV" }).click(),
    ])
    expect(file.suggestedFilename()).toBe("members-org_acme.csv")
    expect(readFileSync(await file.path(), "utf8").split("\r\n")).toEqual([
      "user_id,name,email,role,added_at,last_active_on",
      expect.stringMatching(/^usr_h,Ada Kessler,person0@acme\.example,owner,2026-11-17T.*Z,2026-11-20$/),
      "",
    ])
  })

  test("say who hides, who was long away, and of whom nobody told", async () => {
    await open(STAFF)
    await expect.poll(() => rows().filter({ hasText: "hides" }).count()).toBe(1)
    expect(await rows().filter({ hasText: "not in 30 days" }).count()).toBe(2)
    expect(await rows().last().innerText()).toMatch(/Unnamed user[\s\S]*not told/)
    await page.getByText("by America/New_York").waitFor()
  })

  test("are a page of their own for owners and admins, who lead to no user of the platform's", async () => {
    asMember("admin")
    await open("/organizations/org_acme/overview")
    await page.getByRole("navigation").getByRole("link", { name: "Team" }).first().click()
    await page.waitForURL(`**${TEAM}`)
    await expect.poll(() => rows().count()).toBe(14)
    expect(await rows().first().getByRole("link").count()).toBe(0)
  })

  test.each(["member", "viewer"] as const)("are not for a %s, who is told who can grant it", async (role) => {
    asMember(role)
    await open(TEAM)
    await page.getByText("The team is for owners and admins").waitFor()
    await page.getByText(`Your role here is ${role}. An owner can grant it.`).waitFor()
    expect(await page.getByRole("searchbox", { name: "Search members" }).count()).toBe(0)
    expect(await page.getByRole("button", { name: "Save CSV" }).count()).toBe(0)
  })

  test("are masked for staff viewers, and missing where nobody was told", async () => {
    fixtures.stage.staffRole = "viewer"
    await open(STAFF)
    await page.getByText("p…@acme.example").first().waitFor()
    await page.getByText("E-mails are masked for the role viewer.").waitFor()
    fixtures.stage.empty = true
    await open(STAFF)
    await page.getByText("No members yet").waitFor()
  })
})

testLooks(
  () => page,
  async (check) => {
    await open(STAFF)
    await rows().first().waitFor()
    await check("members")
    await open(`${STAFF}?search=nobody`)
    await page.getByText("No member matches this filter").waitFor()
    await check("none that match")
    fixtures.stage.failing["listMembers"] = { status: 503, code: "notStored", detail: "The table is not there." }
    await open(STAFF)
    await page.getByText("The table is not there.").waitFor()
    await check("failed")
    delete fixtures.stage.failing["listMembers"]
    asMember("owner")
    await open(TEAM)
    await rows().first().waitFor()
    await check("team")
    asMember("viewer")
    await open(TEAM)
    await page.getByText("The team is for owners and admins").waitFor()
    await check("not for the role")
  },
)
