import { type JSX, Show } from "solid-js"
import type { Instant } from "#shared/time.ts"
import type { Feed, FeedPage } from "../feed.ts"
import { FeedRows } from "./feed-rows.tsx"
import { NoRows, WayOut } from "./no-rows.tsx"
import { Empty } from "./state.tsx"
import type { Column } from "./table.tsx"
import { Time } from "./time.tsx"

interface KeptPage<Row> extends FeedPage<Row> {
  /** Everything newer was looked at when the page stopped short; null when it is full, or the list ends. */
  scannedThrough: Instant | null
  keptFrom: Instant
}

/** The rows of a feed that are kept for some days only, and of which one page looks only so far back: both are said. */
export function KeptFeed<Row>(props: {
  of: Feed<Row, KeptPage<Row>>
  /** What the rows are: `Requests`, and what one is: `request`. */
  label: string
  one: string
  columns: readonly Column<Row>[]
  detail: (row: Row) => JSX.Element
  /** How many filters besides the time narrow the list. */
  filterCount: number
  clear: string
  /** Where only the time is not narrowed any more; undefined when it is not. */
  anyTime: string | undefined
  /** How long rows are kept, said where a time has none. */
  timeText: string
  /** What is said where there never was a row. */
  none: JSX.Element
}) {
  const through = () => props.of.query.data()?.scannedThrough
  const further = () => props.of.pages().next
  return (
    <FeedRows
      of={props.of}
      label={props.label}
      one={props.one}
      columns={props.columns}
      detail={props.detail}
      next={through() ? "Continue" : "Earlier"}
      reach={
        <Show when={through()} fallback={<KeptFrom at={props.of.query.data()?.keptFrom} />}>
          {(at) => (
            <>
              ; scanned through <Time at={at()} />
            </>
          )}
        </Show>
      }
      none={
        <Show
          when={through()}
          fallback={
            <NoRows
              one={props.one}
              noneInTime={`No ${props.label.toLowerCase()} in this time`}
              timeText={props.timeText}
              filterCount={props.filterCount}
              clear={props.clear}
              anyTime={props.anyTime}
              further={further()}
            >
              {props.none}
            </NoRows>
          }
        >
          {(at) => <NoneYet one={props.one} through={at()} further={further() ?? ""} clear={props.clear} />}
        </Show>
      }
    />
  )
}

/** From when rows are kept one by one. */
const KeptFrom = (props: { at: Instant | undefined }) => (
  <Show when={props.at}>
    {(at) => (
      <>
        ; kept from <Time at={at()} as="date" />
      </>
    )}
  </Show>
)

/** Nothing was found as far back as one page looks: how far that is, and the way on. */
function NoneYet(props: { one: string; through: Instant; further: string; clear: string }) {
  return (
    <Empty
      icon="columns"
      title={`No ${props.one} found yet`}
      text={
        <>
          Scanned through <Time at={props.through} />; what is older was not looked at.
        </>
      }
    >
      <WayOut href={props.further}>Continue</WayOut>
      {props.clear && <a href={props.clear}>Clear filters</a>}
    </Empty>
  )
}
