import {
  createEffect,
  createMemo,
  createSignal,
  createUniqueId,
  For,
  type JSX,
  on,
  onCleanup,
  type ParentProps,
  Show,
} from "solid-js"
import type { ViewList } from "../data/views.ts"
import { Icon } from "./icon.tsx"
import { Views } from "./views.tsx"
import "./filter.css"

const WAIT_MS = 250

/** The line of filters over a list; `views` names the list whose views are saved, `end` holds what is done with it: columns, export. */
export function Filters(props: ParentProps<{ views?: ViewList; clear?: string | undefined; end?: JSX.Element }>) {
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
      <Show when={props.end || props.views}>
        <div data-end="">
          <Show when={props.views}>{(list) => <Views list={list()} />}</Show>
          {props.end}
        </div>
      </Show>
    </div>
  )
}

/** A list with its filters over it. */
export function Listing(props: ParentProps) {
  return <div data-component="listing">{props.children}</div>
}

/** A field to search in; what is typed is taken a moment after the last key. */
export function SearchFilter(props: {
  label: string
  placeholder: string
  value: string
  onChange: (value: string) => void
}) {
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
      if (value.trim() !== props.value) props.onChange(value.trim())
    }, wait)
  }
  return (
    <label data-component="filter" data-kind="search" data-on={props.value ? "" : undefined}>
      <Icon name="search" size="small" />
      <input
        type="search"
        aria-label={props.label}
        placeholder={props.placeholder}
        value={typed()}
        autocomplete="off"
        spellcheck={false}
        maxlength="200"
        onInput={(event) => take(event.currentTarget.value, WAIT_MS)}
        onKeyDown={(event) => event.key === "Enter" && take(event.currentTarget.value, 0)}
      />
    </label>
  )
}

/** A word that must match whole, with the words known so far to choose from; taken when it is one of them, or with Enter. */
export function WordFilter(props: {
  label: string
  value: string
  /** What an empty one stands for. */
  any?: string
  offered: readonly string[]
  onChange: (value: string) => void
}) {
  const id = createUniqueId()
  const take = (value: string) => {
    if (value !== props.value) props.onChange(value)
  }
  return (
    <label data-component="filter" data-kind="text" data-on={props.value ? "" : undefined}>
      <span>{props.label}</span>
      <input
        type="search"
        aria-label={props.label}
        placeholder={props.any ?? "any"}
        value={props.value}
        list={id}
        autocomplete="off"
        spellcheck={false}
        maxlength="100"
        onInput={({ currentTarget: { value } }) => {
          if (value === "" || props.offered.includes(value)) take(value)
        }}
        onChange={({ currentTarget: { value } }) => take(value.trim())}
      />
      <datalist id={id}>
        <For each={props.offered}>{(one) => <option value={one} />}</For>
      </datalist>
    </label>
  )
}

/** The words seen so far, in order: they stay on offer when a filter leaves only one of them. */
export function createOffered(words: () => readonly string[]): () => readonly string[] {
  return createMemo((before: readonly string[]) => [...new Set([...before, ...words()])].sort(), [])
}
