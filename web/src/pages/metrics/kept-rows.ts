import { type Accessor, createEffect, createMemo, createSignal, on, untrack } from "solid-js"
import { createStore, reconcile } from "solid-js/store"

interface Keyed {
  key: string
  /** Everything that stands in no other row; always the last one. */
  isRest: boolean
}

/** Rows in the places they had, who is new after them, and the rest last. */
export function inPlace<Row extends Keyed>(before: readonly Row[], rows: readonly Row[]): Row[] {
  const byKey = new Map(rows.map((row) => [row.key, row]))
  const stayed = before.flatMap(({ key }) => byKey.get(key) ?? [])
  const known = new Set(stayed.map(({ key }) => key))
  const all = [...stayed, ...rows.filter(({ key }) => !known.has(key))]
  return [...all.filter(({ isRest }) => !isRest), ...all.filter(({ isRest }) => isRest)]
}

/**
 * Rows that are the same rows from one answer to the next, so that the focus stays on them. While the reader points at them
 * each stays in its place, whatever the news say of it, until another question is answered.
 */
export function keptRows<Row extends Keyed>(rows: Accessor<readonly Row[]>, question: Accessor<string | undefined>) {
  const [isPointed, setPointed] = createSignal(false)
  const inOrder = createMemo<{ question: string | undefined; rows: readonly Row[] }>((before) => ({
    question: question(),
    rows: before && isPointed() && before.question === question() ? inPlace(before.rows, rows()) : rows(),
  }))
  const [kept, setKept] = createStore<{ rows: readonly Row[] }>({ rows: untrack(() => inOrder().rows) })
  createEffect(
    on(
      () => inOrder().rows,
      (next) => setKept("rows", reconcile(next, { key: "key" })),
      { defer: true },
    ),
  )
  return {
    rows: () => kept.rows,
    /** What the element around the rows listens to. */
    pointing: {
      onPointerEnter: () => setPointed(true),
      onPointerLeave: () => setPointed(false),
      onFocusIn: () => setPointed(true),
      onFocusOut: () => setPointed(false),
    },
  }
}
