import { For, Show } from "solid-js"
import { cadenceWords } from "#shared/revenue/sentence.ts"
import type { SubscriptionDetail } from "../../data/subscriptions.ts"
import { moneyText } from "../../format.ts"
import { Copy } from "../../ui/copy.tsx"
import { Money } from "../../ui/money.tsx"
import type { Column } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { Ledger } from "../transactions/ledger.tsx"
import { None } from "./columns.tsx"

type Item = SubscriptionDetail["items"][number]
type Discount = SubscriptionDetail["discounts"][number]

/** What an item costs for one; an amount finer than the minor unit is said as Stripe says it. */
function unitText({ unit, metered }: Item, currency: string): string {
  if (metered) return "by use"
  if (unit === null) return "in tiers"
  return /^\d+$/.test(unit) ? moneyText(Number(unit), currency) : `${unit} of the smallest unit`
}

const columnsIn = (currency: string): readonly Column<Item>[] => [
  { id: "plan", title: "Item", cell: (row) => row.plan },
  { id: "quantity", title: "Quantity", figure: true, cell: (row) => (row.metered ? <None /> : row.quantity) },
  { id: "unit", title: "For one", figure: true, cell: (row) => unitText(row, currency) },
  { id: "cadence", title: "Paid", cell: (row) => cadenceWords(row.cadence) },
  { id: "mrr", title: "MRR", figure: true, cell: (row) => <Money cents={row.mrrCents} currency={currency} /> },
  { id: "price", title: "Price", cell: (row) => (row.priceId ? <Copy text={row.priceId} /> : <None />) },
]

/** What a subscription is made of, what each item is worth by the month, and what lowers that. */
export function Items(props: { of: SubscriptionDetail }) {
  const discounts = () => [...props.of.discounts, ...props.of.items.flatMap((item) => item.discounts)]
  return (
    <>
      <Ledger label="Items" columns={columnsIn(props.of.currency)} rows={props.of.items} />
      <Show when={discounts().length > 0}>
        <ul data-part="discounts" aria-label="Discounts">
          <For each={discounts()}>{(discount) => <DiscountLine of={discount} in={props.of} />}</For>
        </ul>
      </Show>
    </>
  )
}

function DiscountLine(props: { of: Discount; in: SubscriptionDetail }) {
  const off = () =>
    props.of.kind === "percent"
      ? `${props.of.value} % off`
      : `${moneyText(Number(props.of.value), props.of.currency ?? props.in.currency)} off`
  const discountsHref = (open: string) =>
    `/admin/revenue/discounts?${new URLSearchParams({ ...(props.in.mode === "test" ? { mode: "test" } : {}), open })}`
  const lasting = { forever: "for ever", repeating: "for some months", once: "once" } as const
  return (
    <li>
      {off()}, {lasting[props.of.duration]}
      <Show when={props.of.endsAt}>
        {(at) => (
          <>
            , until <Time at={at()} as="date" />
          </>
        )}
      </Show>
      <Show when={props.of.couponId}>
        {(open) => (
          <>
            {" "}
            by <a href={discountsHref(open())}>{open()}</a>
          </>
        )}
      </Show>
      <span data-tone="3">
        {props.of.counts ? "; it lowers MRR" : "; by the settings' discount rule it does not lower MRR now"}
      </span>
    </li>
  )
}
