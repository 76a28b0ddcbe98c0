import { ErrorBoundary, type JSX, type ParentProps, Show } from "solid-js"
import { Broken } from "../../ui/answer.tsx"
import { Fold } from "../../ui/fold.tsx"
import { inTurn } from "../../ui/in-turn.ts"
import { Section } from "../../ui/section.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Skeleton } from "../../ui/state.tsx"

/** What lies below the first screen: it is drawn in its turn, and moves nothing when it comes. */
export function Below(props: ParentProps) {
  const come = inTurn(() => true)
  return <Show when={come()}>{props.children}</Show>
}

/** One section of the page. All show the same answer; each is drawn in its turn, and what breaks in one stays in it. */
export function Part(
  props: ParentProps<{
    title: string
    id: string
    note?: JSX.Element
    end?: JSX.Element
    span?: number
    foot?: JSX.Element
  }>,
) {
  const come = inTurn(() => true)
  return (
    <Section
      title={props.title}
      id={props.id}
      note={props.note}
      end={
        <>
          {props.end}
          <Fold title={props.title} />
        </>
      }
      foot={props.foot}
      span={props.span ?? 6}
    >
      <Sheet>
        <ErrorBoundary fallback={(error, reset) => <Broken error={error} reset={reset} />}>
          <Show when={come()} fallback={<Skeleton tall="18rem" />}>
            {props.children}
          </Show>
        </ErrorBoundary>
      </Sheet>
    </Section>
  )
}
