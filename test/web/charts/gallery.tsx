import "../../../web/src/ui/tokens.css"
import "../../../web/src/ui/base.css"
import "../../../web/src/shell/shell.css"
import { createSignal, For, type JSX } from "solid-js"
import { render } from "solid-js/web"
import { addDays, daysFrom } from "#shared/time.ts"
import { AreaChart } from "../../../web/src/ui/chart/area-chart.tsx"
import { BarChart } from "../../../web/src/ui/chart/bar-chart.tsx"
import type { Bucket } from "../../../web/src/ui/chart/bucket.ts"
import { Card, Sheet } from "../../../web/src/ui/sheet.tsx"
import { ChartGroup } from "../../../web/src/ui/chart/cross.tsx"
import { DayStrip } from "../../../web/src/ui/chart/day-strip.tsx"
import { Donut } from "../../../web/src/ui/chart/donut.tsx"
import { LineChart } from "../../../web/src/ui/chart/line-chart.tsx"
import type { Annotation } from "../../../web/src/ui/chart/pennant.ts"
import { coloured } from "../../../web/src/ui/chart/series.ts"
import { Spark } from "../../../web/src/ui/chart/spark.tsx"
import { axisNumber, type Unit } from "../../../web/src/ui/chart/unit.ts"

/** Every kind of chart with fixed values, for the tests of this folder and for the eye. */

const TODAY = "2026-11-20"
const days = daysFrom(addDays(TODAY, -29), TODAY)
const wave = (seed: number, high: number) =>
  days.map((_, at) => Math.max(0, Math.round(high * (0.6 + 0.4 * Math.sin(at * 0.9 + seed)) * (at % 7 > 4 ? 0.2 : 1))))

const buckets: Bucket[] = days.map((day) => ({
  from: day,
  to: day,
  tick: day === TODAY ? "today" : `${Number(day.slice(8))} ${day.slice(5, 7) === "10" ? "Oct" : "Nov"}`,
  title: day,
  partial: day === TODAY,
}))

const count: Unit = {
  show: (value) => value.toLocaleString("en-US"),
  text: (value) => value.toLocaleString("en-US"),
  axis: (value, scale) => axisNumber(value, scale),
}

const people = ["mina", "tomas", "adaeze", "jo", "lena", "omar", "yuki", "petra", "ravi", "colette", "unknown"]
const sessions = coloured(
  "person",
  people.map((name, at) => ({ name, values: wave(at, name === "unknown" ? 2 : 14 - at) })),
)
const annotations: Annotation[] = [
  { kind: "deploy", day: "2026-10-29", label: "v4.19", title: "Deploy v4.19.0" },
  { kind: "incident", day: "2026-11-16", until: "2026-11-18", label: "storage", title: "Object storage failed" },
]
const signed = [
  { name: "new", slot: "1" as const, values: wave(1, 40) },
  { name: "expansion", slot: "4" as const, values: wave(2, 18) },
  { name: "churn", slot: "5" as const, values: wave(3, 25).map((value) => -value) },
]
const levels = [
  { name: "p95", slot: "1" as const, values: wave(1, 9).map((value, at) => (at === 11 ? null : value + 400)) },
  { name: "p50", slot: "3" as const, values: wave(2, 9).map((value) => value + 395) },
]

function Cell(props: { id: string; children: JSX.Element }) {
  return (
    <div id={props.id}>
      <Sheet>
        <Card>{props.children}</Card>
      </Sheet>
    </div>
  )
}

function Gallery() {
  const [last, setLast] = createSignal(4)
  return (
    <>
      <h1>Charts</h1>
      <button type="button" id="arrive" onClick={() => setLast(last() + 20)}>
        One more
      </button>
      <ChartGroup>
        <Cell id="stacked">
          <AreaChart
            name="Sessions by person, daily"
            summary="Sessions fall at weekends."
            buckets={buckets}
            series={sessions}
            unit={count}
            whole
            annotations={annotations}
            say={(at) => (at === undefined ? "in 30 days" : "on this day")}
          />
        </Cell>
        <Cell id="diverging">
          <BarChart
            name="Movements, daily"
            summary="New customers outweigh churn."
            buckets={buckets}
            series={signed}
            unit={count}
            whole
            annotations={annotations}
          />
        </Cell>
      </ChartGroup>
      <Cell id="lines">
        <LineChart
          name="Latency"
          summary="p95 stays near 405 ms."
          buckets={buckets}
          series={levels}
          before={{ name: "a week before", values: wave(4, 9).map((value) => value + 398) }}
          unit={count}
        />
      </Cell>
      <Cell id="area">
        <AreaChart
          name="Requests"
          summary="Requests a day."
          buckets={buckets}
          series={[{ name: "requests", slot: "1", values: [...wave(5, 60).slice(0, -1), last()] }]}
          unit={count}
          tall={64}
          linesMax={3}
        />
      </Cell>
      <Cell id="one-day">
        <BarChart
          name="One day"
          summary="One day."
          buckets={buckets.slice(-1)}
          series={[{ name: "signups", slot: "1", values: [3] }]}
          unit={count}
          whole
        />
      </Cell>
      <Cell id="donut">
        <Donut
          name="Sessions by repository"
          noun="sessions"
          unit={count}
          shares={[
            { name: "console", slot: "1", value: 215 },
            { name: "field-app", slot: "2", value: 152 },
            { name: "no repository", slot: "unknown", value: 21 },
          ]}
        />
      </Cell>
      <Cell id="small">
        <Spark values={wave(1, 20)} />
        <DayStrip
          name="Mail, last 24 hours: one warning"
          cells={Array.from({ length: 24 }, (_, hour) => ({
            status: hour === 20 ? "warn" : hour === 21 ? "fail" : hour < 3 ? "noData" : "ok",
            title: `${hour}:00`,
          }))}
        />
      </Cell>
      <ul>
        <For each={sessions}>{(series) => <li data-slot={series.slot}>{series.name}</li>}</For>
      </ul>
    </>
  )
}

render(() => <Gallery />, document.querySelector("main")!)
