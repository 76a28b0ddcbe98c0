import { Match, Show, Switch } from "solid-js"
import { liveUsers } from "../../data/users.ts"
import { countText } from "../../format.ts"
import { Copy } from "../../ui/copy.tsx"
import { NoMatch, WayOut } from "../../ui/no-rows.tsx"
import { Empty } from "../../ui/state.tsx"

interface Narrowed {
  /** How many filters narrow the directory. */
  filterCount: number
  /** Where only the days are not narrowed any more; undefined when they are not. */
  days: string | undefined
  /** Where the directory is not narrowed. */
  clear: string
  /** The reader's search leaves e-mails out. */
  masked: boolean
}

/** A directory without a row: nobody was ever told, nobody of these days, or nobody who matches; each with its next step. */
export function NoUsers(props: Narrowed) {
  return (
    <Switch fallback={<NeverAny />}>
      <Match when={props.filterCount === 1 && props.days}>
        {(href) => (
          <Empty title="No user registered in these days" text={<Others one />}>
            <WayOut href={href()}>Any day</WayOut>
          </Empty>
        )}
      </Match>
      <Match when={props.filterCount > 0}>
        <NoMatch
          one="user"
          filterCount={props.filterCount}
          clear={props.clear}
          text={
            <>
              <Others one={props.filterCount === 1} /> Search looks in{" "}
              {props.masked ? "name and id" : "name, id and e-mail"}.
            </>
          }
        >
          <Show when={props.days}>{(href) => <a href={href()}>Any day</a>}</Show>
        </NoMatch>
      </Match>
    </Switch>
  )
}

/** How many there are without the filters. */
function Others(props: { one: boolean }) {
  const all = liveUsers(() => ({ limit: 1 }))
  return (
    <Show when={all.data()}>
      {(data) => (
        <>
          Without {props.one ? "it" : "them"} there are {countText(data().total)}.
        </>
      )}
    </Show>
  )
}

const NeverAny = () => (
  <Empty
    title="No users yet"
    text="They appear here with the product's first user event, or when an organization gets a member."
  >
    <Copy text={`${location.origin}/v1/events`} label="the events address" />
    <a href="/admin/operations/overview">How to send a first event</a>
  </Empty>
)
