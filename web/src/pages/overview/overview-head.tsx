import { Show } from "solid-js"
import type { Overview } from "#shared/contract/overview.ts"
import type { Day } from "#shared/time.ts"
import type { Changes } from "../../address.ts"
import { dayText } from "../../format.ts"
import { useIsDemo } from "../../data/me.ts"
import type { LiveQuery } from "../../live-query.ts"
import { Head } from "../../ui/head.tsx"
import { Refresh } from "../../ui/refresh.tsx"
import { LinkSegments } from "../../ui/segments.tsx"
import { Time } from "../../ui/time.tsx"
import { Word } from "../../ui/word.tsx"
import { CopyMoment } from "./copy-moment.tsx"
import { CustomRange } from "./custom-range.tsx"
import { CUSTOM, RANGES, type Range } from "./window.ts"

/** The address of another range. A stretch of chosen days goes with its end; a moment that was frozen stays. */
export const rangeHref = (href: (changes: Changes) => string, from: Range, to: Range): string =>
  href({ range: to.name, from: undefined, ...(from.name === CUSTOM ? { asOf: undefined } : {}) })

/** The heading of the overview: what the figures are of, the range, a link to this moment, asking again. */
export function OverviewHead(props: {
  of: LiveQuery<Overview>
  range: Range
  asOf: Day | undefined
  over: () => boolean
  today: Day
  href: (changes: Changes) => string
}) {
  const to = () => props.asOf ?? props.of.data()?.day ?? props.today
  return (
    <Head title="Overview" note={<Note of={props.of} asOf={props.asOf} over={props.over} href={props.href} />}>
      <LinkSegments
        label="Range"
        items={RANGES.map((range) => ({
          href: rangeHref(props.href, props.range, range),
          text: range.text,
          on: range.name === props.range.name,
        }))}
      >
        <CustomRange range={props.range} to={to()} today={props.today} href={props.href} />
      </LinkSegments>
      <CopyMoment day={props.asOf ?? props.of.data()?.day} href={props.href} />
      <Refresh of={props.of} />
    </Head>
  )
}

/** What the figures are of, and of when. */
function Note(props: {
  of: LiveQuery<Overview>
  asOf: Day | undefined
  over: () => boolean
  href: (changes: Changes) => string
}) {
  const isDemo = useIsDemo()
  const source = () => (isDemo() ? "Sample Stripe data" : "Live Stripe data")
  return (
    <Show when={props.of.data()} fallback={`${source()}.`}>
      {(data) => (
        <>
          {source()} in {data().currency.toUpperCase()}. Days are {data().timeZone}.{" "}
          <Show
            when={props.asOf && props.over()}
            fallback={
              <>
                As of <Time at={data().asOf} />.
              </>
            }
          >
            As it stood at the end of {dayText(data().day)}.{" "}
          </Show>
          <Show when={data().recomputing}>
            {" "}
            <Word status="writing">being computed again after a change of the settings</Word>
          </Show>
          <Show when={props.asOf}>
            {" "}
            <a href={props.href({ asOf: undefined })}>Back to now</a>
          </Show>
        </>
      )}
    </Show>
  )
}
