import { Match, Show, Switch } from "solid-js"
import { BOARD_DAYS, type Board } from "#shared/contract/board.ts"
import type { Instant } from "#shared/time.ts"
import type { Changes } from "../../address.ts"
import { Button } from "../../ui/button.tsx"
import { Compare } from "../../ui/compare.tsx"
import { Head } from "../../ui/head.tsx"
import { Refresh } from "../../ui/refresh.tsx"
import { LinkSegments } from "../../ui/segments.tsx"
import { Word } from "../../ui/word.tsx"
import type { Asked } from "./asked.ts"
import { spanWords, theBefore } from "./span.ts"
import type { Agreement } from "./together.ts"
import { ZonedTime } from "./zoned-time.tsx"

/** The heading of the page: what the figures are of, and what is asked for. */
export function UsageHead(props: {
  board: Board | undefined
  asked: Asked
  agreement: Agreement
  loading: boolean
  asOf: Instant | undefined
  href: (changes: Changes) => string
  set: (changes: Changes) => void
  refresh: () => void
  onCsv: () => void
}) {
  return (
    <Head title="Usage" grows note={<Note board={props.board} agreement={props.agreement} />}>
      <LinkSegments
        label="Range"
        items={BOARD_DAYS.map((days) => ({
          href: props.href({ days }),
          text: `${days} d`,
          on: days === props.asked.days,
        }))}
      />
      <LinkSegments
        label="Window"
        items={(["calendar", "rolling"] as const).map((window) => ({
          href: props.href({ window }),
          text: window === "calendar" ? "Calendar" : "Rolling",
          on: window === props.asked.window,
        }))}
      />
      <Compare on={props.asked.compares} before={theBefore({ days: Number(props.asked.days) })} set={props.set} />
      <Button icon="download" disabled={!props.board || props.board.entries.length === 0} onClick={props.onCsv}>
        CSV
      </Button>
      <Refresh of={{ loading: () => props.loading, asOf: () => props.asOf, refresh: () => props.refresh() }} />
    </Head>
  )
}

function Note(props: { board: Board | undefined; agreement: Agreement }) {
  return (
    <Show when={props.board} fallback="Agent sessions.">
      {(board) => (
        <>
          Agent sessions, {spanWords(board())}. Days are {board().timeZone}.{" "}
          <Switch>
            <Match when={props.agreement === "agree"}>Totals of every section agree with the summary. </Match>
            <Match when={props.agreement === "apart"}>Sections are of different moments and asked again. </Match>
          </Switch>
          As of <ZonedTime at={board().asOf} zone={board().timeZone} />.
          <Show when={props.agreement === "differ"}>
            {" "}
            <Word status="warn">The sections do not add up to the summary</Word>
          </Show>
        </>
      )}
    </Show>
  )
}
