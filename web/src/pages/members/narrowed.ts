import type { Member } from "#shared/contract/members.ts"
import { csvLine } from "#shared/csv.ts"

/** Without regard to case and accents. */
const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase()

/** Members with a role, of whose name, e-mail or id the words are a part; what is not asked for narrows nothing. */
export const narrowed = (members: readonly Member[], { role, search }: { role: string; search: string }): Member[] =>
  members.filter(
    (member) =>
      (role === "" || member.role === role) &&
      [member.name, member.email, member.userId].some((text) => text && plain(text).includes(plain(search))),
  )

/** Members as RFC 4180, as the page shows them. */
export const membersCsv = (members: readonly Member[]): string =>
  csvLine(["user_id", "name", "email", "role", "added_at", "last_active_on"]) +
  members
    .map(({ userId, name, email, role, addedAt, lastActiveOn }) =>
      csvLine([userId, name, email, role, addedAt, lastActiveOn]),
    )
    .join("")
