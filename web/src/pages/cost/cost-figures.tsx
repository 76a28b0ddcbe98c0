import { createMemo, Show } from "solid-js"
import type { MetricsTotals, OrganizationMetrics } from "#shared/contract/metrics.ts"
import { countText, percentText } from "../../format.ts"
import { Spark } from "../../ui/chart/spark.tsx"
import { Metric } from "../../ui/metric.tsx"
import { MoneyMicros } from "../../ui/money.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Compared } from "../metrics/compared.tsx"
import { Computed as OfMetrics } from "../metrics/computed.tsx"
import { valuesOf } from "../metrics/steps.ts"
import { beforeWords } from "../metrics/words.ts"
import { Average, grossMicros, perCall, perThousandTokens } from "./amounts.tsx"
import { Computed } from "./computed.tsx"

/** What the calls of the window cost: in all, less which discounts, and on average. */
export function CostFigures(props: { data: OrganizationMetrics }) {
  const cost = () => props.data.totals.cost!
  const totals = createMemo(() => valuesOf(props.data, (point) => point.cost?.totalMicros))
  const how = (figure: "savings" | "costPerCall" | "costPerTokens") => (
    <Computed figure={figure} asOf={props.data.asOf} timeZone={props.data.window.timeZone} />
  )
  const share = (micros: number) =>
    grossMicros(cost()) === 0 ? undefined : `${percentText(micros / grossMicros(cost()))}\u00a0%`
  const usd = (micros: number) => <MoneyMicros micros={micros} currency="usd" />
  const Change = (of: { figure: (told: MetricsTotals) => number | null }) => (
    <Compared data={props.data} figure={of.figure} more="flat" show={usd} />
  )
  return (
    <Sheet cells="14rem" pairs>
      <Metric
        label="Total"
        how={
          <OfMetrics figure="callCost" of={props.data}>
            <Show when={props.data.previous}>
              {(before) => <>Compared with {beforeWords(before(), props.data)}.</>}
            </Show>
          </OfMetrics>
        }
        figure={usd(cost().totalMicros)}
        spark={<Spark values={totals()} />}
      >
        <Change figure={(told) => told.cost?.totalMicros ?? null} />
      </Metric>
      <Metric label="Discount savings" how={how("savings")} figure={usd(cost().discountMicros)}>
        <Show when={cost().discountMicros > 0} fallback="no call told a discount">
          {share(cost().discountMicros)} of cost before discounts
        </Show>
        <Show when={cost().discountMicros > 0 || (props.data.previous?.totals.cost?.discountMicros ?? 0) > 0}>
          <Change figure={(told) => told.cost?.discountMicros ?? null} />
        </Show>
      </Metric>
      <Metric label="Per request" how={how("costPerCall")} figure={<Average micros={perCall(props.data.totals)} />}>
        {countText(props.data.totals.requests)} requests
        <Compared data={props.data} figure={perCall} more="flat" show={(was) => <Average micros={was} />} />
      </Metric>
      <Metric
        label={"Per 1,000 tokens"}
        how={how("costPerTokens")}
        figure={<Average micros={perThousandTokens(props.data.totals)} />}
      >
        {countText(props.data.totals.tokens.total)} tokens
        <Compared data={props.data} figure={perThousandTokens} more="flat" show={(was) => <Average micros={was} />} />
      </Metric>
    </Sheet>
  )
}
