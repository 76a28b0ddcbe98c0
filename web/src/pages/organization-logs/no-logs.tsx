import { Copy } from "../../ui/copy.tsx"
import { NoRows } from "../../ui/no-rows.tsx"
import { Empty } from "../../ui/state.tsx"

/** A log without a row: no call ever, none in this time, or none that matches; each with its next step. */
export function NoLogs(props: {
  filterCount: number
  clear: string
  anyTime: string | undefined
  further: string | undefined
}) {
  return (
    <NoRows
      one="request"
      noneInTime="No requests in this time"
      timeText="Requests are kept 35 days; what they add up to is kept for good."
      filterCount={props.filterCount}
      clear={props.clear}
      anyTime={props.anyTime}
      further={props.further}
    >
      <Empty
        title="No requests yet"
        text={
          <>
            A request stands here once the product tells <code>usage.recorded</code> with this organization's id, or
            sends its spans of model calls.
          </>
        }
      >
        <Copy text={`${location.origin}/v1/events`} label="the events address" shown="Copy the events address" />
      </Empty>
    </NoRows>
  )
}
