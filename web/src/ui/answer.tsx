import { ErrorBoundary, type JSX, Show } from "solid-js"
import type { LiveQuery } from "../live-query.ts"
import { inTurn } from "./in-turn.ts"
import { Empty, Failed, NotAllowed, Skeleton, Stale } from "./state.tsx"

/**
 * A card's four states around its content: its skeleton, its failure with retry and request id, the missing right, and data
 * that is kept and dated when it cannot be refreshed. What breaks inside stays inside.
 */
export function Answer<Data>(props: {
  of: LiveQuery<Data>
  skeleton?: JSX.Element
  /** What a reader without the right is told; unsaid, the API's own words. */
  forbidden?: { title: string; text: string }
  children: (data: () => Data) => JSX.Element
}) {
  const failure = () => {
    const told = props.of.error()
    if (!told) return undefined
    if (told.status === 403)
      return (
        <NotAllowed title={props.forbidden?.title ?? "Not for your role"} text={props.forbidden?.text ?? told.detail} />
      )
    if (told.status === 404 || told.status === 410) return <Empty icon="page" title={told.title} text={told.detail} />
    return <Failed trouble={told} busy={props.of.loading()} retry={props.of.refresh} />
  }
  const data = inTurn(() => props.of.data() as NonNullable<Data> | undefined)
  return (
    <ErrorBoundary fallback={(error, reset) => <Broken error={error} reset={reset} />}>
      <Show when={data()} fallback={failure() ?? props.skeleton ?? <Skeleton />}>
        {(data) => (
          <>
            <Show when={props.of.error()}>
              {(told) => (
                <Stale trouble={told()} asOf={props.of.asOf()} busy={props.of.loading()} retry={props.of.refresh} />
              )}
            </Show>
            {props.children(data as () => Data)}
          </>
        )}
      </Show>
    </ErrorBoundary>
  )
}

/** What is shown in place of a part whose program failed; the rest of the page goes on. */
export function Broken(props: { error: unknown; reset: () => void }) {
  return (
    <Failed
      trouble={{
        title: "This part of the page broke",
        detail: props.error instanceof Error ? props.error.message : String(props.error),
      }}
      retry={props.reset}
    />
  )
}
