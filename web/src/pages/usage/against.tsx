import { Match, Show, Switch } from "solid-js"
import { countText, percentText } from "../../format.ts"
import { Delta, toneOf } from "../../ui/delta.tsx"

const SHARE_MIN = 0.0005

/**
 * A change against the window before, which it names: how much, up or down, good or bad. Without a
 * figure on both sides there is no change, and it says which one is missing.
 */
export function Against(props: {
  now: number | null
  before: number | null
  /** How a difference is measured: in its share of the earlier figure, in whole things, or in points of percent. */
  measure: "share" | "count" | "points"
  more: "good" | "bad" | "flat"
  /** The other side in words: `the 30 days before`. */
  than: string
}) {
  const difference = () => (props.now ?? 0) - (props.before ?? 0)
  return (
    <Switch
      fallback={
        <>
          <Delta direction={difference() > 0 ? "up" : "down"} tone={toneOf(difference(), props.more)}>
            <Size difference={difference()} before={props.before!} measure={props.measure} />
          </Delta>{" "}
          on {props.than}
        </>
      }
    >
      <Match when={props.now === null || props.before === null}>no figure of {props.than}</Match>
      <Match when={difference() === 0}>same as {props.than}</Match>
      <Match when={props.measure === "share" && props.before === 0}>none in {props.than}</Match>
    </Switch>
  )
}

function Size(props: { difference: number; before: number; measure: "share" | "count" | "points" }) {
  const size = () => Math.abs(props.difference)
  const share = () => size() / props.before
  return (
    <Show
      when={props.measure === "share"}
      fallback={props.measure === "points" ? `${percentText(size())}\u00a0pt` : countText(size())}
    >
      {share() < SHARE_MIN ? "<0.1" : percentText(share(), share() < 10 ? 1 : 0)}
      {"\u00a0"}%
    </Show>
  )
}
