import type { FraudWarning } from "../../data/disputes.ts"
import { Money } from "../../ui/money.tsx"
import { Section } from "../../ui/section.tsx"
import type { Column } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { Word } from "../../ui/word.tsx"
import { None } from "../transactions/amounts.tsx"
import { Customer } from "../transactions/customer.tsx"
import { Ledger } from "../transactions/ledger.tsx"
import { OpenInStripe } from "../stripe/open-in-stripe.tsx"
import { spaced } from "./words.tsx"

const chargePath = ({ mode, chargeId }: FraudWarning): string =>
  `/admin/revenue/transactions?${new URLSearchParams({ ...(mode === "test" ? { mode } : {}), open: chargeId })}`

const COLUMNS: readonly Column<FraudWarning>[] = [
  { id: "at", title: "Warned", cell: (row) => <Time at={row.at} /> },
  { id: "customer", title: "Customer", cell: (row) => <Customer of={row} /> },
  {
    id: "amount",
    title: "Amount",
    figure: true,
    cell: (row) => <Money cents={row.amountCents} currency={row.currency} />,
  },
  { id: "charged", title: "Charged", cell: (row) => <Time at={row.chargedAt} /> },
  { id: "type", title: "Kind of fraud", cell: (row) => (row.fraudType ? spaced(row.fraudType) : <None />) },
  {
    id: "act",
    title: "What to do",
    cell: (row) => (
      <span data-part="line">
        {row.actionable ? (
          <Word status="warn">
            <a href={chargePath(row)}>Refund before it becomes a dispute</a>
          </Word>
        ) : (
          <a href={chargePath(row)}>A refund may come too late</a>
        )}{" "}
        <OpenInStripe mode={row.mode} path={`payments/${encodeURIComponent(row.chargeId)}`} words="in Stripe" />
      </span>
    ),
  },
]

/** Charges whose issuer warns of fraud, for as long as they were neither given back nor disputed. */
export function Warnings(props: { of: readonly FraudWarning[] }) {
  return (
    <Section
      title="Early fraud warnings"
      note="Most become a chargeback, with its fee. Giving the whole charge back in Stripe prevents that."
    >
      <Ledger label="Warned charges" columns={COLUMNS} rows={props.of} />
    </Section>
  )
}
