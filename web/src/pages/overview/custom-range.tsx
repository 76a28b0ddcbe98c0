import { useNavigate } from "@solidjs/router"
import { createSignal, createUniqueId, Show } from "solid-js"
import { addDays, type Day } from "#shared/time.ts"
import type { Changes } from "../../address.ts"
import { zone } from "../../reporting.ts"
import { Button } from "../../ui/button.tsx"
import { Mark } from "../../ui/mark.tsx"
import { CUSTOM, type Range, wrongWith } from "./window.ts"
import "../../ui/filter.css"
import "../../ui/float.css"

/** The last choice of the range: any stretch of days, up to today or to a day that is over. */
export function CustomRange(props: { range: Range; to: Day; today: Day; href: (changes: Changes) => string }) {
  const id = createUniqueId()
  const navigate = useNavigate()
  const [problem, setProblem] = createSignal<string>()
  let panel!: HTMLFormElement
  let start!: HTMLInputElement
  let end!: HTMLInputElement
  const on = () => props.range.name === CUSTOM
  const choose = (event: SubmitEvent) => {
    event.preventDefault()
    const [from, to] = [start.value, end.value]
    const wrong = wrongWith(from, to, props.today)
    setProblem(wrong)
    if (wrong) return
    panel.hidePopover()
    const asOf = to === props.today ? undefined : to
    navigate(props.href({ range: undefined, from, asOf }), { scroll: false, resolve: false })
  }
  return (
    <>
      <button type="button" popovertarget={id} aria-current={on() ? "true" : undefined}>
        {on() ? props.range.said : "Custom"}
      </button>
      <form
        data-component="days"
        popover="auto"
        id={id}
        role="dialog"
        aria-label="Custom range"
        novalidate
        ref={panel}
        onSubmit={choose}
      >
        <label>
          <span>From</span>
          <input type="date" ref={start} max={props.today} value={addDays(props.to, 1 - props.range.days)} />
        </label>
        <label>
          <span>To</span>
          <input type="date" ref={end} max={props.today} value={props.to} />
        </label>
        <p role={problem() ? "alert" : undefined} data-status={problem() ? "fail" : undefined}>
          <Show when={problem()} fallback={<>Days of {zone()}, both included.</>}>
            <Mark status="fail" />
            {problem()}
          </Show>
        </p>
        <Button kind="primary" type="submit">
          Show these days
        </Button>
      </form>
    </>
  )
}
