import { type Accessor, createEffect, createSignal, onCleanup } from "solid-js"

const waiting = new Set<() => void>()
let drawing = false
/** What is drawn in one go takes about so long, or as long as its one part takes. */
const FRAME_MS = 16
/** As many rows as the first screen of a page has room for. */
const FIRST_ROWS = 20
const ROWS_A_TURN = 10

/**
 * What is to be drawn, from its turn on: parts whose answers came at the same moment are first drawn one after another, and
 * what the reader does comes in between. What changes later is drawn at once.
 */
export function inTurn<Value>(value: Accessor<Value | undefined>): Accessor<Value | undefined> {
  const [come, setCome] = createSignal(false)
  createEffect(() => {
    if (!come() && value()) queue(() => setCome(true))
  })
  return () => (come() ? value() : undefined)
}

/** Rows, of which the first ones are drawn at once and the others, further down, a few in each turn. */
export function othersInTurn<Row>(rows: Accessor<readonly Row[]>): Accessor<readonly Row[]> {
  const [count, setCount] = createSignal(FIRST_ROWS)
  createEffect(() => {
    if (rows().length > count()) queue(() => setCount((drawn) => drawn + ROWS_A_TURN))
  })
  return () => (rows().length > count() ? rows().slice(0, count()) : rows())
}

/** Puts something before the page, to be drawn in its turn unless it is gone by then. */
function queue(come: () => void): void {
  waiting.add(come)
  onCleanup(() => waiting.delete(come))
  if (!drawing) draw()
}

function draw(): void {
  drawing = true
  const endMs = performance.now() + FRAME_MS
  for (const come of waiting) {
    waiting.delete(come)
    come()
    if (performance.now() > endMs) break
  }
  const drawn = () => {
    drawing = false
    if (waiting.size > 0) draw()
  }
  // The next ones after a frame; a page that nobody sees has none.
  if (document.hidden) setTimeout(drawn)
  else requestAnimationFrame(() => setTimeout(drawn))
}
