import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { activityCube } from "#shared/account/activity-cube.ts"
import { recordsCube } from "#shared/account/records-cube.ts"
import { signupsCube } from "#shared/account/signups-cube.ts"
import { type EventType, FAMILY_OF_TYPE } from "#shared/cube/family.ts"
import { type CubeKind, PLATFORM, UNOWNED } from "#shared/cube/kind.ts"
import { namesOf, pairOf } from "#shared/cube/kept-names.ts"
import { componentCube } from "#shared/health/component-cube.ts"
import { errorCube } from "#shared/health/error-cube.ts"
import { fingerprintOf } from "#shared/health/fingerprint.ts"
import { logCube } from "#shared/health/log-cube.ts"
import { sessionCube } from "#shared/usage/session-cube.ts"
import { usageOf } from "#shared/usage/usage.ts"
import { usageCube } from "#shared/usage/usage-cube.ts"
import { cubesBetween } from "../../functions/table/cubes.ts"
import { s3Files } from "../../functions/table/files.ts"
import { type Ground, openGround } from "../../functions/table/ground.ts"
import { memberCount, organizationById } from "../../functions/table/organization.ts"
import { productKeysOf } from "../../functions/table/product-key.ts"
import { projectsOf } from "../../functions/table/project.ts"
import { sdkDb } from "../../functions/table/sdk.ts"
import { toldOr } from "../../functions/table/telling.ts"
import type { ToldRow } from "../../functions/table/told-row.ts"
import { userById, userRow } from "../../functions/table/user.ts"
import { userNamesBy } from "../../functions/table/user-name.ts"
import { workspacesOf } from "../../functions/table/workspace.ts"
import { randomOf } from "../sim/random.ts"
import { cloudEvent, startConsole, type TestConsole } from "../support/console.ts"

const NOW = "2026-11-20T14:02:00.000Z"
const [DAY, NEXT_DAY] = ["2026-11-20T00:00:00.000Z", "2026-11-21T00:00:00.000Z"]
const org = "org_every"
const at = (minute: number) => `2026-11-20T13:${String(minute).padStart(2, "0")}:00.000Z`
const ERROR = { type: "PaymentFailed", message: "order 17 failed" }

let minute = 0
const told = (type: EventType, data: object) => cloudEvent(type, at(++minute), { ...data })
/** What a product tells in half an hour, each type of event at least once. */
const EVENTS = [
  told("user.created", { id: "usr_1", email: "ada@every.test", name: "Ada" }),
  told("user.created", { id: "usr_2", email: "mo@every.test" }),
  told("user.updated", { id: "usr_1", name: "Ada Lovelace" }),
  told("user.deleted", { id: "usr_2" }),
  told("organization.created", { id: org, name: "Every", plan: "free" }),
  told("organization.updated", { id: org, plan: "pro" }),
  told("member.added", { org, user: "usr_1", role: "member" }),
  told("member.added", { org, user: "usr_2", role: "viewer" }),
  told("member.roleChanged", { org, user: "usr_1", role: "owner" }),
  told("member.removed", { org, user: "usr_2" }),
  told("workspace.created", { org, id: "ws_1", name: "Harbour" }),
  told("workspace.statusChanged", { org, id: "ws_1", status: "deploying" }),
  told("workspace.created", { org, id: "ws_2", name: "Quay", status: "active" }),
  told("workspace.deleted", { org, id: "ws_2" }),
  told("project.created", { org, project: "prj_1", name: "Intake" }),
  told("project.updated", { org, id: "prj_1", name: "Intake forms" }),
  told("project.created", { org, id: "prj_2" }),
  told("project.deleted", { org, id: "prj_2" }),
  told("apiKey.created", { org, id: "key_1", project: "prj_1", prefix: "sk_live_9f2c", hash: "9f2c00ff" }),
  told("apiKey.revoked", { org, id: "key_1" }),
  told("record.created", { org, model: "Job", id: "job_1" }),
  told("record.deleted", { org, model: "Job", id: "job_1" }),
  told("activity.recorded", { org, resource: "Job", action: "Create", actor: "ada@every.test" }),
  ...["active", "completed"].map((status, nth) =>
    told("session.updated", {
      org,
      id: "ses_1",
      user: "ada",
      status,
      createdAt: at(1),
      updatedAt: at(20 + nth),
      turns: 4,
    }),
  ),
  told("usage.recorded", {
    org,
    project: "prj_1",
    apiKey: "key_1",
    model: "heron",
    inputTokens: 900,
    inputCostUsd: "0.5",
  }),
  told("generation.completed", {
    org,
    steps: [
      { component: "mail", ms: 30 },
      { component: "database", skipped: "mail" },
    ],
  }),
  told("component.timed", { component: "mail", ms: 10, trigger: "real" }),
  told("error.reported", { ...ERROR, account: "mo@every.test", version: "1.4.0" }),
  told("error.reported", { ...ERROR, message: "order 18 failed", org }),
  told("log.written", { level: "warning", message: "slow", source: "nightly" }),
]
const timeOf = (type: EventType) => EVENTS.filter((event) => event.type === type).at(-1)!.time

/** Everything that is in a day's cubes of one kind and scope, in one. */
async function cube<Cube>(ground: Ground, kind: CubeKind<never, Cube>, scope = PLATFORM): Promise<Cube> {
  const zone = (await ground.zonesOf(scope))[0] ?? "UTC"
  return kind.merge(await cubesBetween(ground, kind, { scope, zone }, DAY, NEXT_DAY))
}
const workspaces = ({ db }: Ground) => workspacesOf(db, org)
const user = async ({ db }: Ground, id: string) => {
  const { name, status } = userRow((await userById(db, id))!)
  return [name, status]
}
const organization = async ({ db }: Ground) => {
  const { told } = (await organizationById(db, org))!
  return [toldOr(told, "name", null), toldOr(told, "plan", null)]
}
const roles = async ({ db }: Ground) => {
  const { told } = (await db.get({ pk: `org#${org}`, sk: "member#usr_1" })) as ToldRow
  return [await memberCount(db, org), toldOr(told, "role", null)]
}
const projects = async ({ db }: Ground) => (await projectsOf(db, org)).map(({ name, deleted }) => [name, deleted])
const keys = async ({ db }: Ground) =>
  (await productKeysOf(db, org)).map(({ prefix, revokedAt }) => [prefix, revokedAt])
const records = async (ground: Ground) => ({ ...(await cube(ground, recordsCube))["Job"] })
const mail = async (ground: Ground, scope: string) => {
  const { mail: times, database } = (await cube(ground, componentCube, scope)).of
  return [times?.ok, times?.sumMicros, times?.minMs, times?.maxMs, database?.skipped]
}

/** What each type of event becomes, as it is read, and what that says of the events above. */
const BECOMES: Record<EventType, readonly [read: (ground: Ground) => Promise<unknown>, says: unknown]> = {
  "user.created": [(ground) => cube(ground, signupsCube), { created: 2, deleted: 1 }],
  "user.updated": [(ground) => user(ground, "usr_1"), ["Ada Lovelace", "active"]],
  "user.deleted": [(ground) => user(ground, "usr_2"), [null, "deleted"]],
  "organization.created": [organization, ["Every", "pro"]],
  "organization.updated": [organization, ["Every", "pro"]],
  "member.added": [roles, [1, "owner"]],
  "member.removed": [roles, [1, "owner"]],
  "member.roleChanged": [roles, [1, "owner"]],
  "workspace.created": [async (ground) => (await workspaces(ground)).map(({ name }) => name), ["Harbour", "Quay"]],
  "workspace.statusChanged": [
    async (ground) => (await workspaces(ground))[0],
    {
      workspaceId: "ws_1",
      name: "Harbour",
      status: "deploying",
      statusAt: timeOf("workspace.statusChanged"),
      deleted: false,
    },
  ],
  "workspace.deleted": [async (ground) => (await workspaces(ground)).map(({ deleted }) => deleted), [false, true]],
  "project.created": [
    projects,
    [
      ["Intake forms", false],
      [null, true],
    ],
  ],
  "project.updated": [
    projects,
    [
      ["Intake forms", false],
      [null, true],
    ],
  ],
  "project.deleted": [
    projects,
    [
      ["Intake forms", false],
      [null, true],
    ],
  ],
  "apiKey.created": [keys, [["sk_live_9f2c", timeOf("apiKey.revoked")]]],
  "apiKey.revoked": [keys, [["sk_live_9f2c", timeOf("apiKey.revoked")]]],
  "record.created": [records, { created: 1, deleted: 1, withoutStripe: 1 }],
  "record.deleted": [records, { created: 1, deleted: 1, withoutStripe: 1 }],
  "activity.recorded": [
    async (ground) => {
      const { count, pairs, actors } = await cube(ground, activityCube, org)
      const people = Object.keys(namesOf(actors).of)
      const names = await userNamesBy(ground.db, org, people)
      return [count, Object.keys(namesOf(pairs).of), people.map((actor) => names.get(actor))]
    },
    [1, [pairOf("Job", "Create")], ["ada@every.test"]],
  ],
  "session.updated": [
    async (ground) => (await cube(ground, sessionCube)).all,
    expect.objectContaining({ sessions: 1, completed: 1, active: 0, turns: 4 }),
  ],
  "usage.recorded": [
    async (ground) => usageOf(await cube(ground, usageCube)).all,
    expect.objectContaining({ requests: 1, inputTokens: 900, inputCostMicros: 500_000 }),
  ],
  "generation.completed": [(ground) => mail(ground, org), [1, 30_000, 30, 30, 1]],
  "component.timed": [(ground) => mail(ground, PLATFORM), [2, 40_000, 10, 30, 1]],
  "error.reported": [
    async (ground) => {
      const { count, groups } = await cube(ground, errorCube)
      const group = groups[fingerprintOf(ERROR)]!
      const names = await userNamesBy(ground.db, PLATFORM, group.accounts)
      return [count, group.count, group.message, group.accounts.map((account) => names.get(account))]
    },
    [2, 2, "order <n> failed", ["mo@every.test"]],
  ],
  "log.written": [
    async (ground) => namesOf((await cube(ground, logCube, UNOWNED)).pairs).of[pairOf("warning", "nightly")],
    [1],
  ],
}

const random = randomOf(5)
const TELLINGS: readonly (readonly [string, readonly (typeof EVENTS)[]])[] = [
  ["in one batch", [EVENTS]],
  [
    "shuffled, repeated and in pieces",
    [0, 1, 2].map(() => random.shuffled(EVENTS).slice(0, 20)).concat([EVENTS.toReversed()]),
  ],
]

describe.each(TELLINGS)("every type of event, told %s", (_, batches) => {
  let river: TestConsole
  let ground: Ground
  beforeAll(async () => {
    river = await startConsole({ now: NOW })
    ground = openGround(sdkDb(process.env["TABLE_NAME"]!), s3Files(process.env["FILES_BUCKET"]!))
    for (const batch of batches) expect((await river.events(batch)).body).toMatchObject({ rejected: [] })
    await river.settled()
  })
  afterAll(async () => {
    await river.stop()
    expect(river.failures).toEqual([])
  })

  test("is told here", () => {
    expect(new Set(EVENTS.map(({ type }) => type))).toEqual(new Set(Object.keys(FAMILY_OF_TYPE)))
  })

  test.each(Object.keys(BECOMES) as EventType[])("%s becomes what is read", async (type) => {
    const [read, says] = BECOMES[type]
    expect(await read(ground)).toEqual(says)
  })

  test("all of it stays so when hours are folded and swept", async () => {
    for (const ms of [60_000, 3_600_000, 26 * 3_600_000]) {
      await river.advance(ms)
      for (const [read, says] of Object.values(BECOMES)) expect(await read(ground)).toEqual(says)
    }
  })
})
