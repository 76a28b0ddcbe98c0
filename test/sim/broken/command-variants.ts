import { ORGANIZATIONS } from "#shared/directory/organizations.ts"
import { hash32 } from "#shared/id.ts"
import { ABSENT, type Db, type Put } from "../../../functions/table/db.ts"
import { audited, auditHead, hashOf } from "../../../functions/table/audit-entry.ts"
import { task } from "../../../functions/runtime/task.ts"
import {
  organizationKey,
  type OrganizationRecord,
  organizationRow,
  type saveOrganization,
} from "../../../functions/table/organization.ts"
import { append } from "../../../functions/table/change-list.ts"
import { mergeTelling } from "../../../functions/table/telling.ts"
import type { Scheduled, schedule } from "../../../functions/runtime/schedule.ts"
import type { Variant } from "../steps.ts"

const GENESIS = "0".repeat(64)
const at = (seq: number) => `entry#${String(seq).padStart(12, "0")}`

/** Moves the head of the chain without asking whether it still stands there. */
const auditedAnyway: typeof audited = async (db, note, writes) => {
  const head = await auditHead(db, note.scope)
  const linked = { ...note, seq: (head?.seq ?? 0) + 1, previousHash: head?.hash ?? GENESIS }
  const entry = { ...linked, hash: hashOf(linked) }
  const pk = `audit#${note.scope}`
  await db.transact([
    { put: { pk, sk: at(entry.seq), kind: "auditEntry", entry } },
    { put: { pk, sk: "head", kind: "auditHead", seq: entry.seq, hash: entry.hash } },
    ...writes,
  ])
  return entry
}

/** Runs whatever is asked for, as often as it is asked for. */
const scheduleAnyway = <Outcome>(_: Db, jobs: Parameters<typeof schedule<Outcome>>[1]) =>
  task(async ({ job, scheduledAt }: Scheduled): Promise<Outcome | "duplicate"> => {
    const run = jobs[job]
    return run ? run(scheduledAt) : "duplicate"
  })

/** Saves an organization, then tells its directory, in two steps. */
const saveThenTell: typeof saveOrganization = async (db, id, telling, revision, at) => {
  const key = organizationKey(id)
  for (;;) {
    const held = (await db.get(key, { strong: true })) as OrganizationRecord | undefined
    const told = mergeTelling(held?.told ?? {}, telling, revision)
    if (!told && held) return undefined
    const row: OrganizationRecord = {
      ...key,
      kind: "organization",
      organizationId: id,
      gsi1pk: `organizations#${hash32(id) % 16}`,
      gsi1sk: id,
      told: told ?? {},
      changes: (held?.changes ?? 0) + 1,
    }
    const when = held ? ({ eq: ["changes", held.changes] } as const) : ABSENT
    if ((await db.write({ put: row, when })) === "refused") continue
    await append(db, ORGANIZATIONS, { row: organizationRow(row), version: row.changes }, at)
    return row
  }
}

/** Ways to let two do what only one may, or one do half of what belongs together. */
export const COMMAND_VARIANTS: readonly Variant[] = [
  {
    name: "auditedAnyway",
    wrong: "The head of an audit chain is moved without the condition that it still stands there.",
    world: "commands",
    steps: { audited: auditedAnyway },
  },
  {
    name: "askedAgain",
    wrong: "A command that is asked for again is done again: its write has no condition.",
    world: "commands",
    steps: {
      audited: (db, note, writes) =>
        audited(
          db,
          note,
          writes.map((write) => ({ put: (write as Put).put })),
        ),
    },
  },
  {
    name: "scheduleAnyway",
    wrong: "A scheduled time is not taken before its run begins.",
    world: "schedules",
    steps: { schedule: scheduleAnyway },
  },
  {
    name: "saveThenTell",
    wrong: "An organization is saved first, and its directory told afterwards.",
    world: "directory",
    steps: { saveOrganization: saveThenTell },
  },
]
