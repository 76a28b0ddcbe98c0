import { createMemo, Show } from "solid-js"
import type { SpendMonth } from "#shared/contract/spend.ts"
import { FULL_DAYS_MIN } from "#shared/usage/spend-month.ts"
import { countOf, monthText } from "../../format.ts"
import type { LiveQuery } from "../../live-query.ts"
import { BarChart } from "../../ui/chart/bar-chart.tsx"
import { dayBuckets } from "../../ui/chart/bucket.ts"
import { Metric } from "../../ui/metric.tsx"
import { MoneyMicros } from "../../ui/money.tsx"
import { Card } from "../../ui/sheet.tsx"
import { CENT_MICROS } from "../metrics/amount-text.ts"
import { costs } from "../metrics/costs.tsx"
import { Part } from "../usage/part.tsx"
import { Computed } from "./computed.tsx"

const TALL = 92

/** The running calendar month, whatever the window: what it has cost, day by day, and what it comes to at that rate. */
export function CostMonth(props: { of: LiveQuery<SpendMonth> }) {
  return (
    <Part of={props.of} title="This month" id="month" span={4} tall="17rem" note={(data) => monthText(data().month)}>
      {(data) => <Month of={data()} />}
    </Part>
  )
}

function Month(props: { of: SpendMonth }) {
  const usd = (micros: number) => <MoneyMicros micros={micros} currency="usd" />
  const today = () => props.of.days.length
  const isLast = () => today() === props.of.daysInMonth
  const buckets = createMemo(() => {
    const [first, last] = [props.of.days[0]!.day, props.of.days.at(-1)!.day]
    return dayBuckets(first, last, last)
  })
  const series = createMemo(() => [
    { name: "cost", slot: "1" as const, values: props.of.days.map(({ costMicros }) => costMicros / CENT_MICROS) },
  ])
  const spent = (at: number | undefined) => {
    const micros = at === undefined ? props.of.spentMicros : (props.of.days[at]?.costMicros ?? 0)
    return costs.show(micros / CENT_MICROS)
  }
  return (
    <>
      <Metric
        label="So far"
        how={<Computed figure="monthSoFar" asOf={props.of.asOf} timeZone={props.of.timeZone} />}
        figure={usd(props.of.spentMicros)}
      >
        day {today()} of {props.of.daysInMonth}
        {isLast() ? ", the last" : ""}
      </Metric>
      <Metric
        label="At this rate"
        how={<Computed figure="monthForecast" asOf={props.of.asOf} timeZone={props.of.timeZone} />}
        figure={
          <Show when={props.of.forecastMicros !== null} fallback="–">
            {usd(props.of.forecastMicros!)}
          </Show>
        }
      >
        <Show
          when={props.of.forecastMicros !== null}
          fallback={`after ${FULL_DAYS_MIN} full days; ${props.of.fullDays} so far`}
        >
          the whole month, by its {countOf(props.of.fullDays, "full day")}
        </Show>
      </Metric>
      <Card>
        <BarChart
          name="Cost of this month, daily"
          summary={`${costs.text(props.of.spentMicros / CENT_MICROS)} in ${countOf(today(), "day")}.`}
          buckets={buckets()}
          series={series()}
          unit={costs}
          tall={TALL}
          linesMax={3}
          say={spent}
        />
      </Card>
    </>
  )
}
