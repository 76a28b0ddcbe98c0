import { createEffect, createMemo, createSignal, createUniqueId, For, on, onMount, Show } from "solid-js"
import { countOf } from "../format.ts"
import { Icon, type IconName } from "./icon.tsx"
import { Key } from "./key.tsx"
import "./picker.css"

/** One thing to pick. */
export interface Option {
  id: string
  text: string
  icon?: IconName
  note?: string
  keys?: readonly string[]
  onPick: () => void
}
export interface OptionGroup {
  title: string
  options: readonly Option[]
}

/** A text field over a list of what it finds, moved with the arrow keys, picked with Enter. */
export function Picker(props: {
  label: string
  placeholder: string
  value: string
  onInput: (value: string) => void
  groups: readonly OptionGroup[]
  /** More may still come. */
  searching?: boolean
  /** What to say when nothing is found. */
  nothing?: string
}) {
  const id = createUniqueId()
  // Asked for once per change: an option is known by its identity.
  const groups = createMemo(() => props.groups.filter(({ options }) => options.length > 0))
  const flat = createMemo(() => groups().flatMap(({ options }) => options))
  // What the reader moved to stays chosen when more is found above it; otherwise it is the first.
  const [movedTo, setMovedTo] = createSignal<string>()
  createEffect(
    on(
      () => props.value,
      () => setMovedTo(undefined),
    ),
  )
  const chosen = createMemo(() => flat().find((option) => option.id === movedTo()) ?? flat()[0])
  const optionId = (option: Option) => `${id}-${option.id}`
  let list: HTMLDivElement | undefined
  let input!: HTMLInputElement
  onMount(() => input.focus())

  const move = (by: 1 | -1) => {
    const to = flat().indexOf(chosen()!) + by
    setMovedTo(flat().at(to === flat().length ? 0 : to)?.id)
    list?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" })
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return
    if (event.key === "ArrowDown") move(1)
    else if (event.key === "ArrowUp") move(-1)
    else if (event.key === "Enter") chosen()?.onPick()
    else return
    event.preventDefault()
  }

  return (
    <div data-component="picker">
      <label>
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          ref={input}
          autocomplete="off"
          spellcheck={false}
          aria-label={props.label}
          aria-autocomplete="list"
          aria-expanded={flat().length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={chosen() ? optionId(chosen()!) : undefined}
          placeholder={props.placeholder}
          value={props.value}
          onInput={(event) => props.onInput(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
        <Key>esc</Key>
      </label>
      <Show when={flat().length > 0}>
        <div role="listbox" id={`${id}-list`} aria-label={props.label} ref={list}>
          <For each={groups()}>
            {(group) => (
              <div role="group" aria-label={group.title}>
                <h3 role="presentation">{group.title}</h3>
                <For each={group.options}>
                  {(option) => (
                    <div
                      role="option"
                      id={optionId(option)}
                      aria-selected={chosen() === option}
                      onPointerMove={() => setMovedTo(option.id)}
                      onClick={() => option.onPick()}
                    >
                      <Show when={option.icon}>{(icon) => <Icon name={icon()} />}</Show>
                      <span data-part="text">{option.text}</span>
                      <span data-end="">
                        {option.note}
                        <For each={option.keys ?? []}>{(key) => <Key>{key}</Key>}</For>
                      </span>
                    </div>
                  )}
                </For>
              </div>
            )}
          </For>
        </div>
      </Show>
      <footer>
        <span>
          <Key>↑</Key>
          <Key>↓</Key> move
        </span>
        <span>
          <Key>↵</Key> open
        </span>
        <span role="status">
          {props.searching
            ? "Searching…"
            : flat().length === 0
              ? (props.nothing ?? "Nothing matches")
              : countOf(flat().length, "result")}
        </span>
      </footer>
    </div>
  )
}
