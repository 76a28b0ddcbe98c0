import { createUniqueId, For } from "solid-js"

/** A box of the plot: places and widths in percentages, heights in pixels. */
export interface Box {
  x: string
  width: string
  y: number
  height: number
}

/** Diagonals of paper over what is not over yet. */
export function Veil(props: { box: Box }) {
  const id = createUniqueId()
  return (
    <>
      <defs>
        <pattern id={id} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect data-part="diagonal" width="2" height="5" />
        </pattern>
      </defs>
      <rect
        data-part="veil"
        fill={`url(#${id})`}
        x={props.box.x}
        width={props.box.width}
        y={props.box.y}
        height={props.box.height}
      />
    </>
  )
}

/** Grey dots where the name is unknown; `clip` cuts them to a shape in shares of the box. */
export function Dots(props: { boxes: readonly Box[]; clip?: { d: string; scale: string } }) {
  const id = createUniqueId()
  const clipId = createUniqueId()
  return (
    <>
      <defs>
        <pattern id={id} width="4" height="4" patternUnits="userSpaceOnUse">
          <circle data-part="speck" cx="2" cy="2" r="1.1" />
        </pattern>
        <clipPath id={clipId} clipPathUnits="objectBoundingBox">
          <path d={props.clip?.d ?? "M0 0"} transform={props.clip?.scale} />
        </clipPath>
      </defs>
      <For each={props.boxes}>
        {(box) => (
          <rect
            data-part="dotted"
            fill={`url(#${id})`}
            clip-path={props.clip ? `url(#${clipId})` : undefined}
            x={box.x}
            width={box.width}
            y={box.y}
            height={box.height}
          />
        )}
      </For>
    </>
  )
}
