import { Show } from "solid-js"
import type { FailedPayment } from "../../data/failed-payments.ts"
import { countOf } from "../../format.ts"
import { directoryPath } from "../../shell/nav.ts"
import { Button } from "../../ui/button.tsx"
import { Copy } from "../../ui/copy.tsx"
import { Money } from "../../ui/money.tsx"
import type { Column } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { Badge } from "../../ui/word.tsx"
import { None } from "../subscriptions/columns.tsx"
import { OpenInvoice } from "./open-invoice.tsx"

export const keyOf = ({ invoiceId }: FailedPayment): string => invoiceId

/** What a customer is called, as far as anybody told. */
export const ownerOf = ({ name, email, customerId }: FailedPayment): string => name ?? email ?? customerId

/** Stripe's word for why, read aloud; and with which card. */
function Reason(props: { of: FailedPayment }) {
  return (
    <Show
      when={props.of.lastTry}
      fallback={<span data-tone="3">{props.of.isAsked ? "asked of Stripe" : "not told"}</span>}
    >
      {(one) => (
        <span data-part="lines">
          <a href={`/admin/revenue/transactions?${new URLSearchParams(transaction(props.of, one().chargeId))}`}>
            {one().code?.replaceAll("_", " ") ?? "no reason given"}
          </a>
          <span data-tone="3">
            {one().method ?? "unknown card"}, <Time at={one().at} as="short" />
          </span>
        </span>
      )}
    </Show>
  )
}

const transaction = ({ mode }: FailedPayment, chargeId: string) => ({
  ...(mode === "test" ? { mode } : {}),
  open: chargeId,
})

/** Whose it is; the name leads to the subscription, where its commands stand. */
function Owner(props: { of: FailedPayment }) {
  const subscription = () =>
    props.of.subscriptionId === null
      ? undefined
      : `/admin/revenue/subscriptions?${new URLSearchParams(transaction(props.of, props.of.subscriptionId))}`
  return (
    <Show when={subscription()} fallback={ownerOf(props.of)}>
      {(href) => <a href={href()}>{ownerOf(props.of)}</a>}
    </Show>
  )
}

/** What is told of each; `onRetry` where the reader may retry, `isReal` where Stripe is no stand-in. */
export const columnsOf = (
  onRetry: ((row: FailedPayment) => void) | undefined,
  isReal: boolean,
): readonly Column<FailedPayment>[] => [
  { id: "customer", title: "Customer", cell: (row) => <Owner of={row} /> },
  { id: "due", title: "Due", figure: true, cell: (row) => <Money cents={row.dueCents} currency={row.currency} /> },
  { id: "reason", title: "Reason", cell: (row) => <Reason of={row} /> },
  {
    id: "saw",
    title: "What the customer was told",
    grow: true,
    cell: (row) => <span data-part="words">{row.lastTry?.message ?? <None />}</span>,
  },
  {
    id: "next",
    title: "Next try",
    figure: true,
    sorted: "asc",
    cell: (row) => (
      <span data-part="lines">
        <Show when={row.nextAttemptAt} fallback={<span data-tone="2">none to come</span>}>
          {(at) => <Time at={at()} />}
        </Show>
        <span data-tone="3">{countOf(row.attempts, "try", "tries")} so far</span>
      </span>
    ),
  },
  {
    id: "invoice",
    title: "Invoice",
    cell: (row) => <Copy text={row.number ?? row.invoiceId} />,
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
  ...(isReal ? [{ id: "stripe", title: "In Stripe", cell: (row: FailedPayment) => <OpenInvoice of={row} /> }] : []),
  ...(onRetry
    ? [
        {
          id: "retry",
          title: "Retry",
          cell: (row: FailedPayment) => (
            <Show when={!row.isWaiting} fallback={<Badge status="observing">waits for Stripe</Badge>}>
              <Button aria-label={`Retry the payment of ${ownerOf(row)}`} onClick={() => onRetry(row)}>
                Retry
              </Button>
            </Show>
          ),
        },
      ]
    : []),
]
