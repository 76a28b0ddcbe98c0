import { instant, MINUTE_MS, SECOND_MS } from "#shared/time.ts"
import type { AuditNote } from "../../functions/table/audit-entry.ts"
import { type Db, queryAll, type TransactWrite } from "../../functions/table/db.ts"
import { type ExportRow, exportById, exportOf, exportPut } from "../../functions/table/export.ts"
import { verifyChain } from "../../functions/table/verify-chain.ts"
import { insist } from "./actors-client.ts"
import type { Actor } from "./life.ts"
import type { Steps } from "./steps.ts"
import { dbOf } from "./store.ts"
import { Broken, mustEqual, type Stage, type World } from "./world.ts"

const SCOPES = ["platform", "org_a"]

/** Several people give audited commands at once, and ask again when no answer comes. */
export const commands: World = {
  name: "commands",
  holds: "I5 I6 I7",
  startMs: () => Date.parse("2026-04-01T09:00:00.000Z"),
  async live({ simulation, steps, random }: Stage) {
    const answers = new Map<string, string[]>()
    const scopes = new Map<string, string>()
    for (let nth = 0; nth < 2 + random.below(4); nth++)
      simulation.start(
        `person ${nth}`,
        async (person) => {
          for (let count = 1 + person.random.below(4); count > 0; count--) {
            await person.sleep(person.random.span(SECOND_MS / 10, MINUTE_MS))
            const exportId = `${nth}.${count}`
            scopes.set(exportId, person.random.pick(SCOPES))
            const ask = async (again: string) => {
              const told = await insist(person, `${exportId}${again}`, (api) =>
                request(steps, api, exportId, scopes.get(exportId)!),
              )
              answers.set(exportId, [...(answers.get(exportId) ?? []), told])
            }
            await ask("")
            if (person.random.chance(0.3)) await ask(" again")
          }
        },
        { steady: true },
      )
    await simulation.run()
    const db = dbOf(simulation.store)
    await checkTrail(db, scopes)
    for (const [exportId, told] of answers)
      for (const answer of told) mustEqual("I7", `An answer about export ${exportId}`, answer, told[0])
  },
}

/** What the API does for one request: the command and its audit entry, then the answer from the row. */
async function request(
  { audited }: Pick<Steps, "audited">,
  api: Actor,
  exportId: string,
  scope: string,
): Promise<string> {
  const at = instant(api.nowMs())
  const [personId, list] = [`person ${exportId[0]}`, "organizations"] as const
  const put = exportPut({
    exportId,
    request: { list, filter: {} } as ExportRow["request"],
    masked: false,
    personId,
    requestedBy: personId,
    requestedAt: at,
    requestHash: exportId,
  })
  await audited(api.db, noteOf(scope, exportId, personId, at), [put] as TransactWrite[]).catch((error: Error) => {
    if (error.name !== "CommandRefused") throw error
  })
  const row = await exportById(api.db, exportId)
  if (!row) throw new Error("The export is not there")
  return JSON.stringify(exportOf(row))
}

const noteOf = (scope: string, id: string, personId: string, at: string): AuditNote => ({
  scope,
  at,
  actor: { personId, label: personId, role: "staff admin" },
  action: "export.requested",
  target: { kind: "export", id },
  before: null,
  after: {},
  requestId: `${id} ${at}`,
  address: null,
  agent: null,
})

/** I5: each command has exactly one entry, in its own scope's chain, and each chain holds. */
async function checkTrail(db: Db, scopes: ReadonlyMap<string, string>): Promise<void> {
  const found = new Map<string, string[]>()
  for (const scope of SCOPES) {
    const { verdict, brokenAtSeq } = await verifyChain(db, scope)
    if (verdict === "broken") throw new Broken("I5", `The chain of ${scope} is broken at ${brokenAtSeq}`)
    const rows = await queryAll(db, { pk: `audit#${scope}`, sk: { begins: "entry#" }, strong: true })
    for (const row of rows) {
      const { target } = row["entry"] as AuditNote
      found.set(target.id, [...(found.get(target.id) ?? []), scope])
    }
  }
  mustEqual(
    "I5",
    "The entries by command",
    Object.fromEntries(found),
    Object.fromEntries([...scopes].map(([id, scope]) => [id, [scope]])),
  )
}
