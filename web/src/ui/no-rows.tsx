import { type JSX, Match, type ParentProps, Show, Switch } from "solid-js"
import type { Instant } from "#shared/time.ts"
import { Empty } from "./state.tsx"
import { Time } from "./time.tsx"

/** Nothing matches: how many filters stand in the way, and the way out; further ways in `children`. */
export function NoMatch(props: ParentProps<{ one: string; filterCount: number; text?: JSX.Element; clear: string }>) {
  const filters = () => (props.filterCount === 1 ? "this filter" : `these ${props.filterCount} filters`)
  return (
    <Empty icon="columns" title={`No ${props.one} matches ${filters()}`} text={props.text}>
      <WayOut href={props.clear}>Clear filters</WayOut>
      {props.children}
    </Empty>
  )
}

/** A feed without a row: nothing that matches, nothing in this time, or nothing ever (`children`); each with its next step. */
export function NoRows(
  props: ParentProps<{
    one: string
    /** How many filters besides the time narrow the list. */
    filterCount: number
    /** What is to be said of the rows that do not match. */
    text?: JSX.Element
    noneInTime: string
    timeText?: string
    /** Where the list is not narrowed. */
    clear: string
    /** Where only the time is not narrowed any more; undefined when it is not. */
    anyTime: string | undefined
    /** How far back was looked for what matches; unsaid, or null, everything was. */
    scannedTo?: Instant | null
    /** Where the rows before those that were looked at are. */
    further: string | undefined
  }>,
) {
  return (
    <Switch fallback={props.children}>
      <Match when={props.filterCount > 0}>
        <NoMatch
          one={props.one}
          filterCount={props.filterCount}
          text={
            props.scannedTo ? (
              <NoneSince at={props.scannedTo} />
            ) : (
              (props.text ?? (props.anyTime && "Only this time was looked at."))
            )
          }
          clear={props.clear}
        >
          <Show when={props.anyTime}>{(href) => <a href={href()}>Any time</a>}</Show>
          <Show when={props.further}>{(href) => <a href={href()}>Look further back</a>}</Show>
        </NoMatch>
      </Match>
      <Match when={props.anyTime}>
        {(href) => (
          <Empty icon="columns" title={props.noneInTime} text={props.timeText}>
            <WayOut href={href()}>Any time</WayOut>
          </Empty>
        )}
      </Match>
    </Switch>
  )
}

const NoneSince = (props: { at: Instant }) => (
  <>
    None since <Time at={props.at} />; older ones were not looked at yet.
  </>
)

/** The first of the ways out of an empty list. */
export const WayOut = (props: ParentProps<{ href: string }>) => (
  <a data-component="button" data-kind="secondary" href={props.href}>
    {props.children}
  </a>
)
