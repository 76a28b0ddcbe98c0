import { Show } from "solid-js"
import { cadenceWords } from "#shared/revenue/sentence.ts"
import type { Subscription } from "../../data/subscriptions.ts"
import { countOf } from "../../format.ts"
import { directoryPath } from "../../shell/nav.ts"
import { Copy } from "../../ui/copy.tsx"
import { Money } from "../../ui/money.tsx"
import type { Column } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { Badge } from "../../ui/word.tsx"
import { StatusWord } from "./status-word.tsx"

export const keyOf = ({ subscriptionId }: Subscription): string => subscriptionId

/** What a customer is called, as far as anybody told. */
export const customerName = ({ name, email, customerId }: Subscription): string => name ?? email ?? customerId

/** Nothing to say. */
export const None = () => <span data-tone="3">–</span>

/** What is subscribed to, over how often it is paid for how many. */
function Plan(props: { of: Subscription }) {
  const terms = () => [cadenceWords(props.of.cadence), ...(props.of.seats > 0 ? [countOf(props.of.seats, "seat")] : [])]
  return (
    <span data-part="lines">
      <span>{props.of.plans.join(", ") || "nothing that recurs"}</span>
      <Show when={props.of.cadence}>
        <span data-tone="3">{terms().join(", ")}</span>
      </Show>
    </span>
  )
}

function Status(props: { of: Subscription }) {
  return (
    <span data-part="lines">
      <StatusWord of={props.of.status} />
      <Show
        when={props.of.isWaiting}
        fallback={
          <Show when={props.of.collectionPaused}>
            <span data-tone="3">collection paused</span>
          </Show>
        }
      >
        <Badge status="observing">waits for Stripe</Badge>
      </Show>
    </span>
  )
}

/** MRR now; of what earns nothing yet, or no more for now, what it would be. */
function Mrr(props: { of: Subscription }) {
  const other = () => props.of.trialCents || (props.of.mrrCents === 0 ? props.of.pausedCents : 0)
  return (
    <span data-part="lines">
      <Money cents={props.of.mrrCents} currency={props.of.currency} />
      <Show when={other() > 0}>
        <span data-tone="3">
          <Money cents={other()} currency={props.of.currency} />{" "}
          {props.of.trialCents > 0 ? "after its trial" : "if it goes on"}
        </span>
      </Show>
    </span>
  )
}

function Ends(props: { of: Subscription }) {
  return (
    <Show
      when={props.of.cancellation}
      fallback={
        <Show when={props.of.endedAt} fallback={<None />}>
          {(at) => <Time at={at()} as="date" />}
        </Show>
      }
    >
      {(one) => (
        <span data-part="lines">
          <Show when={one().endsAt} fallback="with its period">
            {(at) => <Time at={at()} as="date" />}
          </Show>
          <Show when={one().askedAt}>
            {(at) => (
              <span data-tone="3">
                asked <Time at={at()} as="date" />
              </span>
            )}
          </Show>
        </span>
      )}
    </Show>
  )
}

/** What could not be collected: how much, over how often that was tried and when it is tried next. */
function Failing(props: { of: Subscription }) {
  return (
    <Show when={props.of.failing} fallback={<None />}>
      {(one) => (
        <span data-part="lines">
          <Money cents={one().dueCents} currency={one().currency} />
          <span data-tone="3">
            {countOf(one().attempts, "try", "tries")}
            <Show when={one().nextAttemptAt} fallback=", none to come">
              {(at) => (
                <>
                  , next <Time at={at()} as="date" />
                </>
              )}
            </Show>
          </span>
        </span>
      )}
    </Show>
  )
}

export const COLUMNS: readonly Column<Subscription>[] = [
  {
    id: "customer",
    title: "Customer",
    sort: true,
    cell: (row) => <span data-part="customer">{customerName(row)}</span>,
  },
  { id: "plan", title: "Plan", grow: true, cell: (row) => <Plan of={row} /> },
  { id: "status", title: "Status", cell: (row) => <Status of={row} /> },
  { id: "mrr", title: "MRR", figure: true, sort: true, first: "desc", cell: (row) => <Mrr of={row} /> },
  {
    id: "renews",
    title: "Renews",
    figure: true,
    sort: true,
    cell: (row) => (row.renewsAt ? <Time at={row.renewsAt} as="date" /> : <None />),
  },
  { id: "ends", title: "Ends", figure: true, sort: true, cell: (row) => <Ends of={row} /> },
  { id: "failing", title: "Failed payment", figure: true, cell: (row) => <Failing of={row} /> },
  {
    id: "started",
    title: "Started",
    figure: true,
    sort: true,
    first: "desc",
    cell: (row) => <Time at={row.startedAt} as="date" />,
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
  { id: "id", title: "Subscription", cell: (row) => <Copy text={row.subscriptionId} /> },
]
