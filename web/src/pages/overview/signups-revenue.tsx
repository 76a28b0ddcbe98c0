import { createMemo, Show } from "solid-js"
import type { Overview } from "#shared/contract/overview.ts"
import type { Day } from "#shared/time.ts"
import { countOf, dayText, moneyText } from "../../format.ts"
import { BarChart } from "../../ui/chart/bar-chart.tsx"
import { sumOf } from "../../ui/chart/series.ts"
import { amounts, counts } from "../../ui/chart/units.tsx"
import { Money } from "../../ui/money.tsx"
import { Card, Sheet } from "../../ui/sheet.tsx"
import { Empty } from "../../ui/state.tsx"
import { Computed } from "./computed.tsx"
import { NoneInRange, NoRevenue } from "./none.tsx"
import { addedUp, type Range, type Window } from "./window.ts"

const TALL = 64

/** Signups and paid revenue over time, one below the other on the same days. */
export function SignupsRevenue(props: { data: Overview; window: Window; hrefOf: (range: Range) => string }) {
  return (
    <Sheet cells="100%">
      <Signups {...props} />
      <Revenue {...props} />
    </Sheet>
  )
}

/** From when the history exists, where that is within the range. */
const since = (begins: Day | null, window: Window): string =>
  begins && begins > window.from ? ` since ${dayText(begins, window.to)}` : ""

function Signups(props: { data: Overview; window: Window; hrefOf: (range: Range) => string }) {
  const values = createMemo(() => addedUp(props.window.bars, props.data.series.signups, (it) => it.count))
  const sum = () => sumOf(values())
  return (
    <Show
      when={props.data.historyBegins.signups}
      fallback={<Empty title="No signups yet" text="They appear here with the first user.created event." />}
    >
      <Show
        when={sum() > 0}
        fallback={
          <NoneInRange title="No signups" range={props.window.range} near={props.data.day} hrefOf={props.hrefOf} />
        }
      >
        <Card
          tight
          title={
            <>
              Signups <Computed figure="signups" of={props.data} />
            </>
          }
        >
          <BarChart
            name="Signups"
            summary={`${countOf(sum(), "signup")} in the range${since(props.data.historyBegins.signups, props.window)}.`}
            buckets={props.window.bars}
            series={[{ name: "signups", slot: "1", values: values() }]}
            unit={counts}
            tall={TALL}
            linesMax={3}
            whole
            say={(at) => (
              <b>
                {countOf(at === undefined ? sum() : (values()[at] ?? 0), "signup")}
                {at === undefined ? since(props.data.historyBegins.signups, props.window) : ""}
              </b>
            )}
          />
        </Card>
      </Show>
    </Show>
  )
}

function Revenue(props: { data: Overview; window: Window; hrefOf: (range: Range) => string }) {
  const values = createMemo(() => addedUp(props.window.bars, props.data.series.revenue, (it) => it.cents))
  const unit = createMemo(() => amounts(props.data.currency))
  const monthly = () => props.window.range.days > 90
  const unknown = () => values().filter((value) => value === null).length
  const say = (at: number | undefined) => {
    const value = at === undefined ? sumOf(values()) : (values()[at] ?? null)
    const without =
      at === undefined && unknown() > 0
        ? `, ${countOf(unknown(), monthly() ? "month" : "day")} without a rate left out`
        : ""
    return (
      <>
        <b>
          <Show when={value !== null} fallback="no rate">
            <Money cents={value!} currency={props.data.currency} />
          </Show>
        </b>
        {without}
      </>
    )
  }
  return (
    <Show when={props.data.historyBegins.revenue} fallback={<NoRevenue of="revenue" />}>
      <Show
        when={values().some((value) => value !== 0)}
        fallback={
          <NoneInRange
            title="No paid invoices"
            range={props.window.range}
            near={props.data.day}
            hrefOf={props.hrefOf}
          />
        }
      >
        <Card
          tight
          title={
            <>
              Revenue, paid <Computed figure="revenue" of={props.data} />
            </>
          }
        >
          <BarChart
            name="Revenue, paid invoices less refunds"
            summary={`${moneyText(sumOf(values()), props.data.currency)} in the range.`}
            buckets={props.window.bars}
            series={[{ name: "revenue", slot: "1", values: values() }]}
            unit={unit()}
            tall={TALL}
            linesMax={3}
            stepMin={100}
            say={say}
          />
        </Card>
      </Show>
    </Show>
  )
}
