import { createMemo } from "solid-js"
import { WordFilter } from "./filter.tsx"
import { createNames, type Named } from "./named.ts"

/**
 * A filter by an id that is shown by name: names seen so far are on offer, and an id that nobody saw may be typed. Of names that
 * several have each stands with its id.
 */
export function NamedFilter(props: {
  label: string
  value: string
  seen: readonly Named[]
  onChange: (id: string) => void
}) {
  const known = createNames(() => props.seen)
  const texts = createMemo(() => {
    const often = Map.groupBy(known().values(), (name) => name)
    return new Map([...known()].map(([id, name]) => [id, often.get(name)!.length > 1 ? `${name} (${id})` : name]))
  })
  const idOf = (text: string) => [...texts()].find(([, shown]) => shown === text)?.[0] ?? text
  return (
    <WordFilter
      label={props.label}
      value={texts().get(props.value) ?? props.value}
      offered={[...texts().values()].sort()}
      onChange={(text) => props.onChange(idOf(text))}
    />
  )
}
