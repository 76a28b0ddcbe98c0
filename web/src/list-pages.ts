import { createMemo } from "solid-js"
import type { Changes } from "./address.ts"

/** Which cursor came before which, as far as this visit knows: a cursor only leads onwards. */
const before = new Map<string, string>()

/** Where the shown page of a list stands, and the ways to its neighbours as addresses. */
export interface Pages {
  /** The first page is 1. */
  page: number
  first: string | undefined
  previous: string | undefined
  next: string | undefined
}

/**
 * The pages of a list. `cursor` and `page` stand in the address, which moves before the rows do: while these still answer an
 * earlier address, everything here belongs to that one too.
 */
export function createPages(list: {
  field: (name: "cursor" | "page") => string
  href: (changes: Changes) => string
  next: () => string | null
  changing: () => boolean
}) {
  return createMemo<Pages>((shown) => {
    if (shown && list.changing()) return shown
    const cursor = list.field("cursor")
    const page = cursor === "" ? 1 : Math.max(2, Number.parseInt(list.field("page"), 10) || 2)
    const next = list.next()
    if (next !== null) before.set(next, cursor)
    const previous = before.get(cursor)
    const to = (there: string, number: number) =>
      list.href({ cursor: there || undefined, page: number === 1 ? undefined : String(number), open: undefined })
    return {
      page,
      first: cursor !== "" && (page > 2 || previous === undefined) ? to("", 1) : undefined,
      previous: cursor !== "" && previous !== undefined ? to(previous, page - 1) : undefined,
      next: next === null ? undefined : to(next, page + 1),
    }
  })
}
