import type { Page } from "playwright-core"
import { describe, expect, test } from "vitest"
import { PAGES, pageAt } from "../../web/src/pages.ts"
import type { Fixtures } from "./support/fixture-server.ts"
import { stagePages } from "./support/stage-pages.ts"

let fixtures: Fixtures
let page: Page
stagePages((staged) => ({ fixtures, page } = staged))

const addressOf = (pattern: string) => pattern.replace(":organizationId", "org_acme")
const pathOf = (url: string) => url.split("?")[0]!
const ASKING = Object.keys(PAGES).filter((pattern) => PAGES[pattern]!.asks.length > 0)
/** The console's own script is held back until then: whatever is asked before was asked ahead. */
const holdConsole = (until: () => Promise<void>) =>
  page.route("**/assets/parts-*.js", async (route) => {
    await until()
    await route.continue()
  })
/** Every question to the API from now on, in its order. */
function questions(): string[] {
  const asked: string[] = []
  page.on("request", (request) => {
    const { pathname, search } = new URL(request.url())
    if (pathname.startsWith("/api/")) asked.push(pathname + search)
  })
  return asked
}

describe("a page asks beside its scripts, and once", () => {
  for (const path of [...ASKING.map(addressOf), "/admin/organizations/org_acme/metrics?window=30d"])
    test(path, async () => {
      fixtures.stage.memberRole = path.startsWith("/organizations/") ? "owner" : null
      if (fixtures.stage.memberRole) fixtures.stage.staffRole = null
      const asked = questions()
      const [address, search] = path.split("?")
      const wanted = [...pageAt(address!, search ?? "")!.asks].sort()
      await holdConsole(() => expect.poll(() => [...asked].sort()).toEqual([...wanted, "/api/me"].sort()))
      await page.goto(fixtures.url + path)
      await page.getByRole("heading", { level: 1 }).waitFor()
      // The socket's ticket is asked for by what is listened to, after all of a page's first questions.
      await expect.poll(() => asked).toContain("/api/live/ticket")
      await expect.poll(() => page.locator('main [aria-busy="true"]').count()).toBe(0)
      const paths = wanted.map(pathOf)
      expect(asked.filter((url) => paths.includes(pathOf(url))).sort()).toEqual(wanted)
    })
})

test("other filters than a page's usual ones are asked for by the page alone", async () => {
  const asked = questions()
  await page.goto(`${fixtures.url}/admin/organizations?plan=pro`)
  await page.locator("tr[data-row]").first().waitFor()
  expect(asked.filter((url) => url.startsWith("/api/organizations?sort"))).toEqual([])
  expect(asked.filter((url) => url.startsWith("/api/organizations?plan=pro"))).toHaveLength(1)
})

test("who is signed out is asked nothing, and turns to the sign-in", async () => {
  fixtures.stage.signedIn = false
  const asked = questions()
  await page.goto(`${fixtures.url}/admin/usage`)
  await page.waitForURL("**/sign-in?back=*")
  expect(asked).toEqual([])
})
