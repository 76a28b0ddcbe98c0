import { createUniqueId, For } from "solid-js"
import { dayText } from "../format.ts"
import { Icon } from "./icon.tsx"
import "./filter.css"
import "./float.css"

/** A choice among few; the empty value means any. */
export function SelectFilter(props: {
  label: string
  value: string
  items: readonly { value: string; text: string }[]
  onChange: (value: string) => void
}) {
  return (
    <label data-component="filter" data-kind="select" data-on={props.value ? "" : undefined}>
      <span>{props.label}</span>
      <select
        aria-label={props.label}
        value={props.value}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      >
        <option value="">any</option>
        <For each={props.items}>
          {(item) => (
            <option value={item.value} selected={item.value === props.value}>
              {item.text}
            </option>
          )}
        </For>
      </select>
      <Icon name="down" size="small" />
    </label>
  )
}

/** A stretch of calendar days, open at either end. */
export function DaysFilter(props: {
  label: string
  from: string
  to: string
  onChange: (days: { from: string; to: string }) => void
}) {
  const id = createUniqueId()
  const text = () => {
    if (props.from && props.to) return `${dayText(props.from)} – ${dayText(props.to)}`
    if (props.from) return `since ${dayText(props.from)}`
    return props.to ? `until ${dayText(props.to)}` : "any"
  }
  return (
    <>
      <button
        type="button"
        data-component="filter"
        data-kind="days"
        data-on={props.from || props.to ? "" : undefined}
        popovertarget={id}
      >
        <span>{props.label}</span>
        <b>{text()}</b>
        <Icon name="down" size="small" />
      </button>
      <div data-component="days" popover="auto" id={id} role="dialog" aria-label={props.label}>
        <label>
          <span>From</span>
          <input
            type="date"
            value={props.from}
            max={props.to}
            onChange={(event) => props.onChange({ from: event.currentTarget.value, to: props.to })}
          />
        </label>
        <label>
          <span>To</span>
          <input
            type="date"
            value={props.to}
            min={props.from}
            onChange={(event) => props.onChange({ from: props.from, to: event.currentTarget.value })}
          />
        </label>
      </div>
    </>
  )
}
