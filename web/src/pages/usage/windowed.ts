import { type Accessor, createEffect, createSignal, on, onCleanup, onMount } from "solid-js"

/** As many rows are simply there. */
const ROWS_MAX = 300
/** How many rows are kept ready above and below what is seen. */
const BESIDE = 20
const SEEN_AT_FIRST = 60

/** Which rows of a long list are there, and how much room the others take. */
export interface Windowed {
  from: number
  to: number
  abovePx: number
  belowPx: number
}

/**
 * Of a long list keeps only the rows near what is seen; all of a shorter one. Rows are equally tall: as tall as the first
 * one that is there. It follows whatever scrolls, the page or the table's own sheet.
 */
export function windowed(count: Accessor<number>, body: Accessor<HTMLElement | undefined>): Accessor<Windowed> {
  const [seen, setSeen] = createSignal({ from: 0, to: SEEN_AT_FIRST, rowPx: 32 })
  let frame = 0
  const look = () => {
    frame = 0
    const rows = body()
    if (!rows || count() <= ROWS_MAX) return
    const rowPx = rows.querySelector("tr[data-row]")?.getBoundingClientRect().height || seen().rowPx
    const top = rows.getBoundingClientRect().top
    const from = Math.max(0, Math.floor(-top / rowPx) - BESIDE)
    const to = Math.min(count(), Math.ceil((innerHeight - top) / rowPx) + BESIDE)
    const before = seen()
    // A few rows more or less are not worth a change.
    if (rowPx === before.rowPx && Math.abs(from - before.from) < BESIDE / 2 && Math.abs(to - before.to) < BESIDE / 2)
      return
    setSeen({ from, to: Math.max(from, to), rowPx })
  }
  const later = () => {
    frame ||= requestAnimationFrame(look)
  }
  onMount(() => {
    document.addEventListener("scroll", later, { capture: true, passive: true })
    addEventListener("resize", later)
    onCleanup(() => {
      document.removeEventListener("scroll", later, { capture: true })
      removeEventListener("resize", later)
      cancelAnimationFrame(frame)
    })
  })
  createEffect(on(count, later))
  return () => {
    const all = count()
    if (all <= ROWS_MAX) return { from: 0, to: all, abovePx: 0, belowPx: 0 }
    const { rowPx } = seen()
    const to = Math.min(all, seen().to)
    const from = Math.min(seen().from, to)
    return { from, to, abovePx: from * rowPx, belowPx: (all - to) * rowPx }
  }
}
