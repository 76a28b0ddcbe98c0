import { stat } from "node:fs/promises"
import type { Page } from "playwright-core"
import { expect, test } from "vitest"
import { ADMIN, type House, rowsOf } from "./house.ts"

const BYTES_MAX = 270_000
/** The README's own pictures change only when somebody asks for it. */
const FOLDER = process.env["UPDATE_PICTURES"] ? "docs/pictures" : "test/artifacts/pictures"

const overviewThere = (page: Page) => page.getByText("adds up to the cent").waitFor()
const PICTURES = [
  { name: "overview-light", path: "/", tall: 1080, colorScheme: "light", there: overviewThere },
  { name: "overview-dark", path: "/", tall: 1080, colorScheme: "dark", there: overviewThere },
  {
    name: "webhooks",
    path: "/admin/webhooks",
    tall: 960,
    colorScheme: "light",
    async there(page: Page) {
      await rowsOf(page).nth(2).getByRole("button").click()
      await page.getByRole("region", { name: "Payload as JSON" }).waitFor()
      await page.mouse.move(0, 0)
    },
  },
  {
    name: "organizations",
    path: "/admin/organizations",
    tall: 960,
    colorScheme: "light",
    there: (page: Page) => rowsOf(page).first().waitFor(),
  },
  {
    name: "usage",
    path: "/admin/usage",
    tall: 1400,
    colorScheme: "light",
    there: (page: Page) => rowsOf(page).nth(3).waitFor(),
  },
] as const

/** The pictures of the README. */
export function pictureJourneys(house: House): void {
  test.each(PICTURES)("$name", async ({ name, path, tall, colorScheme, there }) => {
    const page = await house.visit(ADMIN, path)
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" })
    await page.setViewportSize({ width: 1280, height: tall })
    await there(page)
    const picture = `${FOLDER}/${name}.png`
    await page.screenshot({ path: picture })
    expect((await stat(picture)).size).toBeLessThanOrEqual(BYTES_MAX)
  })
}
