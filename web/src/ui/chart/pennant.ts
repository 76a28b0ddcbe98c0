import type { Day } from "#shared/time.ts"
import type { Bucket } from "./bucket.ts"
import { type Placing, placeOf } from "./geometry.ts"

/** Something that happened on a day and may explain a figure; an incident may last until a later day. */
export interface Annotation {
  kind: "deploy" | "price" | "incident"
  day: Day
  until?: Day
  /** A few characters beside the pennant. */
  label: string
  /** The whole sentence. */
  title: string
}

/** About how wide a character of a label is, over the narrowest plot that shows labels. */
const CHARACTER = 6 / 370

/** Annotations with their bucket and place; a label is left out where the next pennant would stand in it. */
export function placed(annotations: readonly Annotation[], buckets: readonly Bucket[], placing: Placing) {
  const found = annotations.flatMap((annotation) => {
    const at = buckets.findIndex((bucket) => bucket.from <= annotation.day && annotation.day <= bucket.to)
    if (at === -1) return []
    const until = annotation.until
    const end = until ? buckets.findLastIndex((bucket) => bucket.from <= until) : at
    return [
      {
        annotation,
        at,
        place: placeOf(placing, at, buckets.length),
        end: placeOf(placing, Math.max(at, end), buckets.length),
      },
    ]
  })
  found.sort((a, b) => a.place - b.place)
  return found.map((it, index) => {
    const room = (found[index + 1]?.place ?? 1.04) - it.place
    const needs = (it.annotation.label.length + 3) * CHARACTER
    const before = it.place - (found[index - 1]?.place ?? 0)
    const side: "after" | "before" | "none" =
      room >= needs ? "after" : index === found.length - 1 && before >= needs ? "before" : "none"
    return { ...it, side }
  })
}
