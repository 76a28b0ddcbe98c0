import { csvLine } from "#shared/csv.ts"
import { decimalOf, knowsCurrency } from "#shared/money.ts"
import type { Movements } from "../../data/movements.ts"

/** The months as RFC 4180, newest first: amounts in major units, rates as shares. */
export function monthsCsv({ months, currency }: Movements): string {
  const amount = (cents: number | undefined) =>
    cents !== undefined && knowsCurrency(currency) ? decimalOf(cents, currency) : null
  return [
    [
      ...[
        "month",
        "over",
        "currency",
        "start",
        "new",
        "reactivation",
        "expansion",
        "contraction",
        "churn",
        "fx",
        "end",
      ],
      ...["gross_revenue_churn", "net_revenue_churn", "quick_ratio"],
      ...["subscribers_at_start", "subscribers_lost", "subscribers_at_end", "trials_ended", "trials_converted"],
    ],
    ...months.map(({ statement: told, subscribers, trials, ...of }) => [
      ...[of.month, of.over, currency, amount(told?.startCents), amount(told?.newCents)],
      ...[amount(told?.reactivationCents), amount(told?.expansionCents), amount(told?.contractionCents)],
      ...[amount(told?.churnCents), amount(told?.fxCents), amount(told?.endCents)],
      ...[of.grossChurnRate, of.netChurnRate, of.quickRatio],
      ...[subscribers.atStart, subscribers.lost, subscribers.atEnd, trials.ended, trials.converted],
    ]),
  ]
    .map(csvLine)
    .join("")
}
