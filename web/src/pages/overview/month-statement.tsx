import { Show } from "solid-js"
import type { Overview } from "#shared/contract/overview.ts"
import { countOf, countText, dayText } from "../../format.ts"
import { Fact, Facts } from "../../ui/facts.tsx"
import { Money } from "../../ui/money.tsx"
import { Card, Sheet } from "../../ui/sheet.tsx"
import { Empty } from "../../ui/state.tsx"
import { missingText } from "./no-rate.tsx"
import { NoRevenue } from "./none.tsx"

type Month = NonNullable<Overview["month"]>

/** What the lines of a month leave over: zero, or something is broken. */
export const leftOver = (month: Month): number =>
  month.startCents +
  month.newCents +
  month.reactivationCents +
  month.expansionCents -
  month.contractionCents -
  month.churnCents +
  month.fxCents -
  month.endCents

/** The month as a ledger: where it began, what changed, where it stands, to the cent. */
export function MonthStatement(props: { data: Overview; over: boolean }) {
  return (
    <Sheet>
      <Show when={props.data.historyBegins.revenue} fallback={<NoRevenue of="statement" />}>
        <Show
          when={props.data.month}
          fallback={
            <Empty
              icon="range"
              title="Cannot be added up"
              text={`There is no rate for ${missingText(props.data)}, and none is guessed.`}
            >
              <a href="/admin/settings/general">Set the rate</a>
            </Empty>
          }
        >
          {(month) => (
            <Card>
              <div data-part="statement">
                <Ledger month={month()} data={props.data} over={props.over} />
                <Beside data={props.data} />
              </div>
            </Card>
          )}
        </Show>
      </Show>
    </Sheet>
  )
}

function Ledger(props: { month: Month; data: Overview; over: boolean }) {
  const month = () => props.month
  const count = (kind: keyof Month["counts"]) => month().counts[kind] ?? 0
  const Line = (of: { cents: number }) => <Money cents={of.cents} currency={props.data.currency} signed />
  return (
    <Facts>
      <Fact name={`MRR on ${dayText(month().from, props.data.day)}`}>
        <Money cents={month().startCents} currency={props.data.currency} />
      </Fact>
      <Fact name={`New, ${countOf(count("new"), "customer")}`}>
        <Line cents={month().newCents} />
      </Fact>
      <Fact name={`Reactivation, ${countText(count("reactivation"))}`}>
        <Line cents={month().reactivationCents} />
      </Fact>
      <Fact name={`Expansion, ${countText(count("expansion"))}`}>
        <Line cents={month().expansionCents} />
      </Fact>
      <Fact name={`Contraction, ${countText(count("contraction"))}`}>
        <Line cents={-month().contractionCents} />
      </Fact>
      <Fact name={`Churn, ${countText(count("churn"))}`}>
        <Line cents={-month().churnCents} />
      </Fact>
      <Show when={month().fxCents !== 0 || props.data.byCurrency.length > 1}>
        <Fact name="FX">
          <Line cents={month().fxCents} />
        </Fact>
      </Show>
      <Show when={leftOver(month()) !== 0}>
        <Fact
          name={
            <span data-status="fail" data-component="word">
              Does not add up by
            </span>
          }
        >
          <Line cents={-leftOver(month())} />
        </Fact>
      </Show>
      <Fact total name={props.over ? `MRR on ${dayText(props.data.day, props.data.day)}` : "MRR now"}>
        <Money cents={month().endCents} currency={props.data.currency} />
      </Fact>
    </Facts>
  )
}

/** What stands beside MRR and is not in the sum; lines without an amount are left out, zero is one. */
function Beside(props: { data: Overview }) {
  const lines = () =>
    [
      ["of it past due", props.data.beside.pastDueCents],
      ["without scheduled cancellations", props.data.beside.committedCents],
      ["beside it, in trial", props.data.beside.trialCents],
      ["beside it, collection paused", props.data.beside.pausedCents],
    ] as const
  return (
    <Facts small>
      {lines().map(([name, cents]) => (
        <Show when={cents !== null}>
          <Fact name={name}>
            <Money cents={cents!} currency={props.data.currency} />
          </Fact>
        </Show>
      ))}
    </Facts>
  )
}
