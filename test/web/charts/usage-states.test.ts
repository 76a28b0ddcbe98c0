import { describe, expect, test } from "vitest"
import { EVENT_DATA } from "#shared/usage/event-data.ts"
import { testLooks } from "../support/looks.ts"
import { ORGANIZATION, usageStage } from "./usage-stage.ts"

const { page, wrong, open, section, words, metric, column, turn, calls, bump } = usageStage()

const broken = { status: 503, code: "notStored", detail: "The table did not answer." }
const failing = (...ends: string[]) =>
  `failing=${encodeURIComponent(JSON.stringify(Object.fromEntries(ends.map((end) => [end, broken]))))}`
const figures = () => page().locator("[data-part='figures']")

describe("without sessions", () => {
  test("ever, it says how to send the first one", async () => {
    await open("?state=never", ORGANIZATION)
    const command = await page().getByRole("region", { name: "the command that sends a first session" }).innerText()
    const [, told = ""] = /-d '([^]*)'$/.exec(command) ?? []
    const event = JSON.parse(told.replace(/'\$\(date [^)]*\)'/g, "2026-11-20T14:02:11Z"))
    expect(event).toMatchObject({ type: "session.updated", data: { org: "org_acme" } })
    expect(EVENT_DATA["session.updated"].safeParse(event.data).error).toBeUndefined()
    expect(await page().getByRole("link", { name: "ingest key" }).count()).toBe(0)
    await open("?state=never&role=owner", ORGANIZATION)
    expect(await page().getByRole("link", { name: "ingest key" }).getAttribute("href")).toBe(
      "/organizations/org_acme/settings",
    )
    expect(await page().locator("[role='slider']").count()).toBe(0)
  })

  test("in the range, it offers a wider one, and the widest offers none", async () => {
    await open("?state=none")
    expect(await metric("Success rate")).toContain("nothing ended")
    expect(await words("Leaderboard")).toContain(
      "No sessions in the last 30 days The first one ever was on 4 Mar 2026.",
    )
    await section("Leaderboard").getByRole("link", { name: "Show 90 days" }).click()
    await section("Leaderboard").getByText("No sessions in the last 90 days").waitFor()
    expect(
      await page()
        .getByRole("link", { name: /^Show \d+ days/ })
        .count(),
    ).toBe(0)
  })
})

describe("few", () => {
  test("of one person only", async () => {
    await open("?state=one")
    expect(await column("Person")).toEqual(["mina.park"])
    expect(await words("Leaderboard")).toContain("1 person. Totals count everyone.")
  })

  test("of nobody by name", async () => {
    await open("?state=unknown")
    expect(await column("Rank")).toEqual(["–"])
    expect(await words("Leaderboard")).toContain("Only the unknown row: no session named anybody.")
    expect(await metric("People")).toMatch(/^People \? 0/)
  })

  test("that cost nothing, or less than a cent", async () => {
    await open("?state=free")
    expect(await metric("Cost")).toContain("$0.00 a session")
    await open("?state=cents&days=7")
    expect(await metric("Cost")).toMatch(/<\$0\.01/)
    expect(await page().locator("[data-board] [title^='$0.00']").count()).toBeGreaterThan(0)
  })
})

describe("trouble", () => {
  test("of one section stays there, with its request id, and goes when it is asked again", async () => {
    for (const [end, title] of [
      ["/timeseries", "Sessions by status"],
      ["/by-user", "Sessions by person"],
      ["/repos", "Repositories"],
      ["/prs", "Pull requests"],
    ] as const) {
      await open(`?${failing(end)}`)
      expect(await words(title), end).toContain("Could not load The table did not answer. Try again req_71c0f4a2")
      expect(await page().getByRole("alert").count(), end).toBe(1)
      expect(await metric("Sessions")).toContain("357")
      await turn({ failing: {} })
      await section(title).getByRole("button", { name: "Try again" }).click()
      await expect.poll(() => page().getByRole("alert").count(), { message: end }).toBe(0)
      await page().getByText("Totals of every section agree with the summary.").waitFor()
    }
    await open(`?${failing("/leaderboard")}`)
    expect(await figures().innerText()).toContain("The table did not answer.")
    expect(await words("Leaderboard")).toContain("The table did not answer.")
    expect(await section("Repositories").getByRole("figure").count()).toBe(1)
  })

  test("keeps what is there, dated", async () => {
    await open()
    await turn({ failing: { "/repos": broken } })
    await page().getByRole("button", { name: "Refresh" }).click()
    await section("Repositories")
      .getByText(/^Could not refresh\. The table did not answer\. Shown as of/)
      .waitFor()
    expect(await words("Repositories")).toContain("console")
    expect(await page().locator("[data-component='stale']").count()).toBe(1)
  })

  test("without the right nothing is shown, and it says why once", async () => {
    const refused = { status: 403, code: "forbidden", detail: "You are no member of this organization." }
    const all = ["/leaderboard", "/timeseries", "/by-user", "/repos", "/prs"].map((end) => [end, refused])
    await open(`?failing=${encodeURIComponent(JSON.stringify(Object.fromEntries(all)))}`, ORGANIZATION)
    expect(await page().getByText("You are no member of this organization.").count()).toBe(1)
    expect(await page().locator("[data-component='metric']").count()).toBe(0)
  })
})

describe("a board that is off", () => {
  test("says who can switch it on", async () => {
    await open("?off", ORGANIZATION)
    await page().getByText("Your organization switched its board off").waitFor()
    await page().getByText("An owner or an admin of it can switch it on.").waitFor()
    expect(await page().getByRole("button", { name: "Switch the board on" }).count()).toBe(0)
  })

  test("is switched on by an owner, and off again, with undo", async () => {
    await open("?off&role=owner", ORGANIZATION)
    await page().getByRole("button", { name: "Switch the board on" }).click()
    await section("Leaderboard").waitFor()
    await section("Leaderboard").getByRole("button", { name: "Switch the board off" }).click()
    await page().getByText("Your organization switched its board off").waitFor()
    await page().getByRole("button", { name: "Undo" }).last().click()
    await section("Leaderboard").waitFor()
    expect((await calls()).filter((call) => call.startsWith("PUT"))).toEqual(
      Array(3).fill("PUT /api/organizations/org_acme/board"),
    )
  })

  test("is no matter of members, nor of the platform", async () => {
    await open("?role=member", ORGANIZATION)
    await section("Leaderboard").waitFor()
    expect(
      await page()
        .getByRole("button", { name: /^Switch the board/ })
        .count(),
    ).toBe(0)
    await open("?role=owner")
    expect(
      await page()
        .getByRole("button", { name: /^Switch the board/ })
        .count(),
    ).toBe(0)
  })
})

describe("news", () => {
  test("are asked for by the topic of the board that is looked at", async () => {
    await open("?hastened", ORGANIZATION)
    const before = (await calls()).length
    await bump("usage")
    await page().waitForTimeout(300)
    expect(await calls()).toHaveLength(before)
    await bump("usage:org_acme")
    await expect.poll(async () => (await calls()).length, { timeout: 5_000 }).toBe(before + 5)
  })

  test("change what rows say, not where they stand while they are pointed at", async () => {
    await open("?show=all")
    const [people, sessions] = [await column("Person"), await column("Sessions")]
    await page().locator("tr[data-row]").nth(4).hover()
    await turn({ seed: 8 })
    await bump("usage")
    await expect.poll(() => column("Sessions"), { timeout: 5_000 }).not.toEqual(sessions)
    expect(await column("Person")).toEqual(people)
    await page().mouse.move(0, 0)
    await expect.poll(() => column("Person")).not.toEqual(people)
  })

  test("a section of an older version is asked again until all are of one", async () => {
    await open(`?hastened&late=${encodeURIComponent('{"repos":2}')}`)
    const repos = async () => (await calls()).filter((call) => call.includes("/repos")).length
    await expect.poll(repos, { timeout: 8_000 }).toBe(3)
    await page().getByText("Totals of every section agree with the summary.").waitFor()
    expect((await calls()).filter((call) => call.includes("/prs"))).toHaveLength(1)
  })

  test("a section that stays behind is not asked forever, and the page does not claim more", async () => {
    await open(`?hastened&late=${encodeURIComponent('{"repos":99}')}`)
    const repos = async () => (await calls()).filter((call) => call.includes("/repos")).length
    await expect.poll(repos, { timeout: 8_000 }).toBe(4)
    await page().waitForTimeout(1_000)
    expect(await repos()).toBe(4)
    expect(await page().getByText("Totals of every section agree").count()).toBe(0)
  })
})

test("what does not add up is asked again, and said when it stays so", async () => {
  await open("?state=lacking")
  await page().getByText("Sections are of different moments and asked again.").waitFor()
  await page().getByText("The sections do not add up to the summary").waitFor()
  expect((await calls()).filter((call) => call.includes("/prs"))).toHaveLength(4)
})

describe("on a narrow page", () => {
  test("one split is shown and the switch chooses it; nothing runs over the edge", async () => {
    await page().setViewportSize({ width: 320, height: 800 })
    for (const state of ["usual", "long", "many", "none", "never", "cents"]) {
      await open(`?state=${state}`, ORGANIZATION)
      const over = await page().evaluate(() => document.documentElement.scrollWidth - innerWidth)
      expect(over, state).toBeLessThanOrEqual(0)
    }
    await open()
    expect(await section("Sessions by status").count()).toBe(0)
    await section("Sessions by person").getByRole("link", { name: "Status" }).click()
    await expect.poll(() => new URL(page().url()).search).toBe("?split=status")
    await section("Sessions by status").waitFor()
    expect(await section("Sessions by person").count()).toBe(0)
  })

  test("names stay while the board is scrolled", async () => {
    await page().setViewportSize({ width: 390, height: 800 })
    await open()
    const name = page().locator("[data-board] tbody th").first()
    await page()
      .getByRole("region", { name: "Leaderboard, as a table" })
      .evaluate((box) => box.scrollTo(600, 0))
    const head = page().getByRole("columnheader", { name: "Person" })
    expect(Math.abs((await head.boundingBox())!.x - (await name.boundingBox())!.x)).toBeLessThan(1)
    const [box, sheet] = [await name.boundingBox(), await section("Leaderboard").boundingBox()]
    expect(box!.x).toBeGreaterThanOrEqual(sheet!.x)
    expect(box!.x).toBeLessThan(sheet!.x + 20)
  })
})

test("on paper both splits stand, and the board has a page on its side", async () => {
  await page().setViewportSize({ width: 720, height: 900 })
  await page().emulateMedia({ media: "print" })
  await open()
  expect(await section("Sessions by status").count()).toBe(1)
  expect(await section("Sessions by person").count()).toBe(1)
  const file = (await page().pdf({ preferCSSPageSize: true })).toString("latin1")
  const pages = [...file.matchAll(/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)]
  expect(pages.map(([, width, height]) => Number(width) > Number(height))).toContain(true)
  expect(pages.map(([, width, height]) => Number(width) > Number(height))).toContain(false)
})

test("nothing moves for who wants less motion", async () => {
  await open()
  const animation = () =>
    page()
      .locator("[data-component='pulse']")
      .first()
      .evaluate((dot) => getComputedStyle(dot, "::after").animationName)
  expect(await animation()).toBe("none")
  await page().emulateMedia({ reducedMotion: "no-preference" })
  expect(await animation()).toBe("pulse")
})

const WIDE_PX = 1440

testLooks(
  page,
  async (check) => {
    const states = [
      "",
      "?state=hidden&show=all",
      "?state=never",
      "?state=none",
      "?off&role=owner",
      `?${failing("/prs")}`,
    ]
    for (const state of states) {
      await open(state, ORGANIZATION)
      await check(state)
    }
    expect(wrong).toEqual([])
  },
  WIDE_PX,
)
