import { createMemo } from "solid-js"
import type { Changes } from "./address.ts"

/** Which cursor came before which, as far as this visit knows: a cursor only leads onwards. */
const before = new Map<string, string>()

/** The ways from a page of a list to its neighbours, as addresses. `cursor` and `page` stand in the address. */
export function createPages(list: {
  field: (name: "cursor" | "page") => string
  href: (changes: Changes) => string
  next: () => string | null
}) {
  return createMemo(() => {
    const cursor = list.field("cursor")
    const page = Number(list.field("page") || 1)
    const next = list.next()
    if (next !== null) before.set(next, cursor)
    const previous = before.get(cursor)
    const to = (there: string, number: number) =>
      list.href({ cursor: there || undefined, page: number === 1 ? undefined : String(number), open: undefined })
    return {
      first: cursor !== "" && (page > 2 || previous === undefined) ? to("", 1) : undefined,
      previous: cursor !== "" && previous !== undefined ? to(previous, page - 1) : undefined,
      next: next === null ? undefined : to(next, page + 1),
    }
  })
}
