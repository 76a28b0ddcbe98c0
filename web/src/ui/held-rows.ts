import { type Accessor, createEffect, createMemo, createSignal, on, untrack } from "solid-js"

/** Rows that stay where they are while newer answers arrive. */
export interface HeldRows<Row> {
  rows: Accessor<readonly Row[]>
  /** How many rows of the newest answer are not shown. */
  freshCount: Accessor<number>
  /** The newest answer would look different: other rows, or another order. */
  changed: Accessor<boolean>
  /** Shows the newest answer. */
  show(): void
}

/**
 * Holds the rows of a list in their places. What a row says is always the newest; which rows there are changes only when
 * `question` does or the reader asks.
 */
export function heldRows<Row extends object>(
  newest: () => readonly Row[] | undefined,
  keyOf: (row: Row) => string,
  question: () => string | undefined,
): HeldRows<Row> {
  const [shown, setShown] = createSignal<readonly Row[]>()
  const show = () =>
    void setShown(
      untrack(() => {
        const rows = newest()
        return rows && [...rows]
      }),
    )
  createEffect(on(question, show))
  createEffect(() => {
    if (newest() !== undefined && untrack(shown) === undefined) show()
  })
  const byKey = createMemo(() => new Map((newest() ?? []).map((row) => [keyOf(row), row])))
  const rows = createMemo(() => (shown() ?? []).map((row) => byKey().get(keyOf(row)) ?? row))
  const shownKeys = createMemo(() => (shown() ?? []).map(keyOf))
  const freshCount = createMemo(() => {
    const known = new Set(shownKeys())
    return [...byKey().keys()].filter((key) => !known.has(key)).length
  })
  const changed = () => {
    if (freshCount() > 0) return true
    return shown() !== undefined && [...byKey().keys()].join("\n") !== shownKeys().join("\n")
  }
  return { rows, freshCount, changed, show }
}
