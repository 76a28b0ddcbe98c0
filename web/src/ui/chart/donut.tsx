import { createMemo, createUniqueId, For, type JSX } from "solid-js"
import { ringPath } from "./geometry.ts"
import type { Slot } from "./series.ts"
import type { Unit } from "./unit.ts"
import "./donut.css"
import "./hues.css"

/** One part of a whole. */
export interface Share {
  name: string
  slot: Slot
  value: number
}

const OUTER = 62
const INNER = 42

/** Parts of a whole as a ring, and beside it the same parts as ranked bars with their values: a ring alone is not readable. */
export function Donut(props: {
  /** What is divided, as a noun: `Sessions by repository`. */
  name: string
  shares: readonly Share[]
  unit: Unit
  /** One word under the sum in the middle. */
  noun: string
}) {
  const dotsId = createUniqueId()
  const sum = createMemo(() => props.shares.reduce((total, share) => total + share.value, 0))
  const largest = createMemo(() => props.shares.reduce((most, share) => Math.max(most, share.value), 0))
  const rings = createMemo(() => {
    let from = 0
    return props.shares.map((share) => {
      const to = from + (sum() === 0 ? 0 : share.value / sum())
      const ring = { share, d: to > from ? ringPath(from, to, OUTER, INNER) : "" }
      from = to
      return ring
    })
  })
  const part = (value: number) => `${sum() === 0 ? "0.0" : ((value / sum()) * 100).toFixed(1)}`
  return (
    <figure data-component="donut" aria-label={props.name}>
      <svg viewBox="-64 -64 128 128" aria-hidden="true">
        <defs>
          <pattern id={dotsId} width="4" height="4" patternUnits="userSpaceOnUse">
            <circle data-part="speck" cx="2" cy="2" r="1.1" />
          </pattern>
        </defs>
        <circle data-part="track" r={(OUTER + INNER) / 2} stroke-width={OUTER - INNER} />
        <For each={rings()}>
          {(ring) => (
            <path
              data-part="ring"
              data-series={ring.share.slot}
              fill={ring.share.slot === "unknown" ? `url(#${dotsId})` : "var(--hue)"}
              d={ring.d}
            />
          )}
        </For>
        <text y="4" text-anchor="middle" data-part="sum">
          {props.unit.text(sum())}
        </text>
        <text y="18" text-anchor="middle">
          {props.noun}
        </text>
      </svg>
      <ol data-component="ranked">
        <For each={props.shares}>
          {(share) => (
            <li data-series={share.slot}>
              <Bar of={share.value / (largest() || 1)}>{share.name}</Bar>
              <span data-figure>{props.unit.show(share.value)}</span>
              <span data-figure data-tone="3">
                {part(share.value)} %
              </span>
            </li>
          )}
        </For>
      </ol>
    </figure>
  )
}

function Bar(props: { of: number; children: JSX.Element }) {
  return (
    <span data-part="name">
      <i style={{ "inline-size": `${Math.round(props.of * 1000) / 10}%` }} />
      <span>{props.children}</span>
    </span>
  )
}
