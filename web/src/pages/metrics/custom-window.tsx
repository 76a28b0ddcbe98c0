import { createSignal, createUniqueId, Show } from "solid-js"
import type { OrganizationMetrics } from "#shared/contract/metrics.ts"
import { atWallTime, instant, wallTime } from "#shared/time.ts"
import type { Changes } from "../../address.ts"
import { Button } from "../../ui/button.tsx"
import { Mark } from "../../ui/mark.tsx"
import { type Asked, wrongWith } from "./asked.ts"
import { spanWords } from "./words.ts"
import "../../ui/filter.css"
import "../../ui/float.css"

/** The last choice of the window: any stretch between two times of the organization's zone. */
export function CustomWindow(props: {
  asked: Asked
  data: OrganizationMetrics | undefined
  set: (changes: Changes) => void
}) {
  const id = createUniqueId()
  const [problem, setProblem] = createSignal<string>()
  let panel!: HTMLFormElement
  let start!: HTMLInputElement
  let end!: HTMLInputElement
  const zone = () => props.data?.window.timeZone ?? "UTC"
  const now = () => props.data?.asOf ?? instant(Date.now())
  const on = () => typeof props.asked.window !== "string"
  const shown = (which: "from" | "to") => {
    const { window } = props.asked
    const at = typeof window === "string" ? props.data?.window[which] : window[which]
    return at ? wallTime(at, zone()) : ""
  }
  const choose = (event: SubmitEvent) => {
    event.preventDefault()
    const [from, to] = [start.value.slice(0, 16), end.value.slice(0, 16)]
    const wrong = wrongWith(from, to, wallTime(now(), zone()))
    setProblem(wrong)
    if (wrong) return
    panel.hidePopover()
    props.set({ window: undefined, from: atWallTime(from, zone()), to: atWallTime(to, zone()) })
  }
  /** The fields say what is looked at whenever they are opened; while they are open, news do not change them. */
  const onToggle = (event: ToggleEvent) => {
    if (event.newState !== "open") return
    setProblem(undefined)
    start.value = shown("from")
    end.value = shown("to")
  }
  const text = () => (on() && props.data?.window.name === null ? spanWords(props.data) : "Custom")
  return (
    <>
      <button type="button" popovertarget={id} aria-current={on() ? "true" : undefined}>
        {text()}
      </button>
      <form
        data-component="days"
        popover="auto"
        id={id}
        role="dialog"
        aria-label="Custom window"
        novalidate
        ref={panel}
        onBeforeToggle={onToggle}
        onSubmit={choose}
      >
        <label>
          <span>From</span>
          <input type="datetime-local" ref={start} />
        </label>
        <label>
          <span>To</span>
          <input type="datetime-local" ref={end} />
        </label>
        <p role={problem() ? "alert" : undefined} data-status={problem() ? "fail" : undefined}>
          <Show when={problem()} fallback={<>Times of {zone()}; the end is not in it.</>}>
            <Mark status="fail" />
            {problem()}
          </Show>
        </p>
        <Button kind="primary" type="submit">
          Show this time
        </Button>
      </form>
    </>
  )
}
