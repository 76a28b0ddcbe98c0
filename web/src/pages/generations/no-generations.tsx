import { Copy } from "../../ui/copy.tsx"
import { NoRows } from "../../ui/no-rows.tsx"
import { Empty } from "../../ui/state.tsx"

/** A list without a row: no generation ever, none in this time, or none that matches; each with its next step. */
export function NoGenerations(props: {
  filterCount: number
  clear: string
  anyTime: string | undefined
  further: string | undefined
}) {
  return (
    <NoRows
      one="generation"
      noneInTime="No generations in this time"
      timeText="Generations are kept one by one for 35 days."
      filterCount={props.filterCount}
      clear={props.clear}
      anyTime={props.anyTime}
      further={props.further}
    >
      <Empty
        title="No generations yet"
        text={
          <>
            A generation stands here once the product tells <code>generation.completed</code>, with an ingest key.
          </>
        }
      >
        <a href="/admin/settings/ingest-keys">Ingest keys</a>
        <Copy text={`${location.origin}/v1/events`} label="the events address" shown="Copy the events address" />
      </Empty>
    </NoRows>
  )
}
