import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import { rowsOf, soon } from "./journeys/house.ts"
import type { Fixtures } from "./support/fixture-server.ts"
import { testLooks } from "./support/looks.ts"
import { stagePages } from "./support/stage-pages.ts"

const [SETTINGS, CREDITS] = ["/organizations/org_acme/settings", "/admin/organizations/org_acme/credits"]

let fixtures: Fixtures
let page: Page
const { open, callsOf } = stagePages((staged) => ({ fixtures, page } = staged))

const part = () => page.getByRole("region", { name: "Low-credit alerts" })
const text = async () => (await part().innerText()).replace(/\s+/g, " ").replaceAll(" ;", ";").trim()
const dialog = () => page.getByRole("dialog", { name: "Low-credit thresholds" })
const field = (nth: number) => dialog().getByLabel(`Threshold ${nth}`)
const asMember = (memberRole: "owner" | "admin" | "member") =>
  Object.assign(fixtures.stage, { staffRole: null, memberRole })

test("staff see each threshold and how it stands, and set none", async () => {
  await open(CREDITS)
  await rowsOf(page).first().waitFor()
  await part().getByText("Below $200.00").waitFor()
  expect(await text()).toContain(
    "Below $200.00 crossed on 16 Nov; armed again above $220.00 Below $50.00 armed; last crossed on 11 Oct Set by Marta Kessler",
  )
  expect(await text()).toContain("2 owners are mailed")
  expect(
    await part()
      .getByRole("button", { name: /thresholds/ })
      .count(),
  ).toBe(0)
})

test("an owner sets up to three, each with what is wrong with it, and takes them out again", async () => {
  asMember("owner")
  await open(SETTINGS)
  await part().getByRole("button", { name: "Change thresholds" }).click()
  expect(await field(1).inputValue()).toBe("200.00")
  await field(1).fill("1.234")
  await field(3).fill("50")
  await dialog().getByRole("button", { name: "Set thresholds" }).click()
  await dialog().getByText("Write dollars above 0 with at most two decimals, as in 25.00, or nothing.").waitFor()
  await dialog().getByText("This amount stands above already.").waitFor()
  await field(1).fill("$1,250")
  await field(3).fill("")
  await dialog().getByRole("button", { name: "Set thresholds" }).click()
  await soon(async () => callsOf("setCreditAlerts").at(-1)?.input).toMatchObject({ thresholdsUsd: ["1250", "50.00"] })
  await part().getByText("below it when it was set").waitFor()
  await part().getByRole("button", { name: "Change thresholds" }).click()
  for (const nth of [1, 2]) await field(nth).fill("")
  await dialog().getByRole("button", { name: "Set thresholds" }).click()
  await part().getByText("Nobody is mailed when credits run low").waitFor()
  await part().getByRole("button", { name: "Set thresholds" }).waitFor()
})

test("what an owner wrote waits for a fresh sign-in", async () => {
  asMember("owner")
  fixtures.stage.failing.setCreditAlerts = { status: 403, code: "staleSignIn", detail: "Sign in again" }
  await open(SETTINGS)
  await part().getByRole("button", { name: "Change thresholds" }).click()
  await field(2).fill("75")
  await dialog().getByRole("button", { name: "Set thresholds" }).click()
  await page.getByRole("dialog", { name: "Sign in again to set the thresholds" }).waitFor()
  fixtures.stage.failing = {}
  await open(SETTINGS)
  await soon(() => field(2).inputValue()).toBe("75")
})

test("an admin of the organization reads them, a member does not", async () => {
  asMember("admin")
  await open(SETTINGS)
  await part().getByText("Below $200.00").waitFor()
  expect(
    await part()
      .getByRole("button", { name: /thresholds/ })
      .count(),
  ).toBe(0)
  asMember("member")
  await open(SETTINGS)
  await page.getByRole("heading", { name: "Ingest keys" }).waitFor()
  expect(await part().count()).toBe(0)
})

testLooks(
  () => page,
  async (check) => {
    asMember("owner")
    await open(SETTINGS)
    await part().getByText("Below $200.00").waitFor()
    await check("thresholds")
    await part().getByRole("button", { name: "Change thresholds" }).click()
    await field(1).waitFor()
    await check("dialog")
    fixtures.stage.empty = true
    await open(SETTINGS)
    await part().getByText("Nobody is mailed when credits run low").waitFor()
    await check("none")
  },
)
