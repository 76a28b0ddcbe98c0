import { ErrorBoundary, type JSX, Show } from "solid-js"
import type { Overview, OverviewPart } from "#shared/contract/overview.ts"
import type { LiveQuery } from "../../live-query.ts"
import { Broken } from "../../ui/answer.tsx"
import { Fold } from "../../ui/fold.tsx"
import { inTurn } from "../../ui/in-turn.ts"
import { Mark } from "../../ui/mark.tsx"
import { Section } from "../../ui/section.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { NotAllowed, Skeleton } from "../../ui/state.tsx"
import { Time } from "../../ui/time.tsx"
import { failureOf, NotRead } from "./not-read.tsx"

/**
 * One section of the overview. All sections wait for the same answer, each in its own sheet, and what breaks in one stays in
 * it. The first sheet of the page says what failed; the others say that they have nothing, or of when their data is. On a
 * narrow page, which is long, a section can be folded to its heading.
 */
export function Part(props: {
  of: LiveQuery<Overview>
  title: string
  id?: string
  note?: ((data: () => Overview) => JSX.Element) | undefined
  end?: (data: () => Overview) => JSX.Element
  span?: number
  printSpan?: number
  /** The part of the answer it shows, when that can fail alone. */
  part?: OverviewPart
  /** About how tall the content will be, so that nothing jumps when it comes. */
  tall: string
  children: (data: () => Overview) => JSX.Element
}) {
  const data = inTurn(() => props.of.data())
  const Note = () => (
    <>
      {props.of.data() && props.note?.(() => props.of.data()!)}
      <Show when={props.of.error() && props.of.data()}>
        {(data) => (
          <span data-part="dated">
            <Mark status="warn" /> as of <Time at={data().asOf} />
          </span>
        )}
      </Show>
    </>
  )
  return (
    <Section
      title={props.title}
      {...(props.id === undefined ? {} : { id: props.id })}
      note={<Note />}
      end={
        <>
          {props.end && props.of.data() ? props.end(() => props.of.data()!) : undefined}
          <Fold title={props.title} />
        </>
      }
      {...(props.span === undefined ? {} : { span: props.span })}
      {...(props.printSpan === undefined ? {} : { printSpan: props.printSpan })}
    >
      <ErrorBoundary
        fallback={(error, reset) => (
          <Sheet>
            <Broken error={error} reset={reset} />
          </Sheet>
        )}
      >
        <Show when={data()} fallback={<Waiting of={props.of} tall={props.tall} />}>
          {(data) => (
            <Show when={failureOf(data(), props.part)} fallback={props.children(data)}>
              {(failed) => (
                <Sheet>
                  <NotRead of={props.of} requestId={failed().requestId} />
                </Sheet>
              )}
            </Show>
          )}
        </Show>
      </ErrorBoundary>
    </Section>
  )
}

/** What a section shows while there is no answer, or when there will be none. */
function Waiting(props: { of: LiveQuery<Overview>; tall: string }) {
  return (
    <Sheet busy={props.of.loading()}>
      <Show when={props.of.error()} fallback={<Skeleton tall={props.tall} />}>
        {(trouble) => (
          <Show
            when={trouble().status !== 403}
            fallback={<NotAllowed title="For staff only" text="An administrator can add you under Settings." />}
          >
            <div data-component="state" data-state="failed">
              <Mark status="fail" />
              <h3>Not loaded</h3>
              <p>It comes with the same answer as the figures above.</p>
              <div>
                <button type="button" data-component="act" onClick={props.of.refresh}>
                  {props.of.loading() ? "Trying…" : "Try again"}
                </button>
              </div>
            </div>
          </Show>
        )}
      </Show>
    </Sheet>
  )
}
