import { createMemo } from "solid-js"
import type { Movements } from "../../data/movements.ts"
import { moneyText } from "../../format.ts"
import { BarChart } from "../../ui/chart/bar-chart.tsx"
import { monthBuckets } from "../../ui/chart/bucket.ts"
import { type Series, sumOf } from "../../ui/chart/series.ts"
import { amounts } from "../../ui/chart/units.tsx"
import { Money } from "../../ui/money.tsx"
import { Card } from "../../ui/sheet.tsx"
import { KINDS } from "../overview/movement.ts"

/** Movements of MRR by month; a month that cannot be added up is a gap. */
export function MonthBars(props: { data: Movements }) {
  const months = createMemo(() => props.data.months.toReversed())
  const buckets = createMemo(() => {
    const running = months().at(-1)!.over ? undefined : props.data.day
    return monthBuckets(`${months()[0]!.month}-01`, props.data.day, running)
  })
  const series = createMemo((): Series[] =>
    KINDS.map(([name, slot, valueOf]) => ({
      name,
      slot,
      values: months().map(({ statement, month }) => (statement ? valueOf({ ...statement, day: month }) : null)),
    })).filter(({ name, values }) => name !== "FX" || values.some((value) => value)),
  )
  const net = (at: number | undefined) =>
    sumOf(series().flatMap((one) => (at === undefined ? one.values : [one.values[at] ?? 0])))
  return (
    <Card>
      <BarChart
        name="MRR movements, monthly"
        summary={`New, reactivation and expansion above the line, contraction and churn below it; net ${moneyText(net(undefined), props.data.currency, true)} in ${months().length} months.`}
        buckets={buckets()}
        series={series()}
        unit={amounts(props.data.currency, true)}
        tall={208}
        linesMax={7}
        stepMin={100}
        say={(at) => (
          <>
            net{" "}
            <b>
              <Money cents={net(at)} currency={props.data.currency} signed />
            </b>
          </>
        )}
      />
    </Card>
  )
}
