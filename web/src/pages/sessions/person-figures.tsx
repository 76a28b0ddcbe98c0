import { Show } from "solid-js"
import type { BoardEntry } from "#shared/contract/board.ts"
import { countOf, countText } from "../../format.ts"
import { Duration } from "../../ui/duration.tsx"
import { Metric } from "../../ui/metric.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Time } from "../../ui/time.tsx"
import { Share, Usd } from "../usage/amounts.tsx"

/** What a board knows of one person in its window. */
export function PersonFigures(props: { of: BoardEntry }) {
  const ended = () => props.of.completed + props.of.failed + props.of.cancelled
  return (
    <Sheet cells="10rem" pairs>
      <Metric label="Sessions" figure={countText(props.of.sessions)}>
        <Show when={props.of.rank !== null} fallback="not ranked">
          rank {countText(props.of.rank!)}
        </Show>
        {props.of.activeSessions > 0 ? `, ${countText(props.of.activeSessions)} active` : ""}
      </Metric>
      <Metric label="Success rate" figure={<Share of={props.of.successRate} />}>
        {ended() === 0 ? "nothing ended" : `${countText(props.of.completed)} of ${countText(ended())} ended`}
      </Metric>
      <Metric label="Pull requests" figure={countText(props.of.prs)}>
        {countOf(props.of.turns, "turn")}
      </Metric>
      <Metric label="Average duration" figure={<Duration seconds={props.of.avgDurationSeconds} />}>
        p95 <Duration seconds={props.of.p95DurationSeconds} />
      </Metric>
      <Metric label="Cost" figure={<Usd usd={props.of.costUsd} />}>
        <Usd usd={props.of.costUsd / props.of.sessions} /> a session
      </Metric>
      <Metric label="Streak" figure={countOf(props.of.streakDays, "day")}>
        <Show when={props.of.lastActiveAt} fallback="never active">
          {(at) => (
            <>
              last active <Time at={at()} />
            </>
          )}
        </Show>
      </Metric>
    </Sheet>
  )
}
