import { consoleOpaque } from "../runtime/opaque.ts"
import type { Db } from "../table/db.ts"
import { usersOfEmail } from "../table/user.ts"
import type { Caller } from "./caller.ts"

/** The opaque ids that events may call a caller by: the e-mail address, and the product's ids of users who have it. */
export async function minesOf(db: Db, { email }: Pick<Caller, "email">): Promise<Set<string>> {
  const [opaque, users] = await Promise.all([consoleOpaque(), usersOfEmail(db, email)])
  return new Set([email, ...users].map(opaque))
}
