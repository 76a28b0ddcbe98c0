import type { Member } from "#shared/contract/members.ts"
import { UserQuery, type UserRow } from "#shared/contract/users.ts"
import { maskEmail } from "#shared/directory/mask.ts"
import { overlayOf } from "#shared/directory/overlay.ts"
import { pageOf } from "#shared/directory/query.ts"
import { emptySnapshot } from "#shared/directory/snapshot.ts"
import { USERS as DIRECTORY, usersAsked } from "#shared/directory/users.ts"
import { dayOf, HOUR_MS } from "#shared/time.ts"
import { ago, NOW, ORGANIZATIONS } from "./fixture-answers.ts"
import type { Input, Stage } from "./fixture-endpoints.ts"

const FIRST = ["Ada", "Bruno", "Chidi", "Elif", "Freya", "Hugo", "Ilse", "Jonas", "Leila", "Maeve", "Nørine", "Yusuf"]
const LAST = ["Kessler", "Brandt", "Osei", "Menon", "Čapek", "Lindqvist", "Okafor", "Voss", "Takahashi"]

/** Invented users: some without a name, some not verified, some in no organization, some deleted, some only named. */
export const USERS: UserRow[] = Array.from({ length: 412 }, (_, at): UserRow => {
  const stub = at % 37 === 36
  const name = stub || at % 19 === 18 ? null : `${FIRST[at % FIRST.length]} ${LAST[(at * 5) % LAST.length]}`
  return {
    id: `usr_${((at * 7_919_993 + 17) % 2 ** 31).toString(36)}`,
    name,
    email: stub ? null : `person${at}@${at % 3 === 0 ? "acme.example" : "mail.example"}`,
    verified: stub ? null : at % 7 !== 6,
    organizationCount: stub ? 1 : at % 4 === 3 ? 0 : at === 0 ? 3 : 1,
    status: at % 29 === 28 ? "deleted" : "active",
    createdAt: stub ? null : ago(at * 11.7 * HOUR_MS),
    stub,
  }
})

const ROLES = ["owner", "admin", "viewer"] as const

/** Fourteen members of Acme: one who hides, one who was long away, one only named. */
const MEMBERS: Member[] = USERS.filter(({ organizationCount }) => organizationCount > 0)
  .slice(0, 13)
  .concat(USERS[36]!)
  .map(({ id, name, email }, at) => ({
    userId: id,
    name,
    email,
    role: at === 0 ? "owner" : at < 3 ? "admin" : at === 13 ? null : at % 4 === 3 ? "viewer" : "member",
    addedAt: at === 13 ? null : ago((at * 21 + 3) * 24 * HOUR_MS),
    lastActiveOn: [4, 7, 13].includes(at) ? null : dayOf(ago(at * 31 * HOUR_MS)),
    hidden: at === 4,
  }))

/** The directory of users, one of them, and the members of an organization. */
export const userAnswers = {
  listMembers: (stage: Stage) => {
    const mayRead = stage.staffRole !== null || stage.memberRole === "owner" || stage.memberRole === "admin"
    if (!mayRead) return { status: 403, code: "forbidden", detail: "Your role may not do this." }
    const items = (stage.empty ? [] : MEMBERS).map((one) =>
      stage.staffRole === "viewer" ? { ...one, email: one.email && maskEmail(one.email) } : one,
    )
    return { items, total: items.length, timeZone: "America/New_York", day: dayOf(NOW), asOf: NOW, version: 1 }
  },
  listUsers: (stage: Stage, { limit, cursor, ...filter }: Input) => {
    const rows = (stage.empty ? [] : USERS).map((row) => ({ row, version: 1 }))
    const snapshot = emptySnapshot(DIRECTORY.columns)
    const from = Number(cursor ?? 0)
    const end = from + Number(limit ?? 50)
    const masked = stage.staffRole === "viewer"
    const asked = usersAsked(UserQuery.parse(filter), "UTC", { limit: end, masked })
    const { items, total } = pageOf(snapshot, overlayOf(snapshot, rows), asked)
    const nextCursor = end < total ? String(end) : null
    return { items: items.slice(from), nextCursor, total, asOf: NOW, version: stage.versions["users"] ?? 1 }
  },
  readUser: (stage: Stage, { userId }: Input) => {
    const row = USERS.find(({ id }) => id === userId)
    if (!row) return { status: 404, code: "missing", detail: "There is no such user" }
    const first = USERS.indexOf(row)
    const organizations = ORGANIZATIONS.slice(first, first + row.organizationCount).map(({ id, name, status }, at) => ({
      organizationId: id,
      name,
      status,
      role: ROLES[at] ?? null,
    }))
    const people = row.stub ? [] : [{ userId: "u_9f2c", by: "e-mail" as const }]
    const email = row.email && stage.staffRole === "viewer" ? maskEmail(row.email) : row.email
    return { ...row, email, organizations, people, hidden: false, version: stage.versions["users"] ?? 1 }
  },
}
