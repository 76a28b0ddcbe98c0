import { type JSX, Match, Show, Switch } from "solid-js"
import type { Change } from "#shared/contract/overview.ts"
import type { Day } from "#shared/time.ts"
import { countText, percentText } from "../../format.ts"
import { Delta, toneOf } from "../../ui/delta.tsx"
import { Money } from "../../ui/money.tsx"
import { stretchText } from "./window.ts"

/** How a difference is measured: in its share of the earlier figure, in whole things, or in points of percent. */
type Measure = "share" | "count" | "points"

const MINUTE = 0.0005

/** A change that names its other side: how much, up or down, good or bad, against which days, and what it was then. */
export function Against(props: {
  change: Change
  measure: Measure
  more: "good" | "bad"
  near: Day
  /** The currency when the figure is an amount: what is said when there is no share, because the earlier figure was zero. */
  currency?: string
  /** What is said before the earlier figure, whether there is one or not. */
  beside?: JSX.Element
}) {
  const when = () => stretchText(props.change.from, props.change.to, props.near)
  const difference = () => props.change.difference ?? 0
  return (
    <>
      <Switch
        fallback={
          <>
            <Delta direction={difference() > 0 ? "up" : "down"} tone={toneOf(difference(), props.more)}>
              <Size {...props} />
            </Delta>{" "}
            <span data-nowrap="">on {when()}</span>
          </>
        }
      >
        <Match when={props.change.before === null || props.change.difference === null}>
          no figure of {when()} to compare with
        </Match>
        <Match when={difference() === 0}>same as on {when()}</Match>
      </Switch>
      <span data-part="was">
        {props.beside}
        <Show when={props.change.before !== null}>
          {props.beside ? ", " : ""}was <Was {...props} />
        </Show>
      </span>
    </>
  )
}

function Was(props: { change: Change; measure: Measure; currency?: string }) {
  const before = () => props.change.before ?? 0
  return (
    <Switch fallback={countText(before())}>
      <Match when={props.measure === "points"}>
        {percentText(before(), 2)}
        {"\u00a0"}%
      </Match>
      <Match when={props.currency}>{(currency) => <Money cents={before()} currency={currency()} />}</Match>
    </Switch>
  )
}

function Size(props: { change: Change; measure: Measure; currency?: string }) {
  const size = () => Math.abs(props.change.difference ?? 0)
  const share = () => Math.abs(props.change.ratio ?? 0)
  return (
    <Switch fallback={countText(size())}>
      <Match when={props.measure === "points"}>
        {percentText(size(), 2)}
        {"\u00a0"}pt
      </Match>
      <Match when={props.measure === "share" && props.change.ratio !== null}>
        {share() < MINUTE ? "<0.1" : percentText(share(), share() < 10 ? 1 : 0)}
        {"\u00a0"}%
      </Match>
      <Match when={props.currency}>{(currency) => <Money cents={size()} currency={currency()} />}</Match>
    </Switch>
  )
}
