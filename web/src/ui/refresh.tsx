import { createSignal } from "solid-js"
import type { Instant } from "#shared/time.ts"
import type { LiveQuery } from "../live-query.ts"
import { Button } from "./button.tsx"

/** Asks again. It says that it is busy only when the reader asked: news also ask, and nothing may flicker for them. */
export function Refresh(props: { of: Pick<LiveQuery<unknown>, "loading" | "asOf" | "refresh"> }) {
  const [askedAt, setAskedAt] = createSignal<{ asOf: Instant | undefined }>()
  const busy = () => props.of.loading() && askedAt() !== undefined && askedAt()!.asOf === props.of.asOf()
  const ask = () => {
    setAskedAt({ asOf: props.of.asOf() })
    props.of.refresh()
  }
  return (
    <Button icon="refresh" busy={busy()} onClick={ask}>
      Refresh
    </Button>
  )
}
