import { type Accessor, createMemo, createSignal, untrack } from "solid-js"

/** Rows that stay where they are while newer answers arrive. */
export interface HeldRows<Row> {
  rows: Accessor<readonly Row[]>
  /** Where the page after these rows begins; null after the last. */
  next: Accessor<string | null>
  /** How many rows of the newest answer are not shown. */
  freshCount: Accessor<number>
  /** The newest answer would look different: other rows, or another order. */
  changed: Accessor<boolean>
  /** Shows the newest answer. */
  show(): void
}

/**
 * Holds the rows of a list in their places. What a row says is always the newest; which rows there are, and where the next
 * page begins, changes only when `question` does or the reader asks.
 */
export function heldRows<Row extends object>(
  newest: () => { items: readonly Row[]; nextCursor: string | null } | undefined,
  keyOf: (row: Row) => string,
  question: () => string | undefined,
): HeldRows<Row> {
  const [asked, show] = createSignal(undefined, { equals: false })
  const isThere = createMemo(() => newest() !== undefined)
  const hasRows = createMemo(() => (newest()?.items.length ?? 0) > 0)
  const shown = createMemo(() => {
    question()
    asked()
    if (!isThere()) return undefined
    const held = untrack(() => {
      const { items, nextCursor } = newest()!
      return { items: [...items], nextCursor }
    })
    // A list without a row has no places to hold: the first rows are shown as they come.
    if (held.items.length === 0) hasRows()
    return held
  })
  const byKey = createMemo(() => new Map((newest()?.items ?? []).map((row) => [keyOf(row), row])))
  const rows = createMemo(() => (shown()?.items ?? []).map((row) => byKey().get(keyOf(row)) ?? row))
  const shownKeys = createMemo(() => (shown()?.items ?? []).map(keyOf))
  const freshCount = createMemo(() => {
    const known = new Set(shownKeys())
    return [...byKey().keys()].filter((key) => !known.has(key)).length
  })
  const changed = () => {
    if (freshCount() > 0) return true
    return shown() !== undefined && [...byKey().keys()].join("\n") !== shownKeys().join("\n")
  }
  return { rows, next: () => shown()?.nextCursor ?? null, freshCount, changed, show: () => show() }
}
