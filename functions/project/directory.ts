import { ORGANIZATIONS } from "#shared/directory/organizations.ts"
import { machineNow } from "../runtime/clock.ts"
import { env } from "../runtime/env.ts"
import { schedule } from "../runtime/schedule.ts"
import { rebuild, tend } from "../table/directory-build.ts"
import { s3Files } from "../table/files.ts"
import { everyOrganization } from "../table/organization.ts"
import { sdkDb } from "../table/sdk.ts"

const db = sdkDb(env("TABLE_NAME"))
const ground = { db, files: s3Files(env("FILES_BUCKET")), now: machineNow }

/** Keeps the directories' snapshots near to the table: from changes when there are enough, anew from the table each hour. */
export const handler = schedule(db, {
  build: () => tend(ORGANIZATIONS, ground, () => everyOrganization(db)),
  rebuild: () => rebuild(ORGANIZATIONS, ground, everyOrganization(db)),
})
