import { describe, expect, test } from "vitest"
import { PLATFORM } from "#shared/cube/kind.ts"
import { DAY_MS, HOUR_MS, type Instant, instant, MINUTE_MS, msOf } from "#shared/time.ts"
import { sessionCube } from "#shared/usage/session-cube.ts"
import { type SessionFilter, sessionMatches, sessionMayHold } from "#shared/usage/session-filter.ts"
import { usageCube } from "#shared/usage/usage-cube.ts"
import { type UsageFilter, usageMatches, usageMayHold } from "#shared/usage/usage-filter.ts"
import { close } from "../../functions/project/close.ts"
import { type FactPlace, type FactsAsked, listFacts } from "../../functions/table/list-facts.ts"
import { type Fact, type SegmentRow, unpackFacts } from "../../functions/table/segment.ts"
import { type Random, randomOf } from "../sim/random.ts"
import { event, machine } from "./machine.ts"

const NOW = "2026-11-20T14:02:09.500Z"
const ORGS = ["org_one", "org_two", "org_three"]
type River = ReturnType<typeof machine>

const some = <One>(random: Random, of: readonly One[]): One => of[random.below(of.length)]!

/** A moment of the last days, now and then the very same as another's. */
function momentOf(random: Random, backMs: number): Instant {
  const ms = msOf(NOW) - 1 - random.below(backMs)
  return instant(random.chance(0.3) ? Math.floor(ms / (20 * MINUTE_MS)) * 20 * MINUTE_MS : ms)
}

const call = (random: Random, org: string, at: Instant) =>
  event("usage.recorded", at, {
    org,
    model: some(random, ["heron", "slate", null]),
    apiKey: some(random, ["key_a", "key_b"]),
    user: some(random, ["ada", "grace", null]),
    project: some(random, ["web", "api"]),
    ...(random.chance(0.1) ? { status: 500, errorType: some(random, ["RateLimit", "timeout"]) } : { status: "ok" }),
    durationMs: random.below(900),
  })

function session(random: Random, org: string, nth: number) {
  const createdAt = momentOf(random, 3 * DAY_MS)
  const told = { org, id: `s${nth}`, createdAt, user: some(random, ["ada", "grace", "", null]) }
  const statuses = ["created", "active", some(random, ["completed", "failed", "stopped"])]
  return statuses.slice(0, 1 + random.below(3)).map((status, step) => {
    const updatedAt = instant(Math.min(msOf(NOW), msOf(createdAt) + step * 7 * MINUTE_MS))
    return event("session.updated", updatedAt, {
      ...told,
      status,
      updatedAt,
      repo: some(random, ["web", "api", "", null]),
    })
  })
}

/** Every fact that stands in the table once, by its greatest revision and then the greater text, newest first. */
function everyFact({ model }: River, family: string, scopes: readonly string[]) {
  const newest = new Map<string, Fact>()
  for (const row of model.rows()) {
    if (row.kind !== "segment" || row["family"] !== family || !scopes.includes(String(row["scope"]))) continue
    for (const fact of unpackFacts((row as SegmentRow).packed)) {
      const name = `${row["minute"]} ${fact.id}`
      const held = newest.get(name)
      const [one, other] = [fact, held].map((told) => told && `${told.revision} ${JSON.stringify(told.data)}`)
      if (!held || one! > other!) newest.set(name, fact)
    }
  }
  return [...newest.values()]
    .map(({ id, type, bucketAt, data }) => ({ id, at: bucketAt, body: { type, data } }))
    .sort((one, other) => (one.at === other.at ? (one.id < other.id ? 1 : -1) : one.at < other.at ? 1 : -1))
}

/** Every page of a list, each within what a page may read. */
async function allPages<Body, Cube>({ ground, model }: River, asked: Omit<FactsAsked<Body, Cube>, "after">) {
  const found: { id: string; at: Instant; body: unknown }[] = []
  let after: FactPlace | undefined
  let pages = 0
  do {
    const before = model.meter.readUnits
    const { facts, next, scannedTo } = await listFacts(ground, { ...asked, after })
    expect(facts.length).toBeLessThanOrEqual(asked.limit)
    if (scannedTo === null && next) expect(facts).toHaveLength(asked.limit)
    if (scannedTo !== null) expect(next).toEqual({ at: scannedTo, id: "" })
    if (asked.scope !== PLATFORM) expect(model.meter.readUnits - before).toBeLessThanOrEqual(25)
    found.push(...facts)
    after = next
    expect(++pages).toBeLessThan(2_000)
  } while (after)
  return { found, pages }
}

const anyUsage = (random: Random): UsageFilter => ({
  ...(random.chance(0.4) ? { status: some(random, ["ok", "error"] as const) } : {}),
  ...(random.chance(0.4) ? { model: some(random, ["heron", "slate", "none"]) } : {}),
  ...(random.chance(0.3) ? { key: "key_a" } : {}),
  ...(random.chance(0.3) ? { user: "u_ada" } : {}),
  ...(random.chance(0.3) ? { project: "web" } : {}),
  ...(random.chance(0.3) ? { error: some(random, ["rate", "TIMEOUT", "?"]) } : {}),
})
const anySession = (random: Random): SessionFilter => ({
  ...(random.chance(0.5) ? { user: some(random, ["u_ada", "", "u_nobody"]) } : {}),
  ...(random.chance(0.4) ? { repo: some(random, ["web", "", "ops"]) } : {}),
  ...(random.chance(0.4) ? { status: some(random, ["active", "completed", "cancelled"] as const) } : {}),
})

function anyTime(random: Random) {
  const from = instant(msOf(NOW) - (random.chance(0.3) ? 4 * DAY_MS : random.below(3 * DAY_MS)))
  return { from, to: random.chance(0.5) ? NOW : instant(msOf(from) + 1 + random.below(DAY_MS)) }
}

async function check(river: River, random: Random) {
  for (let round = 0; round < 14; round++) {
    const scope = some(random, ORGS)
    const time = anyTime(random)
    const limit = 1 + random.below(40)
    const isWithin = ({ at }: { at: Instant }) => at >= time.from && at < time.to
    const filter = anyUsage(random)
    const isPlain = Object.keys(filter).length === 0
    const usage = { matches: usageMatches(filter), mayHold: usageMayHold(filter) }
    const { found } = await allPages(river, {
      ...{ kind: usageCube, scope, ...time, limit, filter: isPlain ? undefined : usage },
    })
    const truth = everyFact(river, "usage", [scope]).filter((one) => isWithin(one) && usage.matches(one))
    expect(found, JSON.stringify({ scope, time, filter })).toEqual(truth)

    const who = anySession(random)
    const matches = sessionMatches(who)
    for (const where of [scope, PLATFORM]) {
      const asked = {
        kind: sessionCube,
        scope: where,
        ...time,
        limit,
        filter: { matches, mayHold: sessionMayHold(who) },
      }
      const sessions = await allPages(river, asked)
      const all = everyFact(river, "session", where === PLATFORM ? ORGS : [where])
      expect(sessions.found, JSON.stringify({ where, time, who })).toEqual(
        all.filter((one) => isWithin(one) && matches(one as never)),
      )
    }
  }
}

describe("lists of facts", () => {
  test.each(["UTC", "Asia/Kolkata"])(
    "hold what a recount holds, in %s: repeated, retold, of one instant, before and after anything is folded",
    async (zone) => {
      const random = randomOf(zone.length)
      const river = machine(NOW, async () => [zone])
      const told = ORGS.flatMap((org, nth) => [
        ...Array.from({ length: 220 }, () => call(random, org, momentOf(random, 3 * DAY_MS))),
        ...Array.from({ length: 60 }, (_, one) => session(random, org, nth * 1_000 + one)).flat(),
      ])
      const retold = random.shuffled(told).slice(0, 120)
      const changed = retold.slice(0, 40).map((one) => ({ ...one, data: { ...one.data, durationMs: 5 } }))
      const sent = random.shuffled([...told, ...retold, ...changed])
      for (let at = 0; at < sent.length; ) {
        const size = 1 + random.below(160)
        expect((await river.send(sent.slice(at, at + size))).rejected).toEqual([])
        if (at < sent.length / 2 && at + size >= sent.length / 2) {
          await river.flow()
          await check(river, random)
          await close(river.ground)
        }
        at += size
      }
      await river.flow()
      await check(river, random)
      for (let minute = 1; minute <= 8; minute++) {
        river.clock.now = instant(msOf(NOW) + minute * MINUTE_MS)
        await close(river.ground)
        await river.flow()
      }
      await check(river, random)
    },
  )

  test("find one call among a dense month's, a page at a time, each of few read units", async () => {
    const river = machine(NOW)
    const random = randomOf(7)
    const start = msOf(NOW) - 30 * DAY_MS
    const rare = event("usage.recorded", instant(start + HOUR_MS), { org: "org_one", model: "rare", errorType: "x" })
    const calls = Array.from({ length: 30 * 24 * 2 }, (_, nth) =>
      call(random, "org_one", instant(start + nth * 30 * MINUTE_MS + random.below(60_000))),
    )
    const all = [rare, ...calls].filter(({ time }) => time < NOW)
    for (let at = 0; at < all.length; at += 400) await river.send(all.slice(at, at + 400))
    await river.flow()
    for (let minute = 1; minute <= 12; minute++) {
      river.clock.now = instant(msOf(NOW) + minute * MINUTE_MS)
      await close(river.ground)
      await river.flow()
    }
    const asked = { kind: usageCube, scope: "org_one", from: instant(start), to: river.clock.now, limit: 50 }
    const filter = { model: "rare" }
    const { found, pages } = await allPages(river, {
      ...asked,
      filter: { matches: usageMatches(filter), mayHold: usageMayHold(filter) },
    })
    expect(found.map(({ body }) => (body as { data: object }).data)).toMatchObject([{ model: "rare" }])
    expect(pages).toBeLessThan(6)
    const everything = await allPages(river, asked)
    expect(everything.found).toEqual(everyFact(river, "usage", ["org_one"]))
  })

  test("of the platform refuse an hour of too many organizations, and say what can be asked instead", async () => {
    const river = machine(NOW)
    const told = (org: string, createdAt: Instant) =>
      event("session.updated", createdAt, { org, id: "s", status: "active", createdAt, updatedAt: createdAt })
    const [busy, before] = ["2026-11-20T13:30:00.000Z", "2026-11-20T12:59:59.999Z"]
    await river.send(Array.from({ length: 501 }, (_, nth) => told(`org_${nth}`, busy)))
    await river.send([told("org_0", before)])
    await river.flow()
    const asked = { kind: sessionCube, scope: PLATFORM, from: "2026-11-20T00:00:00.000Z", limit: 9 }
    await expect(listFacts(river.ground, { ...asked, to: NOW })).rejects.toMatchObject({
      code: "unprocessable",
      wanted: "an end of the time before 2026-11-20T13:00, or the list of one organization",
    })
    const { facts } = await listFacts(river.ground, { ...asked, to: "2026-11-20T13:00:00.000Z" })
    expect(facts.map(({ at }) => at)).toEqual([before])
  })
})
