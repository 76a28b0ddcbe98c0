import { SelectFilter } from "./filter-choice.tsx"
import { createNames, type Named } from "./named.ts"

/** A choice among the people seen so far; one that only the address knows stands there by the id. */
export function PersonFilter(props: {
  label: string
  value: string
  seen: readonly Named[]
  onChange: (id: string) => void
}) {
  const known = createNames(() => props.seen)
  const items = () => {
    const people = [...known()].map(([value, text]) => ({ value, text }))
    if (props.value && !known().has(props.value)) people.push({ value: props.value, text: props.value })
    return people.sort((one, other) => (one.text < other.text ? -1 : 1))
  }
  return <SelectFilter label={props.label} value={props.value} items={items()} onChange={props.onChange} />
}
