import { Copy } from "../../ui/copy.tsx"
import { Empty } from "../../ui/state.tsx"

/** There never was a call: what has to tell the first. */
export function NoLogs() {
  return (
    <Empty
      title="No requests yet"
      text={
        <>
          A request stands here once the product tells <code>usage.recorded</code> with this organization's id, or sends
          its spans of model calls.
        </>
      }
    >
      <Copy text={`${location.origin}/v1/events`} label="the events address" shown="Copy the events address" />
    </Empty>
  )
}
