import type { OrganizationRow } from "#shared/contract/organizations.ts"
import { ORGANIZATIONS } from "#shared/directory/organizations.ts"
import { HOUR_MS, instant, MINUTE_MS, SECOND_MS } from "#shared/time.ts"
import { openDirectory } from "../../functions/table/directory.ts"
import { rebuild, tend } from "../../functions/table/directory-build.ts"
import type { Db } from "../../functions/table/db.ts"
import { everyOrganization } from "../../functions/table/organization.ts"
import { insist } from "./actors-client.ts"
import { NO_FAULTS } from "./faults.ts"
import { filesOf } from "./ground.ts"
import type { Actor } from "./life.ts"
import { dbOf } from "./store.ts"
import { mustEqual, type Stage, type World } from "./world.ts"

const STORM_MS = 2 * HOUR_MS
const ORGANIZATION_COUNT = 4
const PLANS = ["free", "pro", "enterprise"] as const

/** News of organizations in any order, builders that overlap, and a reader who keeps the directory open. */
export const directory: World = {
  name: "directory",
  holds: "I9",
  startMs: () => Date.parse("2026-06-01T10:00:00.000Z"),
  async live({ simulation, steps, random }: Stage) {
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
      id: `org_${random.below(ORGANIZATION_COUNT)}`,
      telling: { known: true, ...(random.chance(0.5) ? { name: `Name ${nth}` } : { plan: random.pick(PLANS) }) },
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
              steps.saveOrganization(projector.db, id, telling, revision, instant(projector.nowMs())),
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
              const rows = () => everyOrganization(builder.db)
              return schedule.random.chance(0.2)
                ? rebuild(ORGANIZATIONS, ground, rows())
                : tend(ORGANIZATIONS, ground, rows)
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
      ORGANIZATIONS,
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
    const expected = newestOf(news)
    mustEqual("I9", "The table", await tableRows(db), expected)
    const ground = groundOf({ db, nowMs: simulation.nowMs, step: async (_, apply) => apply() })
    mustEqual("I9", "A directory opened now", await listed(openDirectory(ORGANIZATIONS, ground)), expected)
    mustEqual("I9", "A directory held open", await listed(warm), expected)
    await rebuild(ORGANIZATIONS, ground, everyOrganization(db))
    mustEqual("I9", "A directory built anew", await listed(openDirectory(ORGANIZATIONS, ground)), expected)
  },
}

const EVERYTHING = { sort: "id", order: "asc", limit: 100, masked: false } as const
type Listed = Record<string, [name: string, plan: string]>

const listedRow = ({ id, name, plan }: OrganizationRow) => [id, [name, plan]] as const

async function listed(directory: ReturnType<typeof openDirectory<OrganizationRow>>): Promise<Listed> {
  await directory.page(EVERYTHING)
  await directory.settled()
  return Object.fromEntries((await directory.page(EVERYTHING)).items.map(listedRow)) as Listed
}

async function tableRows(db: Db): Promise<Listed> {
  const found: Listed = {}
  for await (const { row } of everyOrganization(db)) found[row.id] = listedRow(row)[1] as [string, string]
  return found
}

interface News {
  id: string
  telling: { name?: string; plan?: string }
  revision: string
}

/** The newest telling of each field: revisions count up with the order of the list. */
function newestOf(news: readonly News[]): Listed {
  const rows: Listed = {}
  for (const { id, telling } of news) {
    const [name, plan] = rows[id] ?? [id, "free"]
    rows[id] = [telling.name ?? name, telling.plan ?? plan]
  }
  return rows
}
