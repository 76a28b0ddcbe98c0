import { Show } from "solid-js"
import type { ReconciledAmount } from "../../data/reconciliation.ts"
import { Money } from "../../ui/money.tsx"
import { Section } from "../../ui/section.tsx"
import type { Column } from "../../ui/table.tsx"
import { Word } from "../../ui/word.tsx"
import { Ledger } from "../transactions/ledger.tsx"
import { withMode } from "./words.ts"

const OF: Record<ReconciledAmount["of"], string> = { charges: "Charges", refunds: "Refunds", net: "Net" }

const amount = (id: string, title: string, of: (row: ReconciledAmount) => number): Column<ReconciledAmount> => ({
  ...{ id, title, figure: true },
  cell: (row) => <Money cents={of(row)} currency={row.currency} />,
})

const COLUMNS: readonly Column<ReconciledAmount>[] = [
  {
    id: "of",
    title: "Sum",
    cell: (row) => `${row.currency.toUpperCase()} ${withMode(OF[row.of], row.mode)}`,
  },
  amount("stripe", "Stripe", ({ stripeCents }) => stripeCents),
  amount("before", "Here before", ({ beforeCents }) => beforeCents),
  amount("after", "Here now", ({ afterCents }) => afterCents),
  {
    id: "difference",
    title: "Difference",
    figure: true,
    cell: (row) => (
      <Show when={row.afterCents !== row.stripeCents} fallback={<Word status="ok">none</Word>}>
        <Word status="warn">
          <Money cents={row.afterCents - row.stripeCents} currency={row.currency} signed />
        </Word>
      </Show>
    ),
  },
]

/** An accountant's first look: what was charged, given back and left, as Stripe says it and as it stands here. */
export function Amounts(props: { of: readonly ReconciledAmount[]; since: string }) {
  return (
    <Section
      title="Amounts"
      note={props.since}
      foot={
        <span>
          Charges by what was taken, refunds by what was given back, net by the balance transactions of both and of
          disputes, each in its own currency.
        </span>
      }
    >
      <Ledger label="Amounts of Stripe and of this console" columns={COLUMNS} rows={props.of} />
    </Section>
  )
}
