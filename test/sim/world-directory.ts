import type { OrganizationRow } from "#shared/contract/organizations.ts"
import type { UserRow } from "#shared/contract/users.ts"
import type { DirectoryKind, Versioned } from "#shared/directory/column.ts"
import { ORGANIZATIONS } from "#shared/directory/organizations.ts"
import { USERS } from "#shared/directory/users.ts"
import { HOUR_MS, instant, MINUTE_MS, SECOND_MS } from "#shared/time.ts"
import { type Directory, openDirectory } from "../../functions/table/directory.ts"
import { rebuild, tend } from "../../functions/table/directory-build.ts"
import type { Db } from "../../functions/table/db.ts"
import { everyOrganization, type saveOrganization } from "../../functions/table/organization.ts"
import { everyUser, saveUser } from "../../functions/table/user.ts"
import { insist } from "./actors-client.ts"
import { NO_FAULTS } from "./faults.ts"
import { filesOf } from "./ground.ts"
import type { Actor } from "./life.ts"
import type { Steps } from "./steps.ts"
import { dbOf } from "./store.ts"
import { mustEqual, type Stage, type World } from "./world.ts"

const STORM_MS = 2 * HOUR_MS
const ID_COUNT = 4
const PLANS = ["free", "pro", "enterprise"] as const
const ORGANIZATION_IDS = ["org_a", "org_b", "org_c"] as const

/** What a directory is of: how its nouns are saved and read, what is told of one, and what of a row is compared. */
interface Noun<Row extends { id: string }> {
  name: string
  kind: DirectoryKind<Row>
  prefix: string
  saveWith(steps: Steps): typeof saveOrganization
  every(db: Db): AsyncIterable<Versioned<Row>>
  telling(random: Stage["random"], nth: number): Record<string, unknown>
  seen(row: Row): unknown
  /** What is seen of a noun after these tellings, in the order of their revisions. */
  expected(id: string, tellings: readonly Record<string, unknown>[]): unknown
}

const organizations: Noun<OrganizationRow> = {
  name: "directory",
  kind: ORGANIZATIONS,
  prefix: "org",
  saveWith: (steps) => steps.saveOrganization,
  every: everyOrganization,
  telling: (random, nth) => (random.chance(0.5) ? { name: `Name ${nth}` } : { plan: random.pick(PLANS) }),
  seen: ({ name, plan }) => [name, plan],
  expected: (id, tellings) => {
    const { name, plan } = Object.assign({ name: id, plan: "free" }, ...tellings)
    return [name, plan]
  },
}

const users: Noun<UserRow> = {
  name: "users",
  kind: USERS,
  prefix: "usr",
  saveWith: () => saveUser,
  every: everyUser,
  telling: (random, nth) =>
    random.chance(0.5) ? { name: `Name ${nth}` } : { [`in:${random.pick(ORGANIZATION_IDS)}`]: random.chance(0.6) },
  seen: ({ name, organizationCount }) => [name, organizationCount],
  expected: (_, tellings) => {
    const told: Record<string, unknown> = Object.assign({}, ...tellings)
    return [told["name"] ?? null, ORGANIZATION_IDS.filter((id) => told[`in:${id}`] === true).length]
  },
}

/** News of nouns in any order, builders that overlap, and a reader who keeps the directory open. */
const worldOf = <Row extends { id: string }>(noun: Noun<Row>): World => ({
  name: noun.name,
  holds: "I9",
  startMs: () => Date.parse("2026-06-01T10:00:00.000Z"),
  async live({ simulation, steps, random }: Stage) {
    const { kind, every } = noun
    const save = noun.saveWith(steps)
    // The model's index lags by writes: in so quiet a table that is hours, and no builder reckons with more than minutes.
    simulation.setFaults({ ...simulation.faults(), staleIndex: 0 })
    const files = new Map<string, Uint8Array>()
    const groundOf = (actor: Pick<Actor, "db" | "step" | "nowMs">) => ({
      db: actor.db,
      files: filesOf(actor, files),
      now: () => instant(actor.nowMs()),
      onLoadFailure: () => {},
    })
    const news = Array.from({ length: 6 + random.below(12) }, (_, nth) => ({
      id: `${noun.prefix}_${random.below(ID_COUNT)}`,
      telling: { known: true, ...noun.telling(random, nth) },
      revision: `2026-06-01 ${String(nth).padStart(3, "0")}`,
    }))
    const told = random.shuffled([...news, ...news.filter(() => random.chance(0.2))])
    for (let nth = 0; nth < 2; nth++)
      simulation.start(
        `product ${nth}`,
        async (product) => {
          for (const { id, telling, revision } of told.filter((_, at) => at % 2 === nth)) {
            await product.sleep(product.random.span(SECOND_MS, 20 * MINUTE_MS))
            await insist(product, `${id} ${revision}`, (projector) =>
              save(projector.db, id, telling, revision, instant(projector.nowMs())),
            )
          }
        },
        { steady: true },
      )
    const endMs = simulation.nowMs() + STORM_MS
    simulation.start(
      "schedule",
      async (schedule) => {
        for (let nth = 0; schedule.nowMs() < endMs; nth++) {
          await schedule.sleep(schedule.random.span(MINUTE_MS, 20 * MINUTE_MS))
          const build = (name: string) =>
            schedule.call(name, (builder) => {
              const ground = groundOf(builder)
              const rows = () => every(builder.db)
              return schedule.random.chance(0.2) ? rebuild(kind, ground, rows()) : tend(kind, ground, rows)
            })
          await Promise.all([
            build(`builder ${nth}`),
            ...(schedule.random.chance(0.3) ? [build(`builder ${nth} too`)] : []),
          ])
        }
      },
      { steady: true },
    )
    const warm = openDirectory(
      kind,
      groundOf({ db: dbOf(simulation.store), nowMs: simulation.nowMs, step: async (_, apply) => apply() }),
    )
    simulation.start(
      "reader",
      async (reader) => {
        while (reader.nowMs() < endMs) {
          await reader.sleep(reader.random.span(MINUTE_MS, 30 * MINUTE_MS))
          await reader.step("page", async () => void (await warm.page(EVERYTHING).catch(() => undefined)))
        }
      },
      { steady: true },
    )
    await simulation.run()

    simulation.setFaults(NO_FAULTS)
    const db = dbOf(simulation.store)
    const expected = expectedOf(noun, news)
    mustEqual("I9", "The table", await tableRows(db, noun), expected)
    const ground = groundOf({ db, nowMs: simulation.nowMs, step: async (_, apply) => apply() })
    mustEqual("I9", "A directory opened now", await listed(openDirectory(kind, ground), noun), expected)
    mustEqual("I9", "A directory held open", await listed(warm, noun), expected)
    await rebuild(kind, ground, every(db))
    mustEqual("I9", "A directory built anew", await listed(openDirectory(kind, ground), noun), expected)
  },
})

/** The directory of organizations, and that of users. */
export const directory: World = worldOf(organizations)
export const userDirectory: World = worldOf(users)

const EVERYTHING = { sort: "id", order: "asc", limit: 100, masked: false } as const
type Listed = Record<string, unknown>

async function listed<Row extends { id: string }>(directory: Directory<Row>, { seen }: Noun<Row>): Promise<Listed> {
  await directory.page(EVERYTHING)
  await directory.settled()
  return Object.fromEntries((await directory.page(EVERYTHING)).items.map((row) => [row.id, seen(row)]))
}

async function tableRows<Row extends { id: string }>(db: Db, { every, seen }: Noun<Row>): Promise<Listed> {
  const found: Listed = {}
  for await (const { row } of every(db)) found[row.id] = seen(row)
  return found
}

/** The newest telling of each field: revisions count up with the order of the list. */
function expectedOf<Row extends { id: string }>(
  { expected }: Noun<Row>,
  news: readonly { id: string; telling: Record<string, unknown> }[],
): Listed {
  const byId = Map.groupBy(news, ({ id }) => id)
  return Object.fromEntries(
    [...byId].map(([id, some]) => [
      id,
      expected(
        id,
        some.map(({ telling }) => telling),
      ),
    ]),
  )
}
