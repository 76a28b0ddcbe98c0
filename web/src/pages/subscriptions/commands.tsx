import { Match, Show, Switch } from "solid-js"
import type { StripeCommand } from "#shared/contract/stripe-commands.ts"
import { moneyText } from "../../format.ts"
import type { Column } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { Word } from "../../ui/word.tsx"
import { Ledger } from "../transactions/ledger.tsx"

const ACTIONS: Record<StripeCommand["action"], string> = {
  cancel: "End with its period",
  resume: "Let it go on",
  changePlan: "Change plan",
  pay: "Retry payment",
  stageEvidence: "Stage evidence",
  submitEvidence: "Submit evidence",
  create: "Make the coupon",
  createCode: "Make a code",
  deactivateCode: "Deactivate the code",
  reactivateCode: "Activate the code again",
  delete: "Delete the coupon",
}
const MARKS = { waiting: "observing", done: "ok", failed: "fail" } as const

const amount = (asks: StripeCommand["asks"], field: string): string | undefined => {
  const [cents, currency] = [asks[field], asks["currency"]]
  return typeof cents === "number" && typeof currency === "string" ? moneyText(cents, currency) : undefined
}

/** What a command asks for, in a few words. */
function Asks(props: { of: StripeCommand }) {
  const words = () => {
    const { asks, action } = props.of
    if (action === "create") return [asks["name"]]
    if (action === "createCode") return [asks["code"] ?? "a code of Stripe's making"]
    if (action === "deactivateCode" || action === "reactivateCode") return [asks["code"]]
    if (action === "pay") return [asks["number"], amount(asks, "dueCents")]
    if (action === "changePlan")
      return [asks["plan"], `${amount(asks, "mrrCents") ?? "?"} → ${amount(asks, "mrrCentsAfter") ?? "?"} MRR`]
    return [amount(asks, "mrrCents") && `${amount(asks, "mrrCents")} MRR`]
  }
  const said = () => words().filter((word) => typeof word === "string")
  return (
    <span data-part="lines">
      <span>{ACTIONS[props.of.action]}</span>
      <Show when={said().length > 0}>
        <span data-tone="3">{said().join(", ")}</span>
      </Show>
    </span>
  )
}

/** How a command stands: why it waits, or how it ended, in Stripe's words where those were no. */
function State(props: { of: StripeCommand }) {
  return (
    <span data-part="lines" data-wide="">
      <Word status={MARKS[props.of.state]}>{props.of.state}</Word>
      <Switch>
        <Match when={props.of.state === "waiting" && props.of.failure}>
          {(failure) => (
            <span data-tone="2">
              <Show when={failure().code !== "noKey"} fallback={failure().message}>
                The last try said: {failure().message}
              </Show>
              <Show when={props.of.nextTryAt}>
                {(at) => (
                  <>
                    {" "}
                    Next try <Time at={at()} as="clock" seconds />.
                  </>
                )}
              </Show>
            </span>
          )}
        </Match>
        <Match when={props.of.state === "failed" && props.of.failure}>
          {(failure) => (
            <span data-tone="2">
              {failure().code === "noAnswer" ? "" : "Stripe: "}
              {failure().message} <code>{failure().code}</code>
            </span>
          )}
        </Match>
      </Switch>
    </span>
  )
}

const COLUMNS: readonly Column<StripeCommand>[] = [
  { id: "at", title: "Asked", cell: (row) => <Time at={row.requestedAt} /> },
  { id: "asks", title: "Command", cell: (row) => <Asks of={row} /> },
  { id: "by", title: "By", cell: (row) => row.by.name },
  { id: "state", title: "Outcome", cell: (row) => <State of={row} /> },
  {
    id: "ended",
    title: "Ended",
    figure: true,
    cell: (row) => (row.endedAt ? <Time at={row.endedAt} /> : <span data-tone="3">–</span>),
  },
]

/** What Stripe was told to do with a subscription, the newest first; the record of it whatever else was said. */
export function Commands(props: { of: readonly StripeCommand[] }) {
  return (
    <Show when={props.of.length > 0}>
      <section aria-label="Commands" data-part="told">
        <p data-tone="3">Commands</p>
        <Ledger label="Commands to Stripe" columns={COLUMNS} rows={props.of} />
      </section>
    </Show>
  )
}
