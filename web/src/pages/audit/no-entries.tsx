import { Match, Show, Switch } from "solid-js"
import { Empty } from "../../ui/state.tsx"

/** A trail without a row: no command yet, none in this time, or none that matches; each with its next step. */
export function NoEntries(props: {
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
        <Empty title="No entries yet" text="The first command, such as a replay or an export, writes the first entry.">
          <a href="/admin/organizations">Organizations</a>
          <a href="/admin/webhooks">Webhooks</a>
        </Empty>
      }
    >
      <Match when={props.filterCount > 0}>
        <Empty
          icon="columns"
          title={
            props.filterCount === 1
              ? "No entry matches this filter"
              : `No entry matches these ${props.filterCount} filters`
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
          <Empty icon="columns" title="No entries in this time">
            <a data-component="button" data-kind="secondary" href={href()}>
              Any time
            </a>
          </Empty>
        )}
      </Match>
    </Switch>
  )
}
