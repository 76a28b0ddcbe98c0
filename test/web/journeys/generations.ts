import { readFile } from "node:fs/promises"
import { expect, test } from "vitest"
import { cloudEvent } from "../../support/console.ts"
import { ADMIN, type House, NOW, rowsOf, soon, VIEWER } from "./house.ts"

const MINUTE_MS = 60_000
const ago = (minutes: number) => new Date(Date.parse(NOW) - minutes * MINUTE_MS).toISOString()
const generation = (minutes: number, data: Record<string, unknown>) =>
  cloudEvent("generation.completed", ago(minutes), { mode: "sketch", ...data })
const model = { component: "imageModel", ms: 8_200 }
const GENERATIONS = "/admin/generations"
const TOLD = [
  ...Array.from({ length: 52 }, (_, nth) =>
    generation(nth + 3, { org: "org_2", user: "wanda@voss.test", result: "ok", steps: [model], sizeBytes: 48_000 }),
  ),
  generation(9_000, {
    result: "failed",
    steps: [model, { component: "objectStorage", error: "503 slow down" }, { component: "mail", skipped: true }],
  }),
]

/** What models made for people is found again, one by one, with every step. */
export function generationJourneys(house: House): void {
  test("a list without a generation says how it fills; then it fills by itself, leads to what failed, and is exported", async () => {
    const page = await house.visit(ADMIN, GENERATIONS)
    await page.getByText("No generations yet").waitFor()
    expect((await house.river().events(TOLD)).body).toMatchObject({ accepted: TOLD.length })
    await soon(() => rowsOf(page).count()).toBe(50)
    await page.getByRole("link", { name: "1 failed", exact: true }).click()
    await soon(() => rowsOf(page).count()).toBe(1)
    await rowsOf(page).first().getByRole("button").click()
    await page.getByRole("region", { name: "Steps" }).getByText("503 slow down").waitFor()
    await page.getByRole("button", { name: "NDJSON" }).click()
    await page.getByText("The NDJSON of generations is ready: 1 row.").waitFor()
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("region", { name: "Notices" }).getByRole("button", { name: "Download" }).click(),
    ])
    const [line = ""] = (await readFile(await file.path(), "utf8")).split("\n")
    expect(JSON.parse(line)).toMatchObject({ organization_id: null, outcome: "failed", model_ms: 8_200 })
  })

  test("a component that failed leads to its generations, and an organization's page to its own, masked for viewers", async () => {
    const page = await house.visit(VIEWER, `${GENERATIONS}?component=objectStorage`)
    await soon(() => rowsOf(page).count()).toBe(1)
    const other = await house.visit(VIEWER, "/admin/organizations/org_2")
    await other.getByRole("link", { name: "Generations" }).last().click()
    await soon(() => rowsOf(other).count()).toBe(50)
    await rowsOf(other).first().getByText("w…@voss.test").waitFor()
  })
}
