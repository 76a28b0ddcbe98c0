import { Show } from "solid-js"
import { METRICS_WINDOWS, type OrganizationMetrics } from "#shared/contract/metrics.ts"
import type { Changes } from "../../address.ts"
import type { LiveQuery } from "../../live-query.ts"
import { directoryPath } from "../../shell/nav.ts"
import { Compare } from "../../ui/compare.tsx"
import { Head } from "../../ui/head.tsx"
import { Refresh } from "../../ui/refresh.tsx"
import { LinkSegments } from "../../ui/segments.tsx"
import { ZonedTime } from "../usage/zoned-time.tsx"
import type { Asked } from "./asked.ts"
import { CustomWindow } from "./custom-window.tsx"
import { spanWords, theBefore, WINDOW_WORDS } from "./words.ts"

/** The heading of a page about model calls: whose calls, of when, in which zone, and what is asked for. */
export function MetricsHead(props: {
  of: LiveQuery<OrganizationMetrics>
  title: string
  /** What the page shows, as its note begins: `Model calls`. */
  what: string
  /** The organization as staff find it; undefined for members, who are in it. */
  organization: { id: string; name: string } | undefined
  asked: Asked
  href: (changes: Changes) => string
  set: (changes: Changes) => void
}) {
  const windowName = () => (typeof props.asked.window === "string" ? props.asked.window : null)
  return (
    <Head
      title={props.title}
      grows
      note={<Note what={props.what} data={props.of.data()} organization={props.organization} />}
    >
      <LinkSegments
        label="Window"
        items={METRICS_WINDOWS.map((name) => ({
          href: props.href({ window: name, from: undefined, to: undefined }),
          text: WINDOW_WORDS[name].text,
          on: name === windowName(),
        }))}
      >
        <CustomWindow asked={props.asked} data={props.of.data()} set={props.set} />
      </LinkSegments>
      <Compare on={props.asked.compares} before={theBefore({ name: windowName() })} set={props.set} />
      <Refresh of={props.of} />
    </Head>
  )
}

function Note(props: {
  what: string
  data: OrganizationMetrics | undefined
  organization: { id: string; name: string } | undefined
}) {
  return (
    <>
      {props.what}
      <Show when={props.organization}>
        {(it) => (
          <>
            {" "}
            of <a href={directoryPath(it().id)}>{it().name}</a>
          </>
        )}
      </Show>
      <Show when={props.data} fallback=".">
        {(data) => (
          <>
            , {spanWords(data())}. Times are {data().window.timeZone}. As of{" "}
            <ZonedTime at={data().asOf} zone={data().window.timeZone} />.
          </>
        )}
      </Show>
    </>
  )
}
