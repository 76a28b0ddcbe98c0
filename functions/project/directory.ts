import { ORGANIZATIONS } from "#shared/directory/organizations.ts"
import { USERS } from "#shared/directory/users.ts"
import { machineNow } from "../runtime/clock.ts"
import { env } from "../runtime/env.ts"
import { schedule } from "../runtime/schedule.ts"
import { rebuild, tend } from "../table/directory-build.ts"
import { s3Files } from "../table/files.ts"
import { everyOrganization } from "../table/organization.ts"
import { sdkDb } from "../table/sdk.ts"
import { everyUser } from "../table/user.ts"

const db = sdkDb(env("TABLE_NAME"))
const ground = { db, files: s3Files(env("FILES_BUCKET")), now: machineNow }

/** Keeps the directories' snapshots near to the table: from changes when there are enough, anew from the table each hour. */
export const handler = schedule(db, {
  build: async () => ({
    organizations: await tend(ORGANIZATIONS, ground, () => everyOrganization(db)),
    users: await tend(USERS, ground, () => everyUser(db)),
  }),
  rebuild: async () => ({
    organizations: await rebuild(ORGANIZATIONS, ground, everyOrganization(db)),
    users: await rebuild(USERS, ground, everyUser(db)),
  }),
})
