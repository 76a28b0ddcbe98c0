import { createMemo, Show } from "solid-js"
import type { OrganizationMetrics } from "#shared/contract/metrics.ts"
import { countOf, countText, percentText } from "../../format.ts"
import { BarChart } from "../../ui/chart/bar-chart.tsx"
import { LineChart } from "../../ui/chart/line-chart.tsx"
import type { Series } from "../../ui/chart/series.ts"
import { counts } from "../../ui/chart/units.tsx"
import { Card } from "../../ui/sheet.tsx"
import { Empty } from "../../ui/state.tsx"
import { latencies } from "./amounts.tsx"
import { Begins } from "./begins.tsx"
import { CostKinds, NoCosts } from "./cost-kinds.tsx"
import { Part } from "./section.tsx"
import { bucketsOf, valuesOf } from "./steps.ts"
import { stepsOf, sumsText } from "./words.ts"

/** Height of every chart over time, in pixels. */
const TALL = 180

/** What every chart over time is given. */
interface Shown {
  data: OrganizationMetrics
}

/** Requests step by step; those with an error lie at the bottom, where they are seen best. */
export function RequestsChart(props: Shown) {
  const series = createMemo((): Series[] => [
    { name: "with an error", slot: "failed", values: valuesOf(props.data, ({ errors }) => errors) },
    {
      name: "without",
      slot: "completed",
      values: valuesOf(props.data, ({ requests, errors }) => requests - errors),
    },
  ])
  const say = (at: number | undefined) => {
    const { requests, errors } = (at === undefined ? undefined : props.data.points[at]) ?? props.data.totals
    const rate = requests === 0 ? "" : `, ${percentText(errors / requests)}\u00a0% errors`
    return countOf(requests, "request") + rate
  }
  return (
    <CountChart
      title="Requests"
      id="requests"
      data={props.data}
      series={series()}
      summary={`${say(undefined)}.`}
      say={say}
    />
  )
}

/** Tokens step by step, piled up by kind. */
export function TokensChart(props: Shown) {
  const series = createMemo((): Series[] => [
    { name: "input", slot: "1", values: valuesOf(props.data, ({ tokens }) => tokens.input) },
    { name: "output", slot: "2", values: valuesOf(props.data, ({ tokens }) => tokens.output) },
    { name: "cached", slot: "3", values: valuesOf(props.data, ({ tokens }) => tokens.cached) },
  ])
  const say = (at: number | undefined) =>
    countOf(((at === undefined ? undefined : props.data.points[at]) ?? props.data.totals).tokens.total, "token")
  return (
    <CountChart
      title="Tokens by kind"
      id="tokens"
      data={props.data}
      series={series()}
      summary={`${say(undefined)}: ${sumsText(series(), countText)}.`}
      say={say}
    />
  )
}

/** A section with counts step by step, piled up. */
function CountChart(
  props: Shown & {
    title: string
    id: string
    series: readonly Series[]
    summary: string
    say: (at: number | undefined) => string
  },
) {
  const buckets = createMemo(() => bucketsOf(props.data))
  return (
    <Part title={props.title} id={props.id} note={<Begins data={props.data} />}>
      <Card>
        <BarChart
          name={stepsOf(props.title, props.data)}
          summary={props.summary}
          buckets={buckets()}
          series={props.series}
          unit={counts}
          tall={TALL}
          whole
          say={props.say}
        />
      </Card>
    </Part>
  )
}

/** Costs step by step, piled up by kind. Who may not see them is told who can grant it. */
export function CostChart(props: Shown & { role: string | undefined; costHref: string }) {
  return (
    <Part
      title="Cost by kind"
      id="cost"
      note={props.data.totals.cost && <Begins data={props.data} />}
      end={props.data.totals.cost && <a href={props.costHref}>All of cost</a>}
    >
      <Show when={props.data.totals.cost} fallback={<NoCosts role={props.role} />}>
        <Card>
          <CostKinds data={props.data} tall={TALL} />
        </Card>
      </Show>
    </Part>
  )
}

/** How long calls took, step by step; a gap where none told. */
export function LatencyChart(props: Shown) {
  const series = createMemo((): Series[] => [
    { name: "p50", slot: "1", values: valuesOf(props.data, ({ latency }) => latency?.p50Ms) },
    { name: "p95", slot: "2", values: valuesOf(props.data, ({ latency }) => latency?.p95Ms) },
    { name: "p99", slot: "3", values: valuesOf(props.data, ({ latency }) => latency?.p99Ms) },
  ])
  const buckets = createMemo(() => bucketsOf(props.data))
  const whole = () => {
    const { latency } = props.data.totals
    return latency
      ? `p50 ${latencies.text(latency.p50Ms)}, p95 ${latencies.text(latency.p95Ms)}, p99 ${latencies.text(latency.p99Ms)}`
      : ""
  }
  return (
    <Part title="Latency" id="latency" note={props.data.totals.latency && <Begins data={props.data} />}>
      <Show
        when={props.data.totals.latency}
        fallback={
          props.data.top === null ? (
            <Empty
              title="Not kept for this project"
              text="In this window only its requests, errors, tokens and cost are known."
            />
          ) : (
            <Empty title="No call told how long it took" text="It is the durationMs of usage.recorded." />
          )
        }
      >
        <Card>
          <LineChart
            name={stepsOf("Latency", props.data)}
            summary={`In the whole window ${whole()}.`}
            buckets={buckets()}
            series={series()}
            unit={latencies}
            tall={TALL}
            atRest="name"
            legend
            say={(at) => (at === undefined ? whole() : undefined)}
          />
        </Card>
      </Show>
    </Part>
  )
}
