import { For } from "solid-js"
import { percent } from "./geometry.ts"
import "../status.css"
import "./day-strip.css"

/** How bad a stretch of time was, the worst verdict in it: also its height, so that it reads without colour. */
export const STRIP_TALL = { ok: 5, observing: 5, idle: 2, noData: 2, warn: 10, fail: 18 } as const
export type StripStatus = keyof typeof STRIP_TALL

/** A cell of the strip; `title` says its stretch and its verdict in words. */
export interface StripCell {
  status: StripStatus
  title: string
}

const TALL = 18

/** A history as a row of bars: taller is worse. `name` says in a sentence what the whole strip shows. */
export function DayStrip(props: { name: string; cells: readonly StripCell[] }) {
  const step = () => 1 / Math.max(1, props.cells.length)
  return (
    <svg data-component="strip" role="img" aria-label={props.name}>
      <For each={props.cells}>
        {(cell, at) => (
          <rect
            data-status={cell.status}
            x={percent(at() * step())}
            width={percent(step() * 0.72)}
            y={TALL - STRIP_TALL[cell.status]}
            height={STRIP_TALL[cell.status]}
          >
            <title>{cell.title}</title>
          </rect>
        )}
      </For>
    </svg>
  )
}
