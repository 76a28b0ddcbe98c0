import { Show } from "solid-js"
import { DISCOUNT_DEFINITIONS } from "#shared/discounts/definitions.ts"
import type { DiscountTotals } from "../../data/discounts.ts"
import { countOf, countText } from "../../format.ts"
import { How } from "../../ui/how.tsx"
import { Money } from "../../ui/money.tsx"
import { Section } from "../../ui/section.tsx"
import type { Column } from "../../ui/table.tsx"
import { Converted } from "../stripe/converted.tsx"
import { Ledger } from "../transactions/ledger.tsx"

interface Line {
  currency: string
  offMonthCents: number
  offMrrCents: number
  givenCents: number
}
const amount = (id: string, title: string, field: Exclude<keyof Line, "currency">): Column<Line> => ({
  ...{ id, title, figure: true },
  cell: (row) => <Money cents={row[field]} currency={row.currency} />,
})
const COLUMNS: readonly Column<Line>[] = [
  { id: "currency", title: "In", cell: (row) => row.currency.toUpperCase() },
  amount("offMonth", "Off a month", "offMonthCents"),
  amount("offMrr", "Of it off MRR", "offMrrCents"),
  amount("given", "Given so far", "givenCents"),
]
const { offMonth: OFF, given: GIVEN, redemptions: REDEEMED } = DISCOUNT_DEFINITIONS

/** What the coupons that match take off and have taken off, each currency for itself, and one sum of all for a month. */
export function Totals(props: { of: DiscountTotals; untied: number }) {
  const lines = () => {
    const { offMonth, offMrr, given } = props.of
    const currencies = [...new Set([...offMonth, ...given].map(({ currency }) => currency))].sort()
    const centsIn = (list: DiscountTotals["given"], currency: string) =>
      list.find((one) => one.currency === currency)?.cents ?? 0
    return currencies.map(
      (currency): Line => ({
        currency,
        offMonthCents: centsIn(offMonth, currency),
        offMrrCents: centsIn(offMrr, currency),
        givenCents: centsIn(given, currency),
      }),
    )
  }
  const isOneCurrency = () => lines().length === 1 && lines()[0]!.currency === props.of.converted.currency
  return (
    <Section
      title="Totals"
      note={`${countOf(props.of.count, "coupon")}, ${countText(props.of.active)} of them active; on ${countOf(props.of.running, "subscription")} now.`}
      end={
        <How of="what discounts take off" window={OFF.window} rows={OFF.source}>
          {OFF.title}: {OFF.definition} {GIVEN.title}: {GIVEN.definition} {REDEEMED.title}: {REDEEMED.definition}
        </How>
      }
    >
      <Show when={lines().length > 0} fallback={<p data-part="unsettled">None of these has taken anything off yet.</p>}>
        <Ledger
          label="Totals by currency"
          columns={COLUMNS}
          rows={lines()}
          foot={
            !isOneCurrency() && (
              <Converted {...props.of.converted} cents={props.of.converted.offMonthCents} columns={COLUMNS.length} />
            )
          }
        />
      </Show>
      <Show when={props.untied > 0}>
        <p data-part="unsettled">
          {countOf(props.untied, "subscription has", "subscriptions have")} a discount that was told without its coupon;
          nothing of it is counted here. The next comparison with Stripe tells it.{" "}
          <a href="/admin/revenue/reconciliation">Reconciliation</a>
        </p>
      </Show>
    </Section>
  )
}
