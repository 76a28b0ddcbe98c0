import { createMemo, Show } from "solid-js"
import type { Overview } from "#shared/contract/overview.ts"
import { moneyText } from "../../format.ts"
import { BarChart } from "../../ui/chart/bar-chart.tsx"
import { type Series, sumOf } from "../../ui/chart/series.ts"
import { amounts } from "../../ui/chart/units.tsx"
import { Money } from "../../ui/money.tsx"
import { Card, Sheet } from "../../ui/sheet.tsx"
import { KINDS } from "./movement.ts"
import { NoneInRange, NoRevenue } from "./none.tsx"
import { addedUp, type Range, type Window } from "./window.ts"

/** Movements of MRR: by day, week or month. */
export function MovementBars(props: { data: Overview; window: Window; hrefOf: (range: Range) => string }) {
  const series = createMemo((): Series[] =>
    KINDS.map(([name, slot, valueOf]) => ({
      name,
      slot,
      values: addedUp(props.window.bars, props.data.series.movements, valueOf),
    })).filter(({ name, values }) => name !== "FX" || values.some((value) => value !== 0)),
  )
  const unit = createMemo(() => amounts(props.data.currency, true))
  const net = (at: number | undefined) =>
    sumOf(series().flatMap((one) => (at === undefined ? one.values : [one.values[at] ?? 0])))
  return (
    <Sheet>
      <Show when={props.data.historyBegins.revenue} fallback={<NoRevenue of="movements" />}>
        <Show
          when={series().some(({ values }) => values.some((value) => value !== 0))}
          fallback={
            <NoneInRange
              title="Nothing moved"
              range={props.window.range}
              newestOn={props.data.recentMovements[0]?.day}
              near={props.data.day}
              hrefOf={props.hrefOf}
            />
          }
        >
          <Card>
            <BarChart
              name={`MRR movements, ${props.window.step.adverb}`}
              summary={`New, reactivation and expansion above the line, contraction and churn below it; net ${moneyText(net(undefined), props.data.currency, true)} over the range.`}
              buckets={props.window.bars}
              series={series()}
              unit={unit()}
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
        </Show>
      </Show>
    </Sheet>
  )
}
