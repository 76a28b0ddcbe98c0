import { createMemo, Show } from "solid-js"
import type { OrganizationMetrics } from "#shared/contract/metrics.ts"
import { countText } from "../../format.ts"
import { Spark } from "../../ui/chart/spark.tsx"
import { Metric } from "../../ui/metric.tsx"
import { MoneyMicros } from "../../ui/money.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Share } from "../usage/amounts.tsx"
import { Large, Latency } from "./amounts.tsx"
import { Compared } from "./compared.tsx"
import { Computed } from "./computed.tsx"
import { valuesOf } from "./steps.ts"
import { beforeWords } from "./words.ts"

/** What the calls of the window add up to: value, change, the shape of its steps, and how each is computed. */
export function Figures(props: { data: OrganizationMetrics }) {
  const totals = () => props.data.totals
  const past = createMemo(() => ({
    requests: valuesOf(props.data, ({ requests }) => requests),
    errorRate: valuesOf(props.data, ({ requests, errors }) => (requests === 0 ? null : errors / requests)),
    tokens: valuesOf(props.data, ({ tokens }) => tokens.total),
    cost: valuesOf(props.data, ({ cost }) => cost?.totalMicros),
    p95: valuesOf(props.data, ({ latency }) => latency?.p95Ms),
  }))
  const how = (figure: "requests" | "errorRate" | "tokens" | "callCost" | "latency") => (
    <Computed figure={figure} of={props.data}>
      <Show when={props.data.previous}>{(before) => <>Compared with {beforeWords(before(), props.data)}.</>}</Show>
    </Computed>
  )
  return (
    <Sheet cells="12rem" pairs>
      <Metric
        label="Requests"
        how={how("requests")}
        figure={<Large count={totals().requests} />}
        spark={<Spark values={past().requests} />}
      >
        <Compared
          data={props.data}
          figure={({ requests }) => requests}
          more="flat"
          show={(was) => <Large count={was} />}
        />
      </Metric>
      <Metric
        label="Error rate"
        how={how("errorRate")}
        figure={<Share of={totals().errorRate} />}
        spark={<Spark values={past().errorRate} />}
      >
        {totals().errorRate === null ? "no requests" : `${countText(totals().errors)} with an error`}
        <Compared
          data={props.data}
          figure={({ errorRate }) => errorRate}
          measure="points"
          more="bad"
          show={(was) => <Share of={was} />}
        />
      </Metric>
      <Metric
        label="Tokens"
        how={how("tokens")}
        figure={<Large count={totals().tokens.total} />}
        spark={<Spark values={past().tokens} />}
      >
        <Compared
          data={props.data}
          figure={({ tokens }) => tokens.total}
          more="flat"
          show={(was) => <Large count={was} />}
        />
      </Metric>
      <Show when={totals().cost}>
        {(cost) => (
          <Metric
            label="Cost"
            how={how("callCost")}
            figure={<MoneyMicros micros={cost().totalMicros} currency="usd" />}
            spark={<Spark values={past().cost} />}
          >
            <Show when={cost().discountMicros > 0}>
              <MoneyMicros micros={cost().discountMicros} currency="usd" /> discounted
            </Show>
            <Compared
              data={props.data}
              figure={(told) => told.cost?.totalMicros ?? null}
              more="flat"
              show={(was) => <MoneyMicros micros={was} currency="usd" />}
            />
          </Metric>
        )}
      </Show>
      <Metric
        label="p95 latency"
        how={how("latency")}
        figure={<Latency ms={totals().latency?.p95Ms} />}
        spark={<Spark values={past().p95} />}
      >
        <Show
          when={totals().latency}
          fallback={props.data.top === null ? "not kept for this project" : "no call told how long it took"}
        >
          {(latency) => (
            <>
              p50 <Latency ms={latency().p50Ms} />, p99 <Latency ms={latency().p99Ms} />
            </>
          )}
        </Show>
        <Show when={totals().latency}>
          <Compared
            data={props.data}
            figure={({ latency }) => latency?.p95Ms ?? null}
            more="bad"
            show={(was) => <Latency ms={was} />}
          />
        </Show>
      </Metric>
    </Sheet>
  )
}
