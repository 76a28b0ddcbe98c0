import type { UserRow } from "#shared/contract/users.ts"

/** What a page calls a user. */
export const nameOf = ({ name }: Pick<UserRow, "name">): string => name ?? "Unnamed user"

/** Whether the product verified them, in a word; undefined where it does not say. */
export const verifiedText = ({ verified }: Pick<UserRow, "verified">): string | undefined =>
  verified === null ? undefined : verified ? "yes" : "no"
