import { Show } from "solid-js"
import { SUBSCRIPTION_DEFINITIONS } from "#shared/subscriptions/definitions.ts"
import type { SubscriptionTotals } from "../../data/subscriptions.ts"
import { countOf, countText } from "../../format.ts"
import { How } from "../../ui/how.tsx"
import { Money } from "../../ui/money.tsx"
import { Section } from "../../ui/section.tsx"
import type { Column } from "../../ui/table.tsx"
import { Converted } from "../stripe/converted.tsx"
import { Ledger } from "../transactions/ledger.tsx"

interface Line {
  currency: string
  mrrCents: number
  pastDueCents: number
  leavingCents: number
}
const amount = (id: string, title: string, field: Exclude<keyof Line, "currency">): Column<Line> => ({
  ...{ id, title, figure: true },
  cell: (row) => <Money cents={row[field]} currency={row.currency} />,
})
const COLUMNS: readonly Column<Line>[] = [
  { id: "currency", title: "In", cell: (row) => row.currency.toUpperCase() },
  amount("mrr", "MRR", "mrrCents"),
  amount("pastDue", "Of it past due", "pastDueCents"),
  amount("leaving", "Of it leaving", "leavingCents"),
]
const MRR = SUBSCRIPTION_DEFINITIONS.subscriptionMrr

/** What the subscriptions that match add up to, each currency for itself, and one MRR of all. */
export function Totals(props: { of: SubscriptionTotals }) {
  const centsIn = (list: SubscriptionTotals["mrr"], currency: string) =>
    list.find((one) => one.currency === currency)?.cents ?? 0
  const lines = () =>
    props.of.mrr.map(
      ({ currency, cents }): Line => ({
        currency,
        mrrCents: cents,
        pastDueCents: centsIn(props.of.pastDue, currency),
        leavingCents: centsIn(props.of.leaving, currency),
      }),
    )
  const isOneCurrency = () => props.of.mrr.length === 1 && props.of.mrr[0]!.currency === props.of.converted.currency
  return (
    <Section
      title="Totals"
      note={`${countOf(props.of.count, "subscription")}, ${countText(props.of.earning)} of them with MRR.`}
      end={
        <How of="the MRR of a subscription" window={MRR.window} rows={MRR.source}>
          {MRR.definition}
        </How>
      }
    >
      <Show when={lines().length > 0} fallback={<p data-part="unsettled">None of these has MRR.</p>}>
        <Ledger
          label="Totals by currency"
          columns={COLUMNS}
          rows={lines()}
          foot={
            !isOneCurrency() && (
              <Converted {...props.of.converted} cents={props.of.converted.mrrCents} columns={COLUMNS.length} />
            )
          }
        />
      </Show>
    </Section>
  )
}
