import { createMemo, type JSX, Show } from "solid-js"
import type { Overview } from "#shared/contract/overview.ts"
import { addDays } from "#shared/time.ts"
import { countOf, dayText, moneyText } from "../../format.ts"
import { Fill } from "../../ui/chart/fill.tsx"
import { LineChart } from "../../ui/chart/line-chart.tsx"
import { amounts } from "../../ui/chart/units.tsx"
import { Delta, toneOf } from "../../ui/delta.tsx"
import { Money } from "../../ui/money.tsx"
import { Card, Sheet } from "../../ui/sheet.tsx"
import { NoRevenue } from "./none.tsx"
import { netOf } from "./movement.ts"
import { levels, type Window } from "./window.ts"

/** MRR at the end of each day. A day without a rate is a gap, never a guess. */
export function MrrLine(props: { data: Overview; window: Window }) {
  const values = createMemo(() =>
    levels(props.window.days, props.data.series.mrr, (it) => it.cents, props.data.historyBegins.revenue),
  )
  const unit = createMemo(() => amounts(props.data.currency))
  const ends = createMemo(() => endsOf(values()))
  const dayAt = (at: number) => dayText(props.window.days[at]!.to, props.window.to)

  /** MRR when a day began: so that the change over the range is the movements' net, the first day's included. */
  const startOf = (at: number) => {
    const moved = props.data.series.movements.find(({ day }) => day === props.window.days[at]!.to)
    return values()[at]! - (moved ? netOf(moved) : 0)
  }

  const summary = () => {
    const { first, last, unknown } = ends() ?? {}
    if (!first || !last) return "There is no MRR to show in this range."
    const start = startOf(first.at)
    const verb = last.cents > start ? "rose" : last.cents < start ? "fell" : "stayed"
    const [from, to] = [moneyText(start, props.data.currency), moneyText(last.cents, props.data.currency)]
    const when = last.at === values().length - 1 && props.window.running ? "now" : `on ${dayAt(last.at)}`
    const gaps = unknown ? ` ${countOf(unknown, "day")} without a rate.` : ""
    return `MRR ${verb} from ${from} when ${dayAt(first.at)} began to ${to} ${when}.${gaps}`
  }
  const Amount = (of: { cents: number }) => <Money cents={of.cents} currency={props.data.currency} />
  const say = (at: number | undefined): JSX.Element => {
    const told = ends()
    if (at !== undefined) return values()[at] == null ? "unknown" : <Strong cents={values()[at]!} data={props.data} />
    if (!told) return "no rate"
    const { first, last } = told
    const start = startOf(first.at)
    const open = last.at < values().length - 1
    return (
      <>
        {first.at > 0 && `since ${dayAt(first.at)} `}
        <Amount cents={start} /> to <Amount cents={last.cents} />{" "}
        <Show when={start !== last.cents}>
          <Delta direction={last.cents > start ? "up" : "down"} tone={toneOf(last.cents - start, "good")}>
            <Amount cents={Math.abs(last.cents - start)} />
          </Delta>
        </Show>
        {open && `, no rate since ${dayText(addDays(props.window.days[last.at]!.to, 1), props.window.to)}`}
      </>
    )
  }
  return (
    <Sheet>
      <Show when={props.data.historyBegins.revenue} fallback={<NoRevenue of="MRR" />}>
        <Card>
          <Fill least={288} tall={220}>
            {(tall) => (
              <LineChart
                name="MRR, daily"
                summary={summary()}
                buckets={props.window.days}
                series={[{ name: "MRR", slot: "1", values: values() }]}
                unit={unit()}
                tall={tall()}
                linesMax={6}
                stepMin={100}
                level
                say={say}
              />
            )}
          </Fill>
        </Card>
      </Show>
    </Sheet>
  )
}

const Strong = (props: { cents: number; data: Overview }) => (
  <b>
    <Money cents={props.cents} currency={props.data.currency} />
  </b>
)

/** The first and the last known value, and how many between and after them are unknown. */
function endsOf(values: readonly (number | null)[]) {
  const first = values.findIndex((value) => value !== null)
  const last = values.findLastIndex((value) => value !== null)
  if (first === -1) return undefined
  return {
    first: { at: first, cents: values[first]! },
    last: { at: last, cents: values[last]! },
    unknown: values.slice(first).filter((value) => value === null).length,
  }
}
