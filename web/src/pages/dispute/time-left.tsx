import { For, Match, Show, Switch } from "solid-js"
import { type Day, dayOf, daysBetween, daysFrom, instant } from "#shared/time.ts"
import { DISPUTE_DEFINITIONS } from "#shared/payments/definitions.ts"
import type { DisputeDetail } from "../../data/disputes.ts"
import { countText, dayText } from "../../format.ts"
import { nowMs, zone } from "../../reporting.ts"
import { How } from "../../ui/how.tsx"
import { Section } from "../../ui/section.tsx"
import { Card, Sheet } from "../../ui/sheet.tsx"
import { Time } from "../../ui/time.tsx"
import { DisputeStatusWord, leftOf } from "../disputes/words.tsx"

const { daysLeft } = DISPUTE_DEFINITIONS
/** More days than that are no strip any more. */
const DAYS_MAX = 45
/** So many days before the last one are marked. */
const NEAR_DAYS = 2

/** How long the dispute can still be answered, and the days from its opening until then. */
export function TimeLeft(props: { of: DisputeDetail }) {
  return (
    <Section
      title="Time to answer"
      span={7}
      end={
        <How of="days left" window={daysLeft.window} rows={daysLeft.source}>
          {daysLeft.definition}
        </How>
      }
    >
      <Sheet>
        <Card>
          <div data-part="left">
            <Figure of={props.of} />
            <Show when={props.of.dueAt}>
              {(at) => (
                <span data-tone="3" data-part="due">
                  due <Time at={at()} />
                </span>
              )}
            </Show>
          </div>
          <Show when={props.of.dueAt && ["days", "hours"].includes(leftOf(props.of).kind)}>
            <Strip of={props.of} />
          </Show>
        </Card>
      </Sheet>
    </Section>
  )
}

function Figure(props: { of: DisputeDetail }) {
  const left = () => leftOf(props.of)
  const count = () => (left() as { count: number }).count
  return (
    <Switch
      fallback={
        <>
          <DisputeStatusWord of={props.of.status} />
          <span data-tone="2">{props.of.answered ? "answered; the bank decides" : "nothing is to be answered"}</span>
        </>
      }
    >
      <Match when={left().kind === "days" || left().kind === "hours"}>
        <span data-component="sum">{countText(count())}</span>
        <span data-tone="2">
          {left().kind === "days" ? (count() === 1 ? "day" : "days") : count() === 1 ? "hour" : "hours"} left
        </span>
      </Match>
      <Match when={left().kind === "missed"}>
        <span data-component="sum" data-status="fail">
          missed
        </span>
        <span data-tone="2">Nothing was submitted in time: the dispute is lost by default.</span>
      </Match>
      <Match when={left().kind === "impossible"}>
        <span data-component="sum">–</span>
        <span data-tone="2">No response possible: Stripe names no due time.</span>
      </Match>
    </Switch>
  )
}

type Step = "past" | "now" | "open" | "near" | "last"

/** A bar for each day from the opening to the due day; what has gone is flat, today is brass, the last days rise. */
function Strip(props: { of: DisputeDetail }) {
  const today = (): Day => dayOf(instant(nowMs()), zone())
  const days = (): Day[] => {
    const last = dayOf(props.of.dueAt!, zone())
    const first = dayOf(props.of.at, zone())
    return first <= last && daysBetween(first, last) < DAYS_MAX ? daysFrom(first, last) : []
  }
  const stepOf = (day: Day, nth: number): Step => {
    if (day < today()) return "past"
    if (day === today()) return "now"
    if (nth === days().length - 1) return "last"
    return nth >= days().length - 1 - NEAR_DAYS ? "near" : "open"
  }
  const share = () => 100 / days().length
  const words = () => {
    const nth = days().indexOf(today())
    return `${nth < 0 ? "" : `Day ${nth + 1} of ${days().length}. `}Opened on ${dayText(days()[0]!)}, due on ${dayText(days().at(-1)!)}.`
  }
  return (
    <Show when={days().length > 1}>
      <svg data-component="daysleft" width="100%" height="18" role="img" aria-label={words()}>
        <For each={days()}>
          {(day, nth) => (
            <rect
              data-step={stepOf(day, nth())}
              x={`${nth() * share()}%`}
              width={`${share() * 0.9}%`}
              y={HEIGHTS[stepOf(day, nth())]}
              height={18 - HEIGHTS[stepOf(day, nth())]}
              rx="1"
            />
          )}
        </For>
      </svg>
      <p data-part="ends" aria-hidden="true">
        <span>{dayText(days()[0]!, today())}</span>
        <span>{dayText(days().at(-1)!, today())}</span>
      </p>
    </Show>
  )
}
/** From the top, in pixels of 18. */
const HEIGHTS: Record<Step, number> = { past: 13, now: 9, open: 9, near: 5, last: 0 }
