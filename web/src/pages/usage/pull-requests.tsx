import { Show } from "solid-js"
import type { BoardPrs } from "#shared/contract/board.ts"
import { countOf, countText } from "../../format.ts"
import { Duration } from "../../ui/duration.tsx"
import { Metric } from "../../ui/metric.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Share, Usd } from "./amounts.tsx"
import { Computed } from "./computed.tsx"
import { ROWS } from "./figures.tsx"

/** What became of the pull requests that sessions made, and what they cost. */
export function PullRequests(props: { data: BoardPrs }) {
  const data = () => props.data
  const decided = () => data().mergedPrs + data().closedPrs
  const how = (figure: "pullRequests" | "prRate" | "acceptance" | "costPerPr" | "prDuration" | "timeToMerge") => (
    <Computed figure={figure} of={data()} />
  )
  return (
    <Sheet cells="12rem" pairs>
      <Metric label="PRs" href={ROWS} how={how("pullRequests")} figure={countText(data().totalPrs)}>
        {countText(data().mergedPrs)} merged, {countText(data().closedPrs)} closed, {countText(data().openPrs)} open
      </Metric>
      <Metric label="PR rate" href={ROWS} how={how("prRate")} figure={<Share of={data().prRate} />}>
        {countOf(data().sessionsWithPrs, "session")} with one or more
      </Metric>
      <Metric label="Acceptance" href={ROWS} how={how("acceptance")} figure={<Share of={data().acceptanceRate} />}>
        {decided() === 0 ? "none decided" : `${countText(data().mergedPrs)} of ${countText(decided())} decided`}
      </Metric>
      <Metric label="Cost per PR" href={ROWS} how={how("costPerPr")} figure={<Usd usd={data().costPerPrUsd} />}>
        <Show when={data().costPerMergedPrUsd !== null} fallback="none merged">
          <Usd usd={data().costPerMergedPrUsd} /> per merged one
        </Show>
      </Metric>
      <Metric
        label="Session with a PR"
        href={ROWS}
        how={how("prDuration")}
        figure={<Duration seconds={data().avgPrSessionDurationSeconds} />}
      >
        mean of ended ones
      </Metric>
      <Metric
        label="Time to merge"
        href={ROWS}
        how={how("timeToMerge")}
        figure={<Duration seconds={data().avgTimeToMergeSeconds} />}
      >
        mean of merged ones
        <Show when={data().avgOpenAgeSeconds !== null}>
          ; open for <Duration seconds={data().avgOpenAgeSeconds} />
        </Show>
      </Metric>
    </Sheet>
  )
}
