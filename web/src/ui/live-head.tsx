import { type JSX, type ParentProps, Show } from "solid-js"
import type { Instant } from "#shared/time.ts"
import type { LiveQuery } from "../live-query.ts"
import { Head } from "./head.tsx"
import { Refresh } from "./refresh.tsx"
import { Time } from "./time.tsx"

/** The head of a page that stands on one answer: what it is, of when it is, and the way to a newer one. */
export function LiveHead<Data extends { asOf: Instant }>(
  props: ParentProps<{ title: string; note: JSX.Element; of: LiveQuery<Data> }>,
) {
  return (
    <Head
      title={props.title}
      note={
        <>
          {props.note}
          <Show when={props.of.data()}>
            {(data) => (
              <>
                {" "}
                As of <Time at={data().asOf} as="clock" />.
              </>
            )}
          </Show>
        </>
      }
    >
      {props.children}
      <Refresh of={props.of} />
    </Head>
  )
}
