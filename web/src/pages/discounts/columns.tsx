import { For, Show } from "solid-js"
import { termsWords } from "#shared/discounts/words.ts"
import type { Discount } from "../../data/discounts.ts"
import { countOf, countText } from "../../format.ts"
import { Copy } from "../../ui/copy.tsx"
import { Money } from "../../ui/money.tsx"
import type { Column } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { Badge } from "../../ui/word.tsx"
import { None } from "../subscriptions/columns.tsx"
import { StatusWord } from "./status-word.tsx"

export const keyOf = ({ couponId }: Discount): string => couponId

/** Amounts of several currencies, one under the other. */
export function Moneys(props: { of: Discount["given"] }) {
  return (
    <Show when={props.of.length > 0} fallback={<None />}>
      <span data-part="moneys">
        <For each={props.of}>{(one) => <Money cents={one.cents} currency={one.currency} />}</For>
      </span>
    </Show>
  )
}

function Coupon(props: { of: Discount }) {
  return (
    <span data-part="lines">
      <span data-part="customer">{props.of.name ?? props.of.couponId}</span>
      <span data-tone="3">{termsWords(props.of.terms)}</span>
    </span>
  )
}

const CODES_SHOWN = 2

function Codes(props: { of: Discount }) {
  const shown = () => props.of.codes.slice(0, CODES_SHOWN)
  const left = () => props.of.codes.length - shown().length
  return (
    <Show when={props.of.codes.length > 0} fallback={<None />}>
      <span data-part="lines">
        <For each={shown()}>{({ code, active }) => <code data-tone={active ? undefined : "3"}>{code}</code>}</For>
        <Show when={left() > 0}>
          <span data-tone="3">and {countText(left())} more</span>
        </Show>
      </span>
    </Show>
  )
}

function Status(props: { of: Discount }) {
  return (
    <span data-part="lines">
      <StatusWord of={props.of.status} />
      <Show when={props.of.isWaiting}>
        <Badge status="observing">waits for Stripe</Badge>
      </Show>
    </span>
  )
}

/** Stripe's count of its limit, over the subscriptions that we know of. */
export function Redeemed(props: { of: Discount }) {
  const count = () => (props.of.redeemedCount === null ? "not told" : countText(props.of.redeemedCount))
  return (
    <span data-part="lines">
      <span>
        {count()}
        <Show when={props.of.redemptionsMax}>{(max) => <span data-tone="3"> of {countText(max())}</span>}</Show>
      </span>
      <Show when={props.of.redemptions > 0}>
        <span data-tone="3">on {countOf(props.of.running, "subscription")} now</span>
      </Show>
    </span>
  )
}

export const COLUMNS: readonly Column<Discount>[] = [
  { id: "coupon", title: "Coupon", grow: true, cell: (row) => <Coupon of={row} /> },
  { id: "codes", title: "Codes", cell: (row) => <Codes of={row} /> },
  { id: "status", title: "Status", cell: (row) => <Status of={row} /> },
  {
    id: "redemptions",
    title: "Redeemed",
    figure: true,
    sort: true,
    first: "desc",
    cell: (row) => <Redeemed of={row} />,
  },
  {
    id: "offMonth",
    title: "Off a month",
    figure: true,
    sort: true,
    first: "desc",
    cell: (row) => <Moneys of={row.offMonth} />,
  },
  {
    id: "given",
    title: "Given so far",
    figure: true,
    sort: true,
    first: "desc",
    cell: (row) => <Moneys of={row.given} />,
  },
  {
    id: "expires",
    title: "Expires",
    figure: true,
    sort: true,
    cell: (row) => (row.redeemByAt ? <Time at={row.redeemByAt} as="date" /> : <None />),
  },
  {
    id: "created",
    title: "Created",
    figure: true,
    sort: true,
    first: "desc",
    cell: (row) => (row.createdAt ? <Time at={row.createdAt} as="date" /> : <None />),
  },
  { id: "id", title: "Id", cell: (row) => <Copy text={row.couponId} /> },
]
