import { createHash } from "node:crypto"
import type { MemberRole, StaffRole } from "#shared/contract/endpoint.ts"

/** Somebody who may sign in on one machine: chosen from a list, without a password. */
export interface DemoPerson {
  email: string
  name: string
  /** What the sign-in page says beside the name. */
  what: string
  staffRole?: StaffRole
  membership?: { organizationId: string; role: MemberRole }
}

const acme = (role: MemberRole) => ({ organizationId: "org_acme", role })

/** The people of the demo; they exist with and without demo data. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  { email: "admin@demo.test", name: "Ines Okafor", what: "Staff, admin", staffRole: "admin" },
  { email: "support@demo.test", name: "Tom Abel", what: "Staff, support", staffRole: "support" },
  { email: "viewer@demo.test", name: "Noor Haddad", what: "Staff, viewer", staffRole: "viewer" },
  { email: "owner@acme.test", name: "Marta Kessler", what: "Acme, owner", membership: acme("owner") },
  { email: "orgadmin@acme.test", name: "Lena Brandt", what: "Acme, admin", membership: acme("admin") },
  { email: "member@acme.test", name: "Dan Osei", what: "Acme, member", membership: acme("member") },
  { email: "readonly@acme.test", name: "Ravi Menon", what: "Acme, viewer", membership: acme("viewer") },
]

/** The issuer's name for a person; the same on every machine and after every `--fresh`. */
export function subjectOf(email: string): string {
  const digits = createHash("sha256").update(`watchbill person ${email.toLowerCase()}`).digest("hex")
  return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, "$1-$2-4$3-8$4-$5")
}
