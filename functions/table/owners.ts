import { own } from "#shared/named.ts"
import { type Db, queryAll } from "./db.ts"
import { organizationById, type OrganizationRecord } from "./organization.ts"
import { personById } from "./person.ts"
import { toldOr } from "./telling.ts"
import { userKey } from "./user.ts"

const OWNERS_MAX = 20

/**
 * E-mail addresses of an organization's owners: the users whom the product calls so, and of the people who sign in here the one
 * named, where they are one. Twenty at most; an owner without an address is left out.
 */
export async function ownerEmails(db: Db, organizationId: string, personId: string | null): Promise<string[]> {
  const [members, record, person] = await Promise.all([
    queryAll(db, { pk: `org#${organizationId}`, sk: { begins: "member#" } }),
    organizationById(db, organizationId),
    personId === null ? undefined : personById(db, personId),
  ])
  const owners = (members as OrganizationRecord[])
    .filter(({ told }) => toldOr(told, "present", false) && toldOr<string>(told, "role", "") === "owner")
    .map((row) => String(row["userId"]))
  const ownerId = record && toldOr<string | null>(record.told, "ownerId", null)
  const ids = [...new Set([...owners, ...(ownerId ? [ownerId] : [])])].slice(0, OWNERS_MAX)
  const users = (await db.getMany(ids.map(userKey))) as OrganizationRecord[]
  const emails = users
    .filter(({ told }) => !toldOr(told, "deleted", false))
    .flatMap(({ told }) => toldOr<string | null>(told, "email", null) ?? [])
  if (person && own(person.memberships, organizationId) === "owner") emails.push(person.email)
  return [...new Map(emails.map((email) => [email.toLowerCase(), email])).values()].slice(0, OWNERS_MAX)
}
