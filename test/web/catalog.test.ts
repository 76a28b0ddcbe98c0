import type { Page } from "playwright-core"
import { describe, expect, test } from "vitest"
import { rowsOf, soon } from "./journeys/house.ts"
import type { Fixtures } from "./support/fixture-server.ts"
import { testLooks } from "./support/looks.ts"
import { stagePages } from "./support/stage-pages.ts"

const MODELS = "/admin/catalog/models"
const PROVIDERS = "/admin/catalog/providers"

let fixtures: Fixtures
let page: Page
const { open, callsOf, field } = stagePages((staged) => ({ fixtures, page } = staged))

const models = () => page.getByRole("region", { name: "Models", exact: true }).locator("tr[data-row]")
const discounts = () => page.getByRole("region", { name: "Usage discounts, as a table" }).locator("tr[data-row]")
const wordsOf = async (of: { innerText(): Promise<string> }) => (await of.innerText()).replace(/\s+/g, " ").trim()
const namesOf = async () => (await models().locator("th").allInnerTexts()).map((text) => text.trim())
const button = (name: string) => page.getByRole("button", { name, exact: true })
const dialog = () => page.getByRole("dialog")
const openModel = async (modelId: string) => {
  await open(`${MODELS}?open=${modelId}`)
  await page.getByText("What a million tokens cost", { exact: true }).waitFor()
}

describe("models", () => {
  test("say what they cost to the last digit, what comes next, and why one cannot be used", async () => {
    await open(MODELS)
    await models().first().waitFor()
    const row = (name: string) => wordsOf(models().filter({ has: page.getByRole("button", { name, exact: true }) }))
    expect(await row("heron-large")).toMatch(
      /^heron-large Northlight \$3\.00 \$15\.00 \$0\.30 .* \$2\.50 in, \$12\.50 out pro, enterprise 200,000 available$/,
    )
    expect(await row("slate-2-embed")).toContain("$0.000125 $0.00 $0.00 – pro, enterprise 8,192 available")
    expect(await row("slate-3-preview")).toContain("Quarry AI – – – – enterprise – no price yet")
    expect(await row("tarn-1")).toContain("unavailable")
  })

  test("are narrowed and ordered in the address", async () => {
    await open(MODELS)
    await models().first().waitFor()
    await field("Provider").selectOption({ label: "Quarry AI" })
    await soon(namesOf).toEqual(["slate-2", "slate-2-embed", "slate-3-preview"])
    await page.getByRole("link", { name: "Input" }).click()
    await soon(namesOf).toEqual(["slate-2", "slate-2-embed", "slate-3-preview"])
    await page.getByRole("link", { name: "Input" }).click()
    await soon(namesOf).toEqual(["slate-2-embed", "slate-2", "slate-3-preview"])
    await page.getByLabel("Search models").fill("EMBED")
    await soon(namesOf).toEqual(["slate-2-embed"])
    await open(`${MODELS}?plan=free`)
    await soon(namesOf).toEqual(["heron-small"])
    await open(`${MODELS}?search=nothing`)
    await page.getByText("No model matches this filter").waitFor()
  })

  test("that there are none says what to do first, and a failure what failed", async () => {
    fixtures.stage.empty = true
    await open(MODELS)
    await page.getByText("A model belongs to a provider: add that first.").waitFor()
    await page.getByText("No usage discounts yet").waitFor()
    fixtures.stage.failing = { readCatalog: { status: 500, code: "broken", detail: "Something broke." } }
    await open(MODELS)
    await page.getByRole("alert").getByText("Something broke.").waitFor()
  })

  test("are read only to support, who sees no command", async () => {
    fixtures.stage.staffRole = "support"
    await openModel("northlight_heron-large")
    await page.getByText("Changing the catalog takes staff admin; your role is support.").waitFor()
    for (const name of ["New model…", "New price…", "Change…", "Withdraw…", "New discount…", "End…"])
      expect(await button(name).count(), name).toBe(0)
  })

  test("are added by their form, which names its faults, and open then", async () => {
    await open(MODELS)
    await button("New model…").click()
    await button("Add model").click()
    await dialog().getByText("Write it as usage events name it").waitFor()
    await dialog().getByRole("combobox", { name: "Provider" }).selectOption("quarry")
    await dialog().getByRole("textbox", { name: "Name" }).fill("labs/slate-4")
    await dialog().getByRole("textbox", { name: "Context window" }).fill("400000")
    await dialog().getByRole("checkbox", { name: "free" }).uncheck()
    await dialog().getByRole("checkbox", { name: "vision" }).check()
    await button("Add model").click()
    await soon(async () => callsOf("createModel").at(-1)?.input).toEqual({
      ...{ providerId: "quarry", name: "labs/slate-4", contextWindowTokens: 400_000, isAvailable: true },
      ...{ features: ["vision"], plans: ["pro", "enterprise"] },
    })
    await page.getByText("labs/slate-4 is in the catalog. It has no price yet.").waitFor()
    expect(page.url()).toContain("open=made")
  })

  test("are changed over the version that was read", async () => {
    await openModel("quarry_slate-2")
    await button("Change…").click()
    await dialog().getByRole("combobox", { name: "Available" }).selectOption("no")
    await button("Save model").click()
    await soon(async () => callsOf("saveModel").at(-1)?.input).toMatchObject({
      ...{ modelId: "quarry_slate-2", version: 3, isAvailable: false, contextWindowTokens: 1_000_000 },
    })
  })
})

describe("prices of a model", () => {
  test("stand newest first, with the one in force, and the one to come can be withdrawn", async () => {
    await openModel("northlight_heron-large")
    const prices = page.getByRole("region", { name: "Prices of heron-large" })
    const lines = (await prices.locator("tbody tr").allInnerTexts()).map((text) => text.replace(/\s+/g, " "))
    expect(lines[0]).toMatch(/no end to come \$2\.50 \$12\.50 \$0\.25 Withdraw…/)
    expect(lines[1]).toMatch(/in force \$3\.00 \$15\.00 \$0\.30/)
    expect(lines[2]).toMatch(/over \$5\.00 \$25\.00 \$0\.50/)
    await button("Withdraw…").click()
    expect(await wordsOf(dialog())).toContain("From then on stays what was before: $3.00 in, $15.00 out, $0.30 cached.")
    await button("Withdraw price").click()
    await soon(async () => callsOf("withdrawPrice").at(-1)?.input).toMatchObject({ version: 3 })
    await page.getByText("The price of heron-large is withdrawn.").waitFor()
  })

  test("are set by a form that says what they will be and instead of which", async () => {
    await openModel("quarry_slate-2")
    await button("New price…").click()
    await dialog().getByRole("textbox", { name: "Input", exact: true }).fill("1,5")
    await dialog().getByLabel("From").fill("2020-01-01T00:00")
    await button("Set price").click()
    await dialog().getByText("Write dollars from 0 to 1000 with a point, as in 2.50.").waitFor()
    await dialog().getByText("Say a moment from").waitFor()
    await dialog().getByRole("textbox", { name: "Input", exact: true }).fill("1.5")
    await dialog().getByLabel("From").fill("2030-01-01T00:00")
    expect(await wordsOf(dialog())).toContain(
      "From 1 Jan 2030, 00:00 on: $1.50 in, $10.00 out, $0.125 cached; instead of $1.25 in, $10.00 out, $0.125 cached.",
    )
    await button("Set price").click()
    await soon(async () => callsOf("setPrice").at(-1)?.input).toMatchObject({
      ...{ modelId: "quarry_slate-2", version: 3, inputUsd: "1.5", outputUsd: "10.00", cachedUsd: "0.125" },
      effectiveFrom: expect.stringMatching(/^20(29-12-31|30-01-01)T\d\d:00:00\.000Z$/),
    })
    await page.getByText("The price of slate-2 is set.").waitFor()
  })

  test("that somebody else changed meanwhile say so, and what would be right", async () => {
    await openModel("quarry_slate-2")
    const detail = "Somebody saved this model since it was read"
    fixtures.stage.failing = { setPrice: { status: 409, code: "conflict", detail } }
    await button("New price…").click()
    await button("Set price").click()
    await dialog().getByText(`Could not set the price. ${detail}`).waitFor()
  })
})

describe("usage discounts", () => {
  test("stand with the valid ones first; a new one says what it takes off", async () => {
    await open(MODELS)
    await discounts().first().waitFor()
    const rows = (await discounts().allInnerTexts()).map((text) => text.replace(/\s+/g, " "))
    expect(rows[0]).toMatch(/Launch of Quarry valid 12\.5 % all models of Quarry AI/)
    expect(rows[1]).toMatch(/Heron at night coming 5 % heron-small/)
    expect(rows[2]).toMatch(/Autumn ended 10 % all models of Northlight/)
    expect(await button("End…").count()).toBe(2)
    await button("New discount…").click()
    await button("Set discount").click()
    await dialog().getByText("Say what it is for, as in Spring.").waitFor()
    await dialog().getByRole("textbox", { name: "Name" }).fill("Spring")
    await dialog().getByRole("textbox", { name: "Percent" }).fill("7.25")
    await dialog().getByRole("combobox", { name: "Provider" }).selectOption("quarry")
    await dialog().getByRole("combobox", { name: "Models" }).selectOption({ label: "slate-2" })
    expect(await wordsOf(dialog())).toMatch(/7\.25 % off slate-2, from .* until it is ended\./)
    await button("Set discount").click()
    await soon(async () => callsOf("createUsageDiscount").at(-1)?.input).toEqual({
      ...{ name: "Spring", providerId: "quarry", modelId: "quarry_slate-2", percent: "7.25" },
    })
    expect(callsOf("createUsageDiscount")[0]!.headers["idempotency-key"]).toMatch(/^[\w-]{36}$/)
  })

  test("are ended from a quarter of an hour ahead, and one to come never begins", async () => {
    await open(MODELS)
    await discounts().nth(1).getByRole("button", { name: "End…" }).click()
    expect(await wordsOf(dialog())).toContain("It never begins.")
    await button("Keep it").click()
    await discounts().nth(0).getByRole("button", { name: "End…" }).click()
    expect(await wordsOf(dialog())).toMatch(/It takes off nothing from .* on; what it took off before stays\./)
    await button("End discount").click()
    await page.getByText("The discount Launch of Quarry is ended.").waitFor()
  })
})

describe("providers", () => {
  test("say whether they are used, how much in a minute, and lead to their models", async () => {
    await open(PROVIDERS)
    await rowsOf(page).first().waitFor()
    const rows = (await rowsOf(page).allInnerTexts()).map((text) => text.replace(/\s+/g, " "))
    expect(rows[0]).toContain("Northlight enabled northlight set 17 Nov 2 4,000 2,000,000")
    expect(rows[1]).toContain("Quarry AI enabled quarry not set 3 600 no limit")
    expect(rows[2]).toContain("Tarn switched off tarn not set 1 no limit no limit")
    await rowsOf(page).nth(1).getByRole("button").click()
    await page.getByRole("link", { name: "3 models, 3 available" }).click()
    await soon(namesOf).toEqual(["slate-2", "slate-2-embed", "slate-3-preview"])
  })

  test("are added and changed by their form", async () => {
    await open(PROVIDERS)
    await button("New provider…").click()
    await button("Add provider").click()
    await dialog().getByText("Write it as usage events name it").waitFor()
    await dialog().getByRole("textbox", { name: "Id" }).fill("moor")
    await dialog().getByRole("textbox", { name: "Name" }).fill("Moor")
    await dialog().getByRole("textbox", { name: "Requests a minute" }).fill("60")
    await button("Add provider").click()
    await soon(async () => callsOf("createProvider").at(-1)?.input).toEqual({
      ...{ providerId: "moor", name: "Moor", isEnabled: true },
      rateLimits: { requestsPerMinute: 60, tokensPerMinute: null },
    })
    await rowsOf(page).nth(2).getByRole("button").click()
    await button("Change…").click()
    await dialog().getByRole("combobox", { name: "Enabled" }).selectOption("yes")
    await button("Save provider").click()
    await soon(async () => callsOf("saveProvider").at(-1)?.input).toMatchObject({
      ...{ providerId: "tarn", version: 4, isEnabled: true },
    })
  })

  test("get a default key, which is written in secret and shown by nobody", async () => {
    await open(`${PROVIDERS}?open=northlight`)
    await page.getByText("set by Ines Okafor").waitFor()
    await button("Replace key…").click()
    await button("Set key").click()
    await dialog().getByText("Write the key as the provider gave it, without a space.").waitFor()
    expect(await dialog().getByLabel("Key", { exact: true }).getAttribute("type")).toBe("password")
    await dialog().getByLabel("Key", { exact: true }).fill(" sk-secret ")
    expect(await wordsOf(dialog())).toContain("It takes the place of the one that Ines Okafor set")
    await button("Set key").click()
    await soon(async () => callsOf("setProviderKey").at(-1)?.input).toEqual({
      providerId: "northlight",
      key: "sk-secret",
    })
    expect(callsOf("setProviderKey")[0]!.headers["idempotency-key"]).toMatch(/^[\w-]{36}$/)
    await page.getByText("The default key of Northlight is set.").waitFor()
    expect(await page.content()).not.toContain("sk-secret")
  })

  test("are read only to viewers, who see whether a key is set", async () => {
    fixtures.stage.staffRole = "viewer"
    await open(`${PROVIDERS}?open=northlight`)
    await page.getByText("set by Ines Okafor").waitFor()
    for (const name of ["New provider…", "Change…", "Replace key…"]) expect(await button(name).count(), name).toBe(0)
  })

  test("that there are none says what to do", async () => {
    fixtures.stage.empty = true
    await open(PROVIDERS)
    await page.getByText("No providers yet").waitFor()
    expect(await button("New provider…").count()).toBe(1)
  })
})

testLooks(
  () => page,
  async (check) => {
    await openModel("northlight_heron-large")
    await check("a model that is open")
    await button("New price…").click()
    await check("a new price")
    await open(MODELS)
    await button("New model…").click()
    await check("a new model")
    await open(MODELS)
    await button("New discount…").click()
    await check("a new discount")
    await open(`${PROVIDERS}?open=quarry`)
    await button("Change…").click()
    await check("a provider that is changed")
    await open(`${PROVIDERS}?open=northlight`)
    await button("Replace key…").click()
    await check("a key")
    fixtures.stage.empty = true
    await open(MODELS)
    await page.getByText("No models yet").waitFor()
    await check("no models")
  },
)
