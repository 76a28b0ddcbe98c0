import { createMemo, Show } from "solid-js"
import type { BoardDays } from "#shared/contract/board.ts"
import { countOf } from "../../format.ts"
import { AreaChart } from "../../ui/chart/area-chart.tsx"
import { type Series, sumOf } from "../../ui/chart/series.ts"
import { counts } from "../../ui/chart/units.tsx"
import { Card } from "../../ui/sheet.tsx"
import { bucketsOf, TALL } from "./days.ts"

/** From the bottom of the pile up: what went wrong lies where it is seen best. */
const STATUSES = [
  { name: "failed", slot: "failed" },
  { name: "cancelled", slot: "cancelled" },
  { name: "completed", slot: "completed" },
  { name: "active", slot: "active" },
  { name: "created", slot: "other" },
] as const

/** Every status that ends a session, and the others where there are any. */
export const statusSeries = ({ points }: BoardDays): Series[] =>
  STATUSES.map(({ name, slot }) => ({ name, slot, values: points.map((point) => point[name]) })).filter(
    ({ name, values }) => (name !== "active" && name !== "created") || sumOf(values) > 0,
  )

/** Sessions by the day they were created, piled up by what became of them. */
export function ByStatus(props: { data: BoardDays }) {
  const series = createMemo(() => statusSeries(props.data))
  const buckets = createMemo(() => bucketsOf(props.data.points))
  const totals = () => props.data.points.map(({ total }) => total)
  const sumAt = (at: number | undefined) => (at === undefined ? sumOf(totals()) : (totals()[at] ?? 0))
  const summary = () =>
    `${countOf(sumAt(undefined), "session")}: ${series()
      .map(({ name, values }) => `${sumOf(values)} ${name}`)
      .join(", ")}.`
  return (
    <Card>
      <Show when={buckets().length > 0}>
        <AreaChart
          name="Sessions by status, daily"
          summary={summary()}
          buckets={buckets()}
          series={series()}
          unit={counts}
          tall={TALL}
          whole
          legend
          say={(at) => countOf(sumAt(at), "session")}
        />
      </Show>
    </Card>
  )
}
