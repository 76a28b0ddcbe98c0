import { createSignal, createUniqueId } from "solid-js"
import { atWallTime, type Instant, msOf, wallTime } from "#shared/time.ts"
import { nowMs, zone } from "../reporting.ts"
import { ANY_TIME, isNarrowed, LASTS, type TimeAsked, timeText } from "../time-asked.ts"
import { SpanHint } from "./custom-span.tsx"
import { Icon } from "./icon.tsx"
import { Choice } from "./segments.tsx"
import "./filter.css"
import "./float.css"

const CHOICES = [{ value: "", text: "Any" }, ...LASTS.map(({ name, text }) => ({ value: name as string, text }))]
const WALL_MAX = "9999-12-31T23:59"

/** A stretch of time: one that ends now, or one between two moments of the reporting zone, open at either end. */
export function TimeFilter(props: { label: string; asked: TimeAsked; onChange: (asked: TimeAsked) => void }) {
  const id = createUniqueId()
  const [problem, setProblem] = createSignal<string>()
  let start!: HTMLInputElement
  let end!: HTMLInputElement
  const shown = (at: string) => (at === "" || Number.isNaN(msOf(at)) ? "" : wallTime(at, zone()))
  const chosen = () => (isNarrowed(props.asked) ? props.asked.last : "")
  const isBetween = () => props.asked.from !== "" || props.asked.to !== ""
  const choose = (last: string) => {
    setProblem(undefined)
    props.onChange({ ...ANY_TIME, last })
  }
  const takeBoth = () => {
    const [from, to] = [instantOf(start, props.asked.from), instantOf(end, props.asked.to)]
    const isBackwards = from !== "" && to !== "" && from >= to
    setProblem(isBackwards ? "The end comes after the start." : undefined)
    if (!isBackwards) props.onChange({ last: "", from, to })
  }
  /** A field that was left alone keeps its seconds. */
  const instantOf = ({ value }: HTMLInputElement, held: string): Instant | "" => {
    if (value === "" || value > WALL_MAX) return ""
    return value === shown(held) ? held : atWallTime(value.slice(0, 16), zone())
  }
  return (
    <>
      <button
        type="button"
        data-component="filter"
        data-kind="time"
        data-on={isNarrowed(props.asked) ? "" : undefined}
        popovertarget={id}
      >
        <span>{props.label}</span>
        <b>{timeText(props.asked, zone(), nowMs())}</b>
        <Icon name="down" size="small" />
      </button>
      <div data-component="days" popover="auto" id={id} role="dialog" aria-label={props.label}>
        <Choice
          label="Up to now"
          name={`${id}-last`}
          value={isBetween() ? "between" : chosen()}
          items={CHOICES}
          onChoose={choose}
        />
        <label>
          <span>From</span>
          <input type="datetime-local" ref={start} max={WALL_MAX} value={shown(props.asked.from)} onChange={takeBoth} />
        </label>
        <label>
          <span>To</span>
          <input type="datetime-local" ref={end} max={WALL_MAX} value={shown(props.asked.to)} onChange={takeBoth} />
        </label>
        <SpanHint problem={problem()}>Times of {zone()}; the end is not in it.</SpanHint>
      </div>
    </>
  )
}
