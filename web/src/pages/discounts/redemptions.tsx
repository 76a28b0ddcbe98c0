import { Show } from "solid-js"
import { type Redemption, REDEMPTIONS_MAX } from "#shared/contract/discounts.ts"
import type { DiscountDetail } from "../../data/discounts.ts"
import { countText } from "../../format.ts"
import { directoryPath } from "../../shell/nav.ts"
import { Money } from "../../ui/money.tsx"
import type { Column } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { None } from "../subscriptions/columns.tsx"
import { Ledger } from "../transactions/ledger.tsx"
import { Moneys } from "./columns.tsx"

const columnsIn = (mode: DiscountDetail["mode"]): readonly Column<Redemption>[] => [
  {
    id: "customer",
    title: "Customer",
    cell: (row) => (
      <a
        href={`/admin/revenue/subscriptions?${new URLSearchParams({ ...(mode === "test" ? { mode } : {}), open: row.subscriptionId })}`}
      >
        {row.name ?? row.email ?? row.customerId}
      </a>
    ),
  },
  {
    id: "organization",
    title: "Organization",
    cell: (row) => (
      <Show when={row.organizationId} fallback={<None />}>
        {(id) => <a href={directoryPath(id())}>{id()}</a>}
      </Show>
    ),
  },
  { id: "code", title: "Code", cell: (row) => (row.code ? <code>{row.code}</code> : <None />) },
  { id: "from", title: "From", figure: true, cell: (row) => <Time at={row.fromAt} as="date" /> },
  {
    id: "to",
    title: "Until",
    figure: true,
    cell: (row) => (row.toAt ? <Time at={row.toAt} as="date" /> : <span data-tone="3">no end</span>),
  },
  {
    id: "offMonth",
    title: "Off a month",
    figure: true,
    cell: (row) => (row.offMonthCents > 0 ? <Money cents={row.offMonthCents} currency={row.currency} /> : <None />),
  },
  { id: "given", title: "Given so far", figure: true, cell: (row) => <Moneys of={row.given} /> },
]

/** The subscriptions that have the coupon or had it, the newest first. */
export function Redemptions(props: { of: DiscountDetail }) {
  return (
    <section aria-label="Who has it" data-part="told">
      <p data-tone="3">
        Who has it, or had it
        <Show when={props.of.redemptions > REDEMPTIONS_MAX}>
          : the newest {countText(REDEMPTIONS_MAX)} of {countText(props.of.redemptions)}
        </Show>
      </p>
      <Show
        when={props.of.redeemed.length > 0}
        fallback={<p data-tone="2">No subscription that was told of has it, or had it.</p>}
      >
        <Ledger label="Redemptions" columns={columnsIn(props.of.mode)} rows={props.of.redeemed} />
      </Show>
    </section>
  )
}
