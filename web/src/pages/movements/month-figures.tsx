import { type JSX, Show } from "solid-js"
import type { MovementMonth, Movements } from "../../data/movements.ts"
import { countOf, countText, monthText, moneyText, percentText } from "../../format.ts"
import { Spark } from "../../ui/chart/spark.tsx"
import { Metric } from "../../ui/metric.tsx"
import { Money } from "../../ui/money.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Computed } from "./computed.tsx"

const percent = (share: number): string => `${percentText(share)}\u00a0%`
const ratio = (value: number): string => value.toFixed(1)
/** What a month gained or lost; null while a rate is missing. */
export const netOf = ({ statement }: MovementMonth): number | null =>
  statement && statement.endCents - statement.startCents
export const conversionOf = ({ trials }: MovementMonth): number | null =>
  trials.ended === 0 ? null : trials.converted / trials.ended

/** The figures of one month, each beside that of the month before; lifetime value is of now. */
export function MonthFigures(props: { data: Movements; at: number }) {
  const month = () => props.data.months[props.at]!
  const before = () => props.data.months[props.at + 1]
  const past = (of: (month: MovementMonth) => number | null) => props.data.months.slice(props.at).map(of).reverse()
  const Figure = (figure: {
    label: string
    name: "netNew" | "grossRevenueChurn" | "netRevenueChurn" | "quickRatio" | "trialConversion"
    of: (month: MovementMonth) => number | null
    show: (value: number) => JSX.Element
    text: (value: number) => string
    beside?: string
  }) => (
    <Metric
      label={figure.label}
      how={<Computed figure={figure.name} of={props.data} />}
      figure={
        <Show when={figure.of(month()) !== null} fallback="–">
          {figure.show(figure.of(month())!)}
        </Show>
      }
      spark={<Spark values={past(figure.of)} />}
    >
      {figure.beside}
      <Show when={figure.beside && before()}> · </Show>
      <Show when={before()}>
        {(month) => {
          const value = () => figure.of(month())
          return `${monthText(month().month, props.data.day).slice(0, 3)} ${value() === null ? "–" : figure.text(value()!)}`
        }}
      </Show>
    </Metric>
  )
  return (
    <Sheet cells="10rem" pairs>
      <Figure
        label="Net new MRR"
        name="netNew"
        of={netOf}
        show={(cents) => <Money cents={cents} currency={props.data.currency} signed />}
        text={(cents) => moneyText(cents, props.data.currency, true)}
      />
      <Figure
        label="Gross revenue churn"
        name="grossRevenueChurn"
        of={(of) => of.grossChurnRate}
        show={percent}
        text={percent}
      />
      <Figure
        label="Net revenue churn"
        name="netRevenueChurn"
        of={(of) => of.netChurnRate}
        show={percent}
        text={percent}
      />
      <Figure label="Quick ratio" name="quickRatio" of={(of) => of.quickRatio} show={ratio} text={ratio} />
      <Figure
        label="Trial conversion"
        name="trialConversion"
        of={conversionOf}
        show={percent}
        text={percent}
        beside={`${countText(month().trials.converted)} of ${countText(month().trials.ended)}`}
      />
      <Lifetime data={props.data} />
    </Sheet>
  )
}

function Lifetime(props: { data: Movements }) {
  const ltv = () => props.data.ltv
  const why = () => {
    if (ltv().arpuCents === null) return "needs MRR in one currency"
    if (ltv().n < 20) return `${countOf(ltv().n, "subscriber")}; it takes 20`
    return ltv().lost === 0
      ? "nobody left in three months"
      : `${countText(ltv().lost)} of ${countText(ltv().atStart)} lost`
  }
  return (
    <Metric
      label="Lifetime value"
      how={<Computed figure="lifetimeValue" of={props.data} />}
      figure={
        <Show when={ltv().cents !== null} fallback="–">
          <Money cents={ltv().cents!} currency={props.data.currency} />
        </Show>
      }
    >
      {why()}
    </Metric>
  )
}
