import { createSignal, createUniqueId, type JSX, type ParentProps, Show } from "solid-js"
import { Button } from "./button.tsx"
import { Mark } from "./mark.tsx"
import "./filter.css"
import "./float.css"

/** The last choice of a page's time: any stretch between two moments or days. */
export function CustomSpan(props: {
  label: string
  /** What the choice says, and whether it is the one taken. */
  text: string
  on: boolean
  type: "date" | "datetime-local"
  max?: string
  from: string
  to: string
  hint: JSX.Element
  button: string
  /** What is wrong with a stretch, for who chose it. */
  wrongWith: (from: string, to: string) => string | undefined
  onChoose: (from: string, to: string) => void
}) {
  const id = createUniqueId()
  const [problem, setProblem] = createSignal<string>()
  let panel!: HTMLFormElement
  let start!: HTMLInputElement
  let end!: HTMLInputElement
  const choose = (event: SubmitEvent) => {
    event.preventDefault()
    // A moment may bring its seconds, which are not asked for.
    const [from, to] = [start.value.slice(0, 16), end.value.slice(0, 16)]
    const wrong = props.wrongWith(from, to)
    setProblem(wrong)
    if (wrong) return
    panel.hidePopover()
    props.onChoose(from, to)
  }
  /** The fields say what is looked at whenever they are opened; while they are open, news do not change them. */
  const onToggle = (event: ToggleEvent) => {
    if (event.newState !== "open") return
    setProblem(undefined)
    start.value = props.from
    end.value = props.to
  }
  return (
    <>
      <button type="button" popovertarget={id} aria-current={props.on ? "true" : undefined}>
        {props.text}
      </button>
      <form
        data-component="days"
        popover="auto"
        id={id}
        role="dialog"
        aria-label={props.label}
        novalidate
        ref={panel}
        onBeforeToggle={onToggle}
        onSubmit={choose}
      >
        <label>
          <span>From</span>
          <input type={props.type} ref={start} max={props.max} />
        </label>
        <label>
          <span>To</span>
          <input type={props.type} ref={end} max={props.max} />
        </label>
        <SpanHint problem={problem()}>{props.hint}</SpanHint>
        <Button kind="primary" type="submit">
          {props.button}
        </Button>
      </form>
    </>
  )
}

/** What the fields of a stretch mean, or what is wrong with what they say. */
export const SpanHint = (props: ParentProps<{ problem: string | undefined }>) => (
  <p role={props.problem ? "alert" : undefined} data-status={props.problem ? "fail" : undefined}>
    <Show when={props.problem} fallback={props.children}>
      <Mark status="fail" />
      {props.problem}
    </Show>
  </p>
)
