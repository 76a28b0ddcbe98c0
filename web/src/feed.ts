import type { Accessor } from "solid-js"
import type { Changes } from "./address.ts"
import { createPages, type Pages } from "./list-pages.ts"
import type { LiveQuery } from "./live-query.ts"
import { usePage } from "./shell/page.ts"
import { type HeldRows, heldRows } from "./ui/held-rows.ts"

/** What a list answers: one page of rows, and where the next begins. */
export interface FeedPage<Row> {
  items: readonly Row[]
  nextCursor: string | null
}

/** Where a feed's page and its open row stand, as `useAddress` gives it. */
export interface FeedAddress {
  field: (name: "cursor" | "page" | "open") => string
  href: (changes: Changes) => string
  set: (changes: Changes, how?: { replace?: boolean }) => void
}

/** A list as it is read: rows that stay in their places, the pages around them, and the row that stands open. */
export interface Feed<Row, Data> {
  query: LiveQuery<Data>
  keyOf: (row: Row) => string
  held: HeldRows<Row>
  pages: Accessor<Pages>
  /** The key of the row that the address opens; empty where it opens none. */
  open: Accessor<string>
  toggle: (key: string) => void
  /** The key of an opened row that is not among the rows shown, once those are known. */
  pinned: Accessor<string | undefined>
}

/** Reads a list page by page, as the address says. Refreshing the page shows what is new of it. */
export function createFeed<Data extends FeedPage<object>>(
  query: LiveQuery<Data>,
  keyOf: (row: Data["items"][number]) => string,
  address: FeedAddress,
): Feed<Data["items"][number], Data> {
  const { field, href, set } = address
  const held = heldRows(query.data, keyOf, query.answered)
  const open = () => field("open")
  usePage({
    refresh: () => {
      query.refresh()
      held.show()
    },
  })
  return {
    query,
    keyOf,
    held,
    pages: createPages({ field, href, next: held.next, changing: query.changing }),
    open,
    toggle: (key) => set({ open: open() === key ? undefined : key }, { replace: true }),
    pinned: () => {
      if (query.data() === undefined || held.rows().some((row) => keyOf(row) === open())) return undefined
      return open() || undefined
    },
  }
}
