import { createMemo, Show } from "solid-js"
import type { Overview } from "#shared/contract/overview.ts"
import type { Day } from "#shared/time.ts"
import { countOf, dayText, moneyText } from "../../format.ts"
import type { Bucket } from "../../ui/chart/bucket.ts"
import type { LiveQuery } from "../../live-query.ts"
import { BarChart } from "../../ui/chart/bar-chart.tsx"
import { sumOf } from "../../ui/chart/series.ts"
import { amounts, counts } from "../../ui/chart/units.tsx"
import { Money } from "../../ui/money.tsx"
import { Card, Sheet } from "../../ui/sheet.tsx"
import { Empty } from "../../ui/state.tsx"
import { Computed } from "./computed.tsx"
import { failureOf, NotRead } from "./not-read.tsx"
import { NoneInRange } from "./none.tsx"
import { addedUp, type Range, type Window } from "./window.ts"

const TALL = 64

interface Both {
  of: LiveQuery<Overview>
  data: Overview
  window: Window
  hrefOf: (range: Range) => string
}

/** Signups and paid revenue over time, one below the other on the same days. */
export function SignupsRevenue(props: Both) {
  return (
    <Sheet cells="100%">
      <Show when={failureOf(props.data, "signups")} fallback={<Signups {...props} />}>
        {(failed) => <NotRead of={props.of} requestId={failed().requestId} />}
      </Show>
      <Revenue {...props} />
    </Sheet>
  )
}

/** From when the history exists, where that is within the range. */
const since = (begins: Day | null, window: Window): string =>
  begins && begins > window.from ? ` since ${dayText(begins, window.to)}` : ""

/** What was before the history is unknown, not zero. */
const told = (values: (number | null)[], buckets: readonly Bucket[], begins: Day | null): (number | null)[] =>
  values.map((value, at) => (begins === null || buckets[at]!.to < begins ? null : value))

function Signups(props: Both) {
  const begins = () => props.data.historyBegins.signups
  const values = createMemo(() =>
    told(
      addedUp(props.window.bars, props.data.series.signups ?? [], (it) => it.count),
      props.window.bars,
      begins(),
    ),
  )
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
            summary={`${countOf(sum(), "signup")} in the range${since(begins(), props.window)}.`}
            buckets={props.window.bars}
            series={[{ name: "signups", slot: "1", values: values() }]}
            unit={counts}
            tall={TALL}
            linesMax={3}
            whole
            say={(at) => (
              <Show when={at === undefined || values()[at] !== null} fallback="none told yet">
                <b>{countOf(at === undefined ? sum() : values()[at]!, "signup")}</b>
                {at === undefined ? since(begins(), props.window) : ""}
              </Show>
            )}
          />
        </Card>
      </Show>
    </Show>
  )
}

function Revenue(props: Both) {
  const begins = () => props.data.historyBegins.invoices
  const values = createMemo(() =>
    told(
      addedUp(props.window.bars, props.data.series.revenue, (it) => it.cents),
      props.window.bars,
      begins(),
    ),
  )
  const unit = createMemo(() => amounts(props.data.currency))
  const isBefore = (at: number) => props.window.bars[at]!.to < (begins() ?? "")
  const unknown = () => values().filter((value, at) => value === null && !isBefore(at)).length
  const say = (at: number | undefined) => {
    const value = at === undefined ? sumOf(values()) : (values()[at] ?? null)
    const without =
      at === undefined && unknown() > 0 ? `, ${countOf(unknown(), props.window.step.noun)} without a rate left out` : ""
    return (
      <>
        <b>
          <Show when={value !== null} fallback={isBefore(at!) ? "none told yet" : "no rate"}>
            <Money cents={value!} currency={props.data.currency} />
          </Show>
        </b>
        {at === undefined ? since(begins(), props.window) : ""}
        {without}
      </>
    )
  }
  return (
    <Show
      when={begins()}
      fallback={<Empty title="No paid invoices yet" text="The first invoice.paid that Stripe tells of begins it." />}
    >
      <Show
        when={values().some((value, at) => value !== 0 && !isBefore(at))}
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
            summary={`${moneyText(sumOf(values()), props.data.currency)} in the range${since(begins(), props.window)}.`}
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
