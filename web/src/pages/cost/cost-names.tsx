import { createMemo } from "solid-js"
import type { SpendCourse, SpendDimension } from "#shared/contract/spend.ts"
import { BarChart } from "../../ui/chart/bar-chart.tsx"
import { coloured, type Series, sumOf } from "../../ui/chart/series.ts"
import { CENT_MICROS } from "../metrics/amount-text.ts"
import { costs } from "../metrics/costs.tsx"
import { bucketsOf } from "../metrics/steps.ts"
import { stepsOf, sumsText } from "../metrics/words.ts"
import { shortName } from "../usage/short-name.ts"

/** Names with their colours, dearest first, then all others in grey and the calls that name none in dots. */
export function nameSeries({ names, points }: SpendCourse, by: SpendDimension): Series[] {
  const valuesAt = (at: number) => points.map(({ costsMicros }) => (costsMicros[at] ?? 0) / CENT_MICROS)
  const named = names.flatMap((name, at) => (name === null ? [] : [{ name, values: valuesAt(at) }]))
  const unnamedAt = names.indexOf(null)
  const rest = [
    { name: "others", slot: "other" as const, values: points.map(({ restMicros }) => restMicros / CENT_MICROS) },
    {
      name: by === "models" ? "no model named" : "no project",
      slot: "unknown" as const,
      values: unnamedAt < 0 ? [] : valuesAt(unnamedAt),
    },
  ]
  return [
    ...coloured(by, named).map((series) => ({ ...series, name: shortName(series.name) })),
    ...rest.filter(({ values }) => values.some((value) => value !== 0)),
  ]
}

/** Cost over time, piled up by model or by project. */
export function CostNames(props: { data: SpendCourse; by: SpendDimension; tall: number }) {
  const series = createMemo(() => nameSeries(props.data, props.by))
  const buckets = createMemo(() => bucketsOf(props.data))
  const sumAt = (at: number | undefined) =>
    sumOf(series().map(({ values }) => (at === undefined ? sumOf(values) : (values[at] ?? 0))))
  return (
    <BarChart
      name={stepsOf(props.by === "models" ? "Cost by model" : "Cost by project", props.data)}
      summary={`${costs.text(sumAt(undefined))}: ${sumsText(series(), costs.text)}.`}
      buckets={buckets()}
      series={series()}
      unit={costs}
      tall={props.tall}
      legend
      say={(at) => costs.show(sumAt(at))}
    />
  )
}
