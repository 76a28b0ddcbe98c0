import { createMemo } from "solid-js"
import type { OrganizationMetrics } from "#shared/contract/metrics.ts"
import { moneyText } from "../../format.ts"
import { BarChart } from "../../ui/chart/bar-chart.tsx"
import type { Series } from "../../ui/chart/series.ts"
import { NotAllowed } from "../../ui/state.tsx"
import { CENT_MICROS } from "./amount-text.ts"
import { costs } from "./costs.tsx"
import { bucketsOf, valuesOf } from "./steps.ts"
import { stepsOf, sumsText } from "./words.ts"

/** Costs step by step, piled up by kind; what was discounted lies below the line. */
export function CostKinds(props: { data: OrganizationMetrics; tall: number }) {
  const kind = (of: "inputMicros" | "outputMicros" | "cachedMicros" | "discountMicros", sign: 1 | -1 = 1) =>
    valuesOf(props.data, ({ cost }) => cost && (sign * cost[of]) / CENT_MICROS)
  const series = createMemo((): Series[] => [
    { name: "input", slot: "1", values: kind("inputMicros") },
    { name: "output", slot: "2", values: kind("outputMicros") },
    { name: "cached", slot: "3", values: kind("cachedMicros") },
    ...(props.data.totals.cost?.discountMicros
      ? [{ name: "discount", slot: "other" as const, values: kind("discountMicros", -1) }]
      : []),
  ])
  const buckets = createMemo(() => bucketsOf(props.data))
  const say = (at: number | undefined) => {
    const { cost } = (at === undefined ? undefined : props.data.points[at]) ?? props.data.totals
    return costs.show((cost?.totalMicros ?? 0) / CENT_MICROS)
  }
  const total = () => moneyText(Math.round((props.data.totals.cost?.totalMicros ?? 0) / CENT_MICROS), "usd")
  return (
    <BarChart
      name={stepsOf("Cost by kind", props.data)}
      summary={`${total()}: ${sumsText(series(), costs.text)}.`}
      buckets={buckets()}
      series={series()}
      unit={costs}
      tall={props.tall}
      say={say}
    />
  )
}

/** What stands where costs would, for who may not see them. */
export const NoCosts = (props: { role: string | undefined }) => (
  <NotAllowed
    title="Costs are for owners and admins"
    text={`Your role here is ${props.role ?? "none"}; an owner can grant it.`}
  />
)
