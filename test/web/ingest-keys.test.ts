import type { Locator, Page } from "playwright-core"
import { beforeEach, expect, test } from "vitest"
import { lookAt } from "./journeys/accessibility.ts"
import { focusOf, rowsOf } from "./journeys/house.ts"
import { keyOf } from "./support/fixture-keys.ts"
import type { Fixtures } from "./support/fixture-server.ts"
import { stagePages } from "./support/stage-pages.ts"

const LOOK_MS_MAX = 180_000
const NOW_MS = Date.parse("2026-11-20T14:02:00.000Z")

let fixtures: Fixtures
let page: Page
const { callsOf } = stagePages((staged) => ({ fixtures, page } = staged))

beforeEach(() => {
  fixtures.stage.keys = [
    keyOf({ keyId: "key_shop", name: "Shop", lastUsedAt: new Date(NOW_MS - 3_600_000).toISOString() }),
    keyOf({ keyId: "key_acme", name: "Acme agent", scope: "org_acme", createdBy: { name: "Marta", isStaff: false } }),
    keyOf({
      keyId: "key_past",
      name: "History of the shop before the move",
      use: "import",
      revokedBy: { name: "Ines Okafor", isStaff: true },
      revokedAt: new Date(NOW_MS - 86_400_000).toISOString(),
    }),
  ]
})

const openKeys = (query = "") => page.goto(`${fixtures.url}/admin/settings/ingest-keys${query}`)
const openSettings = () => page.goto(`${fixtures.url}/organizations/org_acme/settings`)
const asMember = (role: "owner" | "member") => Object.assign(fixtures.stage, { staffRole: null, memberRole: role })
const button = (name: string, on: Page | Locator = page) => on.getByRole("button", { name, exact: true })
const dialog = () => page.getByRole("dialog")
const row = (name: string) => rowsOf(page).filter({ has: page.getByRole("button", { name, exact: true }) })
const beginRevoking = async (name: string) => {
  await row(name).getByRole("button").click()
  await button("Revoke this key…").click()
}
const secret = /^wbk_[\w-]{43}$/

test("a key is created, and its secret stands there with a command until it was kept", async () => {
  await openKeys()
  await button("Create key").click()
  await button("Create key", dialog()).click()
  await dialog().getByText("Say who sends with it").waitFor()
  expect(await dialog().getByLabel("Name").getAttribute("aria-invalid")).toBe("true")
  await dialog().getByLabel("Name").fill(" Checkout ")
  await page.keyboard.press("Enter")
  await page.getByRole("heading", { name: "The secret of Checkout" }).waitFor()
  await expect.poll(() => focusOf(page)).toBe("The secret of Checkout")
  await page.getByText("it is not shown again").waitFor()
  const told = await page.getByText(secret).textContent()
  expect(await page.getByRole("region", { name: "sends a first event" }).textContent()).toContain(
    `${fixtures.url}/v1/events -H "authorization: Bearer ${told}"`,
  )
  expect(callsOf("createIngestKey")[0]!.input).toMatchObject({ name: "Checkout", scope: "platform", use: "events" })
  await row("Checkout").getByText("never").waitFor()
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"])
  await button("Copy the secret").click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(told)
  await button("I have kept it").click()
  expect(await page.getByText(told!).count()).toBe(0)
})

test("a key of one organization is asked for by its id, and refused beside its field", async () => {
  await openKeys()
  await button("Create key").click()
  await dialog().getByLabel("Name").fill("History")
  await dialog().getByLabel("Scope").selectOption("One organization")
  await button("Create key", dialog()).click()
  await dialog().getByText("Write the id of the organization.").waitFor()
  await dialog().getByLabel("Organization").fill("acme")
  await expect.poll(() => dialog().locator("datalist option[value=org_acme]").count()).toBe(1)
  await dialog().getByLabel("Organization").fill("org_acme")
  await dialog().getByLabel("Use").selectOption("Import")
  await button("Create key", dialog()).click()
  await row("History").getByRole("link", { name: "org_acme" }).waitFor()
  expect(callsOf("createIngestKey")[0]!.input).toMatchObject({ name: "History", scope: "org_acme", use: "import" })
})

test("when an answer is lost the same request is sent again; a key without its secret is said to be one", async () => {
  let lost = false
  await page.route("**/api/ingest-keys", async (route) => {
    if (route.request().method() !== "POST" || lost) return route.continue()
    lost = true
    await route.fetch()
    await route.abort()
  })
  await openKeys()
  await button("Create key").click()
  await dialog().getByLabel("Name").fill("Checkout")
  await button("Create key", dialog()).click()
  await dialog().getByRole("alert").getByText("Could not create the key.").waitFor()
  await button("Create key", dialog()).click()
  await page.getByText("Checkout was made before.").waitFor()
  await page.getByText("Revoke it and create another.").waitFor()
  const sent = callsOf("createIngestKey").map(({ headers }) => headers["idempotency-key"])
  expect([sent.length, new Set(sent).size]).toEqual([2, 1])
  await expect.poll(() => row("Checkout").count()).toBe(1)
})

test("revoking asks for the name, and cannot be asked for twice", async () => {
  await openKeys()
  await beginRevoking("Shop")
  const final = button("Revoke key", dialog())
  await dialog().getByLabel("Type Shop to revoke it").fill("Shopp")
  expect(await final.isDisabled()).toBe(true)
  await page.keyboard.press("Enter")
  await dialog().getByLabel("Type Shop to revoke it").fill("Shop")
  await page.keyboard.press("Enter")
  await row("Shop").getByText("revoked").waitFor()
  await page.getByText(/14:02.* by Ines Okafor/).waitFor()
  expect(await button("Revoke this key…").count()).toBe(0)
  expect(callsOf("revokeIngestKey")).toHaveLength(1)
})

test("a fresh sign-in is asked for, and what was begun is still there after it", async () => {
  fixtures.stage.freshSignIn = false
  await openKeys()
  await button("Create key").click()
  await dialog().getByLabel("Name").fill("Checkout")
  await dialog().getByLabel("Use").selectOption("Import")
  await button("Create key", dialog()).click()
  await page.getByRole("heading", { name: "Sign in again to create the key" }).waitFor()
  await page.getByRole("link", { name: "Sign in again" }).click()
  await expect.poll(() => dialog().getByLabel("Name").inputValue()).toBe("Checkout")
  expect(await dialog().getByLabel("Use").inputValue()).toBe("import")
  fixtures.stage.freshSignIn = false
  await button("Back", dialog()).click()
  await beginRevoking("Shop")
  await dialog().getByLabel("Type Shop").fill("Shop")
  await page.keyboard.press("Enter")
  await page.getByRole("link", { name: "Sign in again" }).click()
  await dialog().getByLabel("Type Shop to revoke it").waitFor()
})

test("the last use appears by itself, and a scope narrows the list", async () => {
  await openKeys()
  await row("Acme agent").getByText("never").waitFor()
  fixtures.stage.keys[1]!.lastUsedAt = new Date(NOW_MS - 60_000).toISOString()
  fixtures.bump("ingestKeys")
  await expect.poll(() => row("Acme agent").getByText("never").count()).toBe(0)
  await page.getByRole("searchbox", { name: "Scope" }).or(page.getByLabel("Scope")).first().fill("org_acme")
  await expect.poll(() => rowsOf(page).count()).toBe(1)
  expect(page.url()).toContain("scope=org_acme")
  await openKeys("?scope=org_none")
  await page.getByText("No key matches this filter").waitFor()
})

test("who may not is told, with who can grant it", async () => {
  fixtures.stage.staffRole = "support"
  await openKeys()
  await page.getByText("takes staff admin; your role is support. A staff admin can grant it.").waitFor()
  await row("Shop").getByRole("button").click()
  await button("Copy key_shop").waitFor()
  expect(await page.getByRole("button", { name: /Create key|Revoke/ }).count()).toBe(0)
  await openSettings()
  await page.getByText("takes this organization's owner or admin, or staff admin").waitFor()
  await row("Acme agent").waitFor()
  asMember("member")
  await openSettings()
  await page.getByText("Ingest keys are for owners and admins").waitFor()
  await page.getByText("Your role here is member. An owner can grant it.").first().waitFor()
  expect(await button("Create key").count()).toBe(0)
})

test("an owner makes a key of the organization, and sees none but its own", async () => {
  asMember("owner")
  fixtures.stage.keys = fixtures.stage.keys.filter(({ scope }) => scope !== "org_acme")
  await openSettings()
  await page.getByText("No ingest keys yet").waitFor()
  await button("Create key").click()
  expect(await dialog().getByLabel("Scope").count()).toBe(0)
  await dialog().getByLabel("Name").fill("Agent")
  await button("Create key", dialog()).click()
  await page.getByRole("heading", { name: "The secret of Agent" }).waitFor()
  await expect.poll(() => rowsOf(page).count()).toBe(1)
  expect(callsOf("createOrganizationIngestKey")[0]!.input).toEqual({
    name: "Agent",
    organizationId: "org_acme",
  })
  await beginRevoking("Agent")
  await dialog().getByLabel("Type Agent to revoke it").fill("Agent")
  await page.keyboard.press("Enter")
  await row("Agent").getByText("revoked").waitFor()
  expect(callsOf("revokeOrganizationIngestKey")).toHaveLength(1)
})

test("a failure that comes after its dialog was closed is still told, and not by the next dialog", async () => {
  fixtures.stage.failing.createIngestKey = { status: 503, code: "notStored", detail: "The key was not stored." }
  await openKeys()
  await button("Create key").click()
  await dialog().getByLabel("Name").fill("Checkout")
  fixtures.stage.delayMs = 300
  await button("Create key", dialog()).click()
  await page.keyboard.press("Escape")
  await page.getByText("The key was not stored.").waitFor()
  await button("Create key").click()
  await dialog().getByLabel("Name").waitFor()
  expect(await dialog().getByRole("alert").count()).toBe(0)
})

test("an empty list has its next step, a failed one its request id", async () => {
  fixtures.stage.keys = []
  await openKeys()
  await page.getByText("No ingest keys yet").waitFor()
  await button("Create key").click()
  await dialog().getByLabel("Name").waitFor()
  fixtures.stage.failing.listIngestKeys = { status: 500, code: "internal", detail: "Something broke on our side." }
  await page.reload()
  await button("Copy request id req_71c0f4a2").waitFor()
})

test(
  "all of it is right in light, dark, forced colours and on a narrow screen",
  async () => {
    await openKeys()
    await row("History of the shop before the move").getByRole("button").click()
    await page
      .getByText(/by Ines Okafor/)
      .first()
      .waitFor()
    expect(await lookAt(page, "ingest-keys-some")).toEqual([])
    await button("Create key").click()
    await dialog().getByLabel("Scope").selectOption("One organization")
    expect(await lookAt(page, "ingest-keys-create")).toEqual([])
    await dialog().getByLabel("Scope").selectOption("The platform")
    await dialog().getByLabel("Name").fill("Checkout")
    await button("Create key", dialog()).click()
    await button("I have kept it").waitFor()
    expect(await lookAt(page, "ingest-keys-made")).toEqual([])
    await beginRevoking("Shop")
    expect(await lookAt(page, "ingest-keys-revoke")).toEqual([])
    asMember("owner")
    await openSettings()
    await row("Acme agent").waitFor()
    expect(await lookAt(page, "organization-settings-some")).toEqual([])
    asMember("member")
    await openSettings()
    await page.getByText("Ingest keys are for owners and admins").waitFor()
    expect(await lookAt(page, "organization-settings-member")).toEqual([])
  },
  LOOK_MS_MAX,
)
