import { Copy } from "../../ui/copy.tsx"
import { Empty } from "../../ui/state.tsx"

/** There never was a generation: what has to tell the first. */
export function NoGenerations() {
  return (
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
  )
}
