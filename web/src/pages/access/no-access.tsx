import { Match, Show, Switch } from "solid-js"
import { Empty } from "../../ui/state.tsx"

/** An access log without a row: nothing read yet, nothing in this time, or nothing that matches; each with its next step. */
export function NoAccess(props: {
  /** How many filters besides the time narrow the list. */
  filterCount: number
  /** Where the list is not narrowed. */
  clear: string
  /** Where only the time is not narrowed any more; undefined when it is not. */
  anyTime: string | undefined
  further: string | undefined
}) {
  return (
    <Switch
      fallback={
        <Empty
          title="Nothing was read yet"
          text="The first page of a person or of money that staff opens stands here within a minute."
        />
      }
    >
      <Match when={props.filterCount > 0}>
        <Empty
          icon="columns"
          title={
            props.filterCount === 1
              ? "No reading matches this filter"
              : `No reading matches these ${props.filterCount} filters`
          }
          {...(props.anyTime ? { text: "Only this time was looked at." } : {})}
        >
          <a data-component="button" data-kind="secondary" href={props.clear}>
            Clear filters
          </a>
          <Show when={props.anyTime}>{(href) => <a href={href()}>Any time</a>}</Show>
          <Show when={props.further}>{(href) => <a href={href()}>Look further back</a>}</Show>
        </Empty>
      </Match>
      <Match when={props.anyTime}>
        {(href) => (
          <Empty icon="columns" title="Nothing was read in this time">
            <a data-component="button" data-kind="secondary" href={href()}>
              Any time
            </a>
          </Empty>
        )}
      </Match>
    </Switch>
  )
}
