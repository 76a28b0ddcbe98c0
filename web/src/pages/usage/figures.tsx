import { createMemo, type JSX, Show } from "solid-js"
import type { Board, BoardDays, BoardSummary } from "#shared/contract/board.ts"
import { countText } from "../../format.ts"
import { Spark } from "../../ui/chart/spark.tsx"
import { Metric } from "../../ui/metric.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Against } from "./against.tsx"
import { Share, Usd } from "./amounts.tsx"
import { Computed } from "./computed.tsx"
import { beforeWords, theBefore } from "./span.ts"

/** Where the rows behind a figure are. */
export const ROWS = "#leaderboard"

const endedOf = ({ byStatus: { completed, failed, cancelled } }: BoardSummary) => completed + failed + cancelled

type Compared = "totalSessions" | "totalUsers" | "successRate" | "totalCostUsd"
type Measure = Parameters<typeof Against>[0]

const SAID: Record<Compared, (summary: BoardSummary) => JSX.Element> = {
  totalSessions: ({ totalSessions }) => countText(totalSessions),
  totalUsers: (summary) => countText(summary.totalUsers),
  successRate: (summary) => <Share of={summary.successRate} />,
  totalCostUsd: (summary) => <Usd usd={summary.totalCostUsd} />,
}

/** The four figures of the window: value, change, the shape of its days, and how each is computed. */
export function Figures(props: { board: Board; days: BoardDays | undefined; sessionsHref: string | undefined }) {
  const summary = () => props.board.summary
  const before = () => props.board.previous?.summary
  const than = () => theBefore(props.board)
  const past = createMemo(() => {
    const points = props.days?.points ?? []
    return {
      sessions: points.map(({ total }) => total),
      users: points.map(({ users }) => users),
      cost: points.map(({ costUsd }) => costUsd),
      success: points.map(({ completed, failed, cancelled }) => {
        const ended = completed + failed + cancelled
        return ended === 0 ? null : completed / ended
      }),
    }
  })
  const spark = (values: readonly (number | null)[]) => (values.length > 1 ? <Spark values={values} /> : undefined)
  const how = (figure: "sessions" | "people" | "successRate" | "cost") => (
    <Computed figure={figure} of={props.board}>
      <Show when={props.board.previous}>Compared with {beforeWords(props.board)}.</Show>
    </Computed>
  )
  const compared = (of: { field: Compared; measure: Measure["measure"]; more: Measure["more"] }) => (
    <Show when={before()}>
      {(told) => (
        <span data-part="compared">
          <Against
            now={summary()[of.field]}
            before={told()[of.field]}
            measure={of.measure}
            more={of.more}
            than={than()}
          />
          <Show when={told()[of.field] !== null}>, was {SAID[of.field](told())}</Show>
        </span>
      )}
    </Show>
  )
  return (
    <Sheet cells="13rem" pairs>
      <Metric
        label="Sessions"
        href={props.sessionsHref ?? ROWS}
        how={how("sessions")}
        figure={countText(summary().totalSessions)}
        spark={spark(past().sessions)}
      >
        {compared({ field: "totalSessions", measure: "share", more: "good" })}
      </Metric>
      <Metric
        label="People"
        href={ROWS}
        how={how("people")}
        figure={countText(summary().totalUsers)}
        spark={spark(past().users)}
      >
        {compared({ field: "totalUsers", measure: "count", more: "good" })}
      </Metric>
      <Metric
        label="Success rate"
        href={props.sessionsHref ?? ROWS}
        how={how("successRate")}
        figure={<Share of={summary().successRate} />}
        spark={spark(past().success)}
      >
        {summary().successRate === null
          ? "nothing ended"
          : `${countText(summary().byStatus.completed)} of ${countText(endedOf(summary()))} ended`}
        {compared({ field: "successRate", measure: "points", more: "good" })}
      </Metric>
      <Metric
        label="Cost"
        href={props.sessionsHref ?? ROWS}
        how={how("cost")}
        figure={<Usd usd={summary().totalCostUsd} />}
        spark={spark(past().cost)}
      >
        <Show when={summary().avgCostUsd !== null} fallback="no sessions">
          <Usd usd={summary().avgCostUsd} /> a session
        </Show>
        {compared({ field: "totalCostUsd", measure: "share", more: "flat" })}
      </Metric>
    </Sheet>
  )
}
