import { createSignal, Show } from "solid-js"
import { METRICS_WINDOWS, type OrganizationMetrics } from "#shared/contract/metrics.ts"
import type { Instant } from "#shared/time.ts"
import type { Changes } from "../../address.ts"
import type { LiveQuery } from "../../live-query.ts"
import { directoryPath } from "../../shell/nav.ts"
import { Button } from "../../ui/button.tsx"
import { Head } from "../../ui/head.tsx"
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
  const [askedAt, setAskedAt] = createSignal<{ asOf: Instant | undefined }>()
  /** Busy only when the reader asked: the page asks by itself too, and nothing may flicker for that. */
  const busy = () => props.of.loading() && askedAt() !== undefined && askedAt()!.asOf === props.of.asOf()
  const ask = () => {
    setAskedAt({ asOf: props.of.asOf() })
    props.of.refresh()
  }
  const windowName = () => (typeof props.asked.window === "string" ? props.asked.window : null)
  return (
    <Head
      title={props.title}
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
      <fieldset data-component="segments">
        <legend data-sr="">Comparison</legend>
        <label data-on={props.asked.compares ? "" : undefined} title={`With ${theBefore({ name: windowName() })}`}>
          <input
            type="checkbox"
            data-sr=""
            checked={props.asked.compares}
            onChange={(event) => props.set({ compare: event.currentTarget.checked ? undefined : "off" })}
          />
          Compare
        </label>
      </fieldset>
      <Button icon="refresh" busy={busy()} onClick={ask}>
        Refresh
      </Button>
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
