import {
  createEffect,
  createSignal,
  createUniqueId,
  For,
  type JSX,
  on,
  onCleanup,
  type ParentProps,
  Show,
} from "solid-js"
import { dayText } from "../format.ts"
import { Icon } from "./icon.tsx"
import "./filter.css"
import "./float.css"

const WAIT_MS = 250

/** The line of filters over a list; `end` holds what is done with the list: columns, export. */
export function Filters(props: ParentProps<{ clear?: string | undefined; end?: JSX.Element }>) {
  return (
    <div data-component="filters" role="search">
      {props.children}
      <Show when={props.clear}>
        {(href) => (
          <a href={href()} noScroll>
            Clear filters
          </a>
        )}
      </Show>
      <Show when={props.end}>{(end) => <div data-end="">{end()}</div>}</Show>
    </div>
  )
}

/** A list with its filters over it. */
export function Listing(props: ParentProps) {
  return <div data-component="listing">{props.children}</div>
}

/** A field to search in; what is typed is taken a moment after the last key. `offered` are words it proposes. */
export function TextFilter(props: {
  label: string
  placeholder?: string
  value: string
  onChange: (value: string) => void
  kind?: "search"
  offered?: readonly string[]
}) {
  const id = createUniqueId()
  const [typed, setTyped] = createSignal(props.value)
  let timer: ReturnType<typeof setTimeout> | undefined
  // What the address says wins, unless somebody is typing.
  createEffect(
    on(
      () => props.value,
      (value) => timer === undefined && setTyped(value),
      { defer: true },
    ),
  )
  onCleanup(() => clearTimeout(timer))
  const take = (value: string, wait: number) => {
    setTyped(value)
    clearTimeout(timer)
    timer = setTimeout(() => {
      timer = undefined
      if (value !== props.value) props.onChange(value)
    }, wait)
  }
  return (
    <label data-component="filter" data-kind={props.kind ?? "text"} data-on={props.value ? "" : undefined}>
      <Show when={props.kind === "search"} fallback={<span>{props.label}</span>}>
        <Icon name="search" size="small" />
      </Show>
      <input
        type="search"
        aria-label={props.label}
        placeholder={props.placeholder ?? (props.kind === "search" ? props.label : "any")}
        value={typed()}
        list={props.offered ? id : undefined}
        autocomplete="off"
        spellcheck={false}
        maxlength="200"
        onInput={(event) => take(event.currentTarget.value.trim(), WAIT_MS)}
        onKeyDown={(event) => event.key === "Enter" && take(typed(), 0)}
      />
      <Show when={props.offered}>
        {(offered) => (
          <datalist id={id}>
            <For each={offered()}>{(one) => <option value={one} />}</For>
          </datalist>
        )}
      </Show>
    </label>
  )
}

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
