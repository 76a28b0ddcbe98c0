import { useLocation } from "@solidjs/router"
import { For, Show } from "solid-js"
import type { BoardEntry } from "#shared/contract/board.ts"
import { type Instant, MINUTE_MS, msOf } from "#shared/time.ts"
import { organizationIdOf, personPath } from "../../shell/nav.ts"
import { countOf, countText, fullText, percentText, spanText } from "../../format.ts"
import { nowMs } from "../../reporting.ts"
import { Meter } from "../../ui/meter.tsx"
import "../../ui/status.css"

const FLAMES = [1, 2, 3]
const FLAME =
  "M5.8.4c.4 2.3 3.8 3.7 3.8 7.3A4.2 4.2 0 0 1 5.4 12.6 4.1 4.1 0 0 1 1.2 8.5c0-1.7.8-2.8 1.8-3.7.1 1 .5 1.6 1.2 1.9C4 4.3 4.3 2 5.8.4z"

/** A rank; the first three on metal. */
export function RankCell(props: { entry: BoardEntry }) {
  return (
    <Show when={props.entry.rank !== null} fallback={<span data-tone="3">–</span>}>
      <span data-component="medal" data-metal={props.entry.badge ?? undefined}>
        {countText(props.entry.rank!)}
        <Show when={props.entry.badge}>{(metal) => <span data-sr="">, {metal()}</span>}</Show>
      </span>
    </Show>
  )
}

/** Places won or lost since the window before. */
export function MovedCell(props: { places: number | null }) {
  const size = () => Math.abs(props.places ?? 0)
  return (
    <span data-tone="3" data-small="">
      <Show when={size() > 0} fallback={props.places === 0 ? "–" : ""}>
        <span aria-hidden="true">
          {props.places! > 0 ? "+" : "−"}
          {countText(size())}
        </span>
        <span data-sr="">
          {countOf(size(), "place")} {props.places! > 0 ? "up" : "down"}
        </span>
      </Show>
    </span>
  )
}

/** Who it is, whether that is the reader, and whether something runs right now. */
export function PersonCell(props: { entry: BoardEntry }) {
  const isPlatform = organizationIdOf(useLocation().pathname) === undefined
  const active = () => countOf(props.entry.activeSessions, "session")
  return (
    <span data-part="who">
      <span data-lead="" tabindex="-1" title={props.entry.user ?? undefined}>
        <Show when={props.entry.userId} fallback={<span data-tone="2">Unknown</span>}>
          {(userId) => (
            <Show when={isPlatform} fallback={props.entry.user}>
              <a href={personPath(userId())}>{props.entry.user}</a>
            </Show>
          )}
        </Show>
      </span>
      <Show when={props.entry.you}>
        <small data-part="you">{props.entry.hidden ? "you, hidden" : "you"}</small>
      </Show>
      <Show when={props.entry.activeNow}>
        <span data-component="pulse" role="img" aria-label={`active now, ${active()}`} title={`Active: ${active()}`} />
      </Show>
    </span>
  )
}

const STATUS = { green: "ok", amber: "warn", red: "fail" } as const

/** A success rate as a bar and a number; a dash when nothing ended. */
export function SuccessCell(props: { rate: number | null; tone: BoardEntry["tone"] }) {
  return (
    <Show when={props.rate !== null} fallback={<span data-tone="3">–</span>}>
      <span data-part="success">
        <Meter share={props.rate!} status={props.tone ? STATUS[props.tone] : undefined} />
        <span>{percentText(props.rate!, 0)}&nbsp;%</span>
      </span>
    </Show>
  )
}

/** Days in a row, in up to three flames. */
export function StreakCell(props: { entry: BoardEntry }) {
  const label = () => `${countOf(props.entry.streakDays, "day")} in a row, ${props.entry.streakFlames} of 3 flames`
  return (
    <Show when={props.entry.streakDays > 0} fallback={<span data-tone="3">–</span>}>
      <span data-component="flames" role="img" aria-label={label()}>
        <For each={FLAMES}>
          {(flame) => (
            <svg viewBox="0 0 11 13" data-lit={flame <= props.entry.streakFlames ? "" : undefined}>
              <path d={FLAME} />
            </svg>
          )}
        </For>
        <span>{countText(props.entry.streakDays)}&nbsp;d</span>
      </span>
    </Show>
  )
}

/** How long ago somebody was active, the moment itself on hover. */
export function LastActiveCell(props: { at: Instant | null; timeZone: string }) {
  const ago = (at: Instant) => (nowMs() - msOf(at) < MINUTE_MS ? "now" : spanText(nowMs() - msOf(at)))
  return (
    <Show when={props.at} fallback={<span data-tone="3">–</span>}>
      {(at) => (
        <time data-tone="2" dateTime={at()} title={fullText(msOf(at()), props.timeZone)}>
          {ago(at())}
        </time>
      )}
    </Show>
  )
}
