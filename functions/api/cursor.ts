import { canonical } from "#shared/account/canonical.ts"
import type { TimeFilter } from "#shared/contract/time-filter.ts"
import { Refusal } from "#shared/refusal.ts"
import { hmacSha256Hex, sameText } from "../runtime/digest.ts"

/** What a cursor is bound to: it works for this caller, this list and these filters only. */
export interface CursorBinding {
  personId: string
  list: string
  filter: unknown
}

/**
 * A feed's cursor is a place in time and holds wherever the time asked for begins: "the last hour" begins later at every
 * asking, and its next page is still the next page.
 */
export function feedBinding(personId: string, list: string, feedFilter: TimeFilter): CursorBinding {
  const { from: _, ...filter } = feedFilter
  return { personId, list, filter }
}

const signature = (secret: string, position: string, binding: CursorBinding): string =>
  hmacSha256Hex(secret, `${position}\n${canonical(binding)}`).slice(0, 32)

/** A position in a list as opaque signed text. */
export function signCursor(secret: string, position: unknown, binding: CursorBinding): string {
  const text = Buffer.from(JSON.stringify(position)).toString("base64url")
  return `${text}.${signature(secret, text, binding)}`
}

/** The position of a cursor; a cursor that was changed, or belongs to another list, caller or filter, is refused. */
export function readCursor(secret: string, cursor: string, binding: CursorBinding): unknown {
  const [text = "", signed = ""] = cursor.split(".", 2)
  if (!sameText(signed, signature(secret, text, binding)))
    throw new Refusal("invalid", "This cursor does not belong to this list", {
      where: "cursor",
      wanted: "a nextCursor of the same request",
    })
  return JSON.parse(Buffer.from(text, "base64url").toString("utf8"))
}

/** Asks for the secret that cursors are signed with. */
export type CursorSecret = () => Promise<string>
