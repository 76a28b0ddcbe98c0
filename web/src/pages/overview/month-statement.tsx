import { type ParentProps, Show } from "solid-js"
import type { MonthStatement as Month, Overview } from "#shared/contract/overview.ts"
import type { Day } from "#shared/time.ts"
import type { DEFINITIONS } from "#shared/revenue/definitions.ts"
import { countOf, countText, dayText, percentText } from "../../format.ts"
import { Fact, Facts } from "../../ui/facts.tsx"
import { Money } from "../../ui/money.tsx"
import { Card, Sheet } from "../../ui/sheet.tsx"
import { Empty } from "../../ui/state.tsx"
import { Computed } from "./computed.tsx"
import { Differs } from "./differs.tsx"
import { missingText } from "./no-rate.tsx"
import { NoRevenue } from "./none.tsx"

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
                <Ledger
                  month={month()}
                  currency={props.data.currency}
                  to={props.data.day}
                  over={props.over}
                  hasRates={props.data.byCurrency.length > 1}
                />
                <Beside data={props.data} />
                <Differs data={props.data} />
              </div>
            </Card>
          )}
        </Show>
      </Show>
    </Sheet>
  )
}

/** The lines of a month until a day. `hasRates`: amounts of other currencies are in it, so that their rates may move it. */
export function Ledger(props: { month: Month; currency: string; to: Day; over: boolean; hasRates: boolean }) {
  const month = () => props.month
  const count = (kind: keyof Month["counts"]) => month().counts[kind] ?? 0
  const Line = (of: { cents: number }) => <Money cents={of.cents} currency={props.currency} signed />
  return (
    <Facts>
      <Fact name={`MRR on ${dayText(month().from, props.to)}`}>
        <Money cents={month().startCents} currency={props.currency} />
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
      <Show when={month().fxCents !== 0 || props.hasRates}>
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
      <Fact total name={props.over ? `MRR on ${dayText(props.to, props.to)}` : "MRR now"}>
        <Money cents={month().endCents} currency={props.currency} />
      </Fact>
    </Facts>
  )
}

/** What stands beside MRR and is not in the sum; lines without an amount are left out, zero is one. */
function Beside(props: { data: Overview }) {
  const Name = (of: ParentProps<{ figure: keyof typeof DEFINITIONS }>) => (
    <>
      {of.children} <Computed figure={of.figure} of={props.data} />
    </>
  )
  const Line = (of: { figure: keyof typeof DEFINITIONS; name: string; cents: number | null }) => (
    <Show when={of.cents !== null}>
      <Fact name={<Name figure={of.figure}>{of.name}</Name>}>
        <Money cents={of.cents!} currency={props.data.currency} />
      </Fact>
    </Show>
  )
  const beside = () => props.data.beside
  const thirtyDayRate = () => props.data.churn.thirtyDayRate
  return (
    <Facts small>
      <Line figure="pastDue" name="of it past due" cents={beside().pastDueCents} />
      <Line figure="committed" name="without scheduled cancellations" cents={beside().committedCents} />
      <Line figure="trial" name="beside it, in trial" cents={beside().trialCents} />
      <Line figure="usageRevenue" name="paid for use in 30 days" cents={beside().usageCents} />
      <Line figure="paused" name="collection paused" cents={beside().pausedCents} />
      <Fact name={<Name figure="churnRate30d">churn over 30 days, as Stripe counts</Name>}>
        {thirtyDayRate() === null ? "–" : `${percentText(thirtyDayRate()!, 2)}\u00a0%`}
      </Fact>
    </Facts>
  )
}
