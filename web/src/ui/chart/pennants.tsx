import { createMemo, For, Show } from "solid-js"
import type { Bucket } from "./bucket.ts"
import { type Placing, percent } from "./geometry.ts"
import { type Annotation, placed } from "./pennant.ts"

/** Pennants above the plot, each on its pole; an incident tints its stretch. */
export function Pennants(props: {
  annotations: readonly Annotation[]
  buckets: readonly Bucket[]
  placing: Placing
  tall: number
}) {
  const flags = createMemo(() => placed(props.annotations, props.buckets, props.placing))
  return (
    <For each={flags()}>
      {(flag) => (
        <g data-part="flag" data-kind={flag.annotation.kind}>
          <title>{flag.annotation.title}</title>
          <Show when={flag.annotation.kind === "incident"}>
            <rect x={percent(flag.place)} width={percent(flag.end - flag.place)} y="0" height={props.tall} />
          </Show>
          <line x1={percent(flag.place)} x2={percent(flag.place)} y1="-13" y2={props.tall} />
          <svg x={percent(flag.place)} y="-16" width="9" height="8" overflow="visible">
            <path d="M0 0 8 4 0 8Z" />
          </svg>
          <Show when={flag.side !== "none"}>
            <text
              data-note
              data-fit="wide"
              x={percent(flag.place)}
              dx={flag.side === "after" ? 12 : -5}
              y="-8"
              text-anchor={flag.side === "after" ? "start" : "end"}
            >
              {flag.annotation.label}
            </text>
          </Show>
        </g>
      )}
    </For>
  )
}
