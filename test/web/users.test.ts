import type { Page } from "playwright-core"
import { describe, expect, test } from "vitest"
import type { Fixtures } from "./support/fixture-server.ts"
import { USERS } from "./support/fixture-users.ts"
import { testLooks } from "./support/looks.ts"
import { stagePages } from "./support/stage-pages.ts"

let fixtures: Fixtures
let page: Page
const { open, callsOf, field, inAddress } = stagePages((staged) => ({ fixtures, page } = staged))

const rows = () => page.locator("tr[data-row]")
const one = (at: number) => `/admin/users/${USERS[at]!.id}`

describe("the directory of users", () => {
  test("is narrowed, ordered and exported as it is", async () => {
    await open("/admin/users")
    await expect.poll(() => rows().count()).toBe(50)
    await page.getByText("398 in the directory, and 14 deleted.").waitFor()
    await field("Verified").selectOption("no")
    await field("Organizations").selectOption("some")
    await page.waitForURL((url) => url.search === "?verified=no&organizations=some")
    await page.getByRole("columnheader", { name: "E-mail" }).getByRole("link").click()
    await page.waitForURL((url) => url.searchParams.get("sort") === "email")
    expect(callsOf("listUsers").at(-1)!.input).toMatchObject({ verified: "no", organizations: "some", sort: "email" })
    await page.getByRole("button", { name: "Export CSV" }).click()
    await expect.poll(() => callsOf("requestExport").length).toBe(1)
    expect(callsOf("requestExport")[0]?.input["request"]).toEqual({
      list: "users",
      filter: { verified: "no", organizations: "some", sort: "email", order: "asc" },
    })
  })

  test("pages forth and back", async () => {
    await open("/admin/users?sort=name&order=asc")
    await page.getByText("1–50 of 412").waitFor()
    await page.getByRole("link", { name: "Next" }).click()
    await page.getByText("51–100 of 412").waitFor()
    expect(inAddress("sort")).toBe("name")
    await page.goBack()
    await page.getByText("1–50 of 412").waitFor()
  })

  test("tells a viewer that e-mails are masked, and what search leaves out", async () => {
    fixtures.stage.staffRole = "viewer"
    await open("/admin/users")
    await page.getByText("E-mails are masked for the role viewer. A staff admin can grant more.").waitFor()
    await page.getByPlaceholder("Name or id", { exact: true }).fill("nobody at all")
    await page.getByText("Search looks in name and id.").waitFor()
    await page.getByText("Without it there are 412.").waitFor()
  })

  test("without a row says why, with its next step", async () => {
    await open("/admin/users?createdFrom=2030-01-01")
    await page.getByText("No user registered in these days").waitFor()
    await page.getByRole("link", { name: "Any day" }).click()
    await page.waitForURL("**/admin/users")
    fixtures.stage.empty = true
    await open("/admin/users")
    await page.getByText("No users yet").waitFor()
    await page.getByRole("link", { name: "How to send a first event" }).waitFor()
  })

  test("that cannot be read says so, and is asked for again", async () => {
    fixtures.stage.failing["listUsers"] = { status: 503, code: "notStored", detail: "The list is being built again." }
    await open("/admin/users")
    await page.getByText("The list is being built again.").waitFor()
    delete fixtures.stage.failing["listUsers"]
    await page.getByRole("button", { name: "Try again" }).click()
    await expect.poll(() => rows().count()).toBe(50)
  })
})

describe("a user", () => {
  test("is told with their organizations, each with the role there, and leads to their sessions", async () => {
    await open("/admin/users")
    await rows().first().getByRole("link").first().click()
    await page.waitForURL(`**${one(0)}`)
    await page.getByRole("heading", { name: "Ada Kessler" }).waitFor()
    await page.getByRole("button", { name: "Copy person0@acme.example" }).waitFor()
    await expect.poll(() => rows().count()).toBe(3)
    expect(await rows().first().innerText()).toMatch(/Acme[\s\S]*owner/)
    expect(await page.getByRole("link", { name: "Sessions" }).getAttribute("href")).toBe("/admin/usage/people/u_9f2c")
    await rows().first().getByRole("link").click()
    await page.waitForURL("**/admin/organizations/org_acme")
  })

  test("who was only named says so, and who is nobody too", async () => {
    await open(one(36))
    await page.getByText("An organization named them as its member").waitFor()
    await page.getByText("no event named them").waitFor()
    await open(one(3))
    await page.getByText("In no organization").waitFor()
    await open("/admin/users/usr_none")
    await page.getByText("There is no user usr_none").waitFor()
    await page.getByRole("link", { name: "Open the directory" }).click()
    await page.waitForURL("**/admin/users")
  })

  test("is masked for a viewer, who cannot copy the e-mail", async () => {
    fixtures.stage.staffRole = "viewer"
    await open(one(0))
    await page.getByText("p…@acme.example").waitFor()
    await page.getByText("The e-mail is masked for the role viewer.").waitFor()
    expect(await page.getByRole("button", { name: /^Copy p/ }).count()).toBe(0)
  })
})

describe("everybody can read users and a user", () => {
  testLooks(
    () => page,
    async (check) => {
      await open("/admin/users")
      await rows().first().waitFor()
      await check("directory")
      await page.getByRole("button", { name: /^Registered/ }).click()
      await check("days")
      await open(one(0))
      await rows().first().waitFor()
      await check("user")
      await open(one(36))
      await page.getByText("An organization named them as its member").waitFor()
      await check("named only")
      fixtures.stage.failing["readUser"] = { status: 503, code: "notStored", detail: "The table is not there." }
      await open(one(1))
      await page.getByText("The table is not there.").first().waitFor()
      await check("failed")
      fixtures.stage.empty = true
      await open("/admin/users")
      await page.getByText("No users yet").waitFor()
      await check("empty")
    },
  )
})
