import type { MemberRole, StaffRole } from "#shared/contract/endpoint.ts"
import type { Instant } from "#shared/time.ts"
import { ABSENT, type Db, type Key, type Row } from "./db.ts"

/**
 * A person who may sign in. The doors and every other row know only the person's id.
 *   pk  person#<id>          sk  profile      name, e-mail, roles; sessionEpoch ends sessions when it grows
 *   pk  subject#<sub>        sk  person       which person an identity is, bound at the first sign-in
 *   pk  invitation#<e-mail>  sk  person       which person an invited, verified e-mail will be
 */
export interface PersonRow extends Row {
  personId: string
  name: string
  email: string
  staffRole?: StaffRole
  /** Role by organization. */
  memberships: Record<string, MemberRole>
  sessionEpoch: number
}

const personKey = (id: string): Key => ({ pk: `person#${id}`, sk: "profile" })
const subjectKey = (sub: string): Key => ({ pk: `subject#${sub}`, sk: "person" })
const invitationKey = (email: string): Key => ({ pk: `invitation#${email.toLowerCase()}`, sk: "person" })

export const personById = async (db: Db, id: string): Promise<PersonRow | undefined> =>
  (await db.get(personKey(id))) as PersonRow | undefined

/** Which person an identity is, as this process has read it: once bound, it is for ever. The person is read anew each time. */
const boundIn = new WeakMap<Db, Map<string, string>>()
const BOUND_MAX = 10_000

export async function personOfSubject(db: Db, sub: string): Promise<PersonRow | undefined> {
  const known = boundIn.get(db) ?? new Map<string, string>()
  boundIn.set(db, known)
  const personId = known.get(sub) ?? (await db.get(subjectKey(sub)))?.["personId"]
  if (personId === undefined) return undefined
  if (known.size >= BOUND_MAX) known.clear()
  known.set(sub, String(personId))
  return personById(db, String(personId))
}

/** Writes a person and the invitation that the first sign-in with this verified e-mail takes. */
export async function invitePerson(
  db: Db,
  person: Omit<PersonRow, "pk" | "sk" | "kind" | "sessionEpoch">,
): Promise<void> {
  await db.write({
    put: { ...personKey(String(person["personId"])), kind: "person", ...person, sessionEpoch: 1 } as Row,
    when: ABSENT,
  })
  await db.write({
    put: { ...invitationKey(String(person["email"])), kind: "invitation", personId: person["personId"] },
    when: ABSENT,
  })
}

/** Binds an identity to the person invited under its verified e-mail. Once bound, the e-mail no longer matters. */
export async function bindSubject(db: Db, sub: string, email: string, now: Instant): Promise<PersonRow | undefined> {
  const invitation = await db.get(invitationKey(email), { strong: true })
  if (!invitation || invitation["boundTo"]) return undefined
  const personId = String(invitation["personId"])
  const outcome = await db.transact([
    { put: { ...subjectKey(sub), kind: "subject", personId, boundAt: now }, when: ABSENT },
    { update: invitationKey(email), set: { boundTo: sub }, when: { absent: "boundTo" } },
  ])
  if (outcome !== "done" && !(await db.get(subjectKey(sub), { strong: true }))) return undefined
  return personOfSubject(db, sub)
}
