import { createUniqueId, Index, type JSX, Show } from "solid-js"
import { Mark } from "./mark.tsx"
import "./field.css"

interface Asked {
  label: string
  help?: JSX.Element
  problem?: string | undefined
  disabled?: boolean
}

/** A field of one line of text. */
export function TextField(
  props: Asked & {
    value: string
    /** The longest text it takes, in characters. */
    max?: number
    placeholder?: string
    /** The keyboard of a phone. */
    keys?: "decimal" | "numeric"
    /** A moment of the reporting zone instead of text, as its wall shows it; or a secret, which nobody may read over a shoulder. */
    type?: "datetime-local" | "password"
    /** What it is must not be mended: an id, a name to repeat. */
    exact?: boolean
    /** What is on offer while one writes; each may be shown with a text. */
    offered?: readonly { value: string; text?: string }[]
    onChange: (value: string) => void
  },
) {
  const list = createUniqueId()
  return (
    <Field
      label={props.label}
      help={props.help}
      problem={props.problem}
      control={(ids) => (
        <>
          <input
            id={ids.id}
            type={props.type}
            aria-describedby={ids.describedBy}
            aria-invalid={ids.invalid}
            list={props.offered ? list : undefined}
            placeholder={props.placeholder}
            inputmode={props.keys}
            autocomplete={props.type === "password" ? "new-password" : "off"}
            spellcheck={props.exact ? false : undefined}
            maxlength={props.max}
            disabled={props.disabled}
            value={props.value}
            onInput={(event) => props.onChange(event.currentTarget.value)}
          />
          <Show when={props.offered}>
            <datalist id={list}>
              <Index each={props.offered}>{(one) => <option value={one().value}>{one().text}</option>}</Index>
            </datalist>
          </Show>
        </>
      )}
    />
  )
}

/** A field of many lines of text. */
export function AreaField(
  props: Asked & { value: string; rows?: number; max?: number; onChange: (value: string) => void },
) {
  return (
    <Field
      label={props.label}
      help={props.help}
      problem={props.problem}
      control={(ids) => (
        <textarea
          id={ids.id}
          rows={props.rows ?? 3}
          aria-describedby={ids.describedBy}
          aria-invalid={ids.invalid}
          maxlength={props.max}
          disabled={props.disabled}
          value={props.value}
          onInput={(event) => props.onChange(event.currentTarget.value)}
        />
      )}
    />
  )
}

/** A field whose value is one of several words, each shown by a text. */
export function SelectField<Value extends string>(
  props: Asked & {
    value: Value
    items: readonly { value: Value; text: string }[]
    onChange: (value: Value) => void
  },
) {
  return (
    <Field
      label={props.label}
      help={props.help}
      problem={props.problem}
      control={(ids) => (
        <select
          id={ids.id}
          aria-describedby={ids.describedBy}
          aria-invalid={ids.invalid}
          disabled={props.disabled}
          onChange={(event) => props.onChange(event.currentTarget.value as Value)}
        >
          <Index each={props.items}>
            {(item) => (
              <option value={item().value} selected={item().value === props.value}>
                {item().text}
              </option>
            )}
          </Index>
        </select>
      )}
    />
  )
}

/** Some of several words, each to be ticked. */
export function ChoicesField<Value extends string>(props: {
  label: string
  items: readonly { value: Value; text: string }[]
  chosen: readonly Value[]
  onChange: (chosen: Value[]) => void
}) {
  const choose = (value: Value, isChosen: boolean) =>
    props.onChange(isChosen ? [...props.chosen, value] : props.chosen.filter((one) => one !== value))
  return (
    <fieldset data-component="choices">
      <legend>{props.label}</legend>
      <Index each={props.items}>
        {(item) => (
          <label>
            <input
              type="checkbox"
              checked={props.chosen.includes(item().value)}
              onChange={(event) => choose(item().value, event.currentTarget.checked)}
            />
            {item().text}
          </label>
        )}
      </Index>
    </fieldset>
  )
}

/** A labelled control with one line of help, or the reason why its value is not right. `control` gets the ids to wear. */
function Field(props: {
  label: string
  help?: JSX.Element
  problem?: string | undefined
  control: (ids: { id: string; describedBy: string; invalid: boolean }) => JSX.Element
}) {
  const id = createUniqueId()
  return (
    <div data-component="field" data-status={props.problem ? "fail" : undefined}>
      <label for={id}>{props.label}</label>
      {props.control({
        id,
        describedBy: `${id}-help`,
        get invalid() {
          return props.problem !== undefined
        },
      })}
      <p id={`${id}-help`} role={props.problem ? "alert" : undefined}>
        <Show when={props.problem} fallback={props.help}>
          <Mark status="fail" />
          {props.problem}
        </Show>
      </p>
    </div>
  )
}
