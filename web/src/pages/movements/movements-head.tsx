import { Show } from "solid-js"
import type { Changes } from "../../address.ts"
import type { Movements } from "../../data/movements.ts"
import type { LiveQuery } from "../../live-query.ts"
import { Head } from "../../ui/head.tsx"
import { Refresh } from "../../ui/refresh.tsx"
import { LinkSegments } from "../../ui/segments.tsx"
import { Time } from "../../ui/time.tsx"
import { Word } from "../../ui/word.tsx"
import { MONTHS } from "./movements-page.tsx"

/** The heading: what the figures are of, and how many months of them. */
export const MovementsHead = (props: {
  of: LiveQuery<Movements>
  count: string
  href: (changes: Changes) => string
}) => (
  <Head
    title="Movements"
    grows
    note={
      <>
        How MRR came to be what it is.
        <Show when={props.of.data()}>
          {(data) => (
            <>
              {" "}
              In {data().currency.toUpperCase()}, by months of {data().timeZone}. As of{" "}
              <Time at={data().asOf} as="clock" />.
              <Show when={data().recomputing}>
                {" "}
                <Word status="writing">being computed again after a change of the settings</Word>
              </Show>
            </>
          )}
        </Show>
      </>
    }
  >
    <LinkSegments
      label="Months"
      items={MONTHS.map((months) => ({
        href: props.href({ months }),
        text: `${months} months`,
        on: months === props.count,
      }))}
    />
    <Refresh of={props.of} />
  </Head>
)
