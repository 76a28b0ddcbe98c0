import { createSignal, For, Show } from "solid-js"
import { FAILED_MAX } from "#shared/contract/failed-payments.ts"
import { SUBSCRIPTION_DEFINITIONS } from "#shared/subscriptions/definitions.ts"
import { useAddress } from "../../address.ts"
import { type FailedPayment, liveFailedPayments, retry } from "../../data/failed-payments.ts"
import { exportList } from "../../data/exports.ts"
import { useMe } from "../../data/me.ts"
import { createDesk } from "../../desk.ts"
import { countOf, countText } from "../../format.ts"
import { askFreshSignIn } from "../../shell/asked.ts"
import { usePage } from "../../shell/page.ts"
import { toast } from "../../toast.ts"
import { Answer } from "../../ui/answer.tsx"
import { Button } from "../../ui/button.tsx"
import { Filters, Listing } from "../../ui/filter.tsx"
import { heldRows } from "../../ui/held-rows.ts"
import { How } from "../../ui/how.tsx"
import { LiveHead } from "../../ui/live-head.tsx"
import { Money } from "../../ui/money.tsx"
import { News } from "../../ui/news.tsx"
import { WayOut } from "../../ui/no-rows.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Empty, Skeleton } from "../../ui/state.tsx"
import { Table } from "../../ui/table.tsx"
import { ModeSegments, modeIn, otherMode } from "../stripe/mode.tsx"
import { columnsOf, keyOf, ownerOf } from "./columns.tsx"
import { RetryReview } from "./retry-review.tsx"
import "../subscriptions/subscriptions.css"
import "./failed-payments.css"

const FAILED = SUBSCRIPTION_DEFINITIONS.failedPayment

/** Every open invoice whose payment failed: whose, how much, why, what the customer was told, when it is tried next; and trying it now. */
export default function FailedPaymentsPage() {
  const { field, href } = useAddress({ mode: "live" })
  const mode = () => modeIn(field)
  const me = useMe()
  const failed = liveFailedPayments(mode)
  const held = heldRows(
    () => failed.data() && { items: failed.data()!.items, nextCursor: null },
    keyOf,
    failed.answered,
  )
  const [retrying, setRetrying] = createSignal<FailedPayment>()
  const desk = createDesk({
    isOpen: () => retrying() !== undefined,
    close: () => setRetrying(undefined),
    refresh: failed.refresh,
  })
  const send = (of: FailedPayment) =>
    void desk.send(
      desk.once({ mode: of.mode, invoiceId: of.invoiceId, attempts: of.attempts }, (key) => retry(of, key)),
      () =>
        toast({
          status: "ok",
          text: "Told Stripe to charge again; how that ends stands with the subscription's commands.",
        }),
      (refused) => {
        if (refused.code !== "staleSignIn") return false
        desk.close()
        askFreshSignIn("retry the payment")
        return true
      },
    )
  const columns = () =>
    columnsOf(
      me()?.staffRole === "admin" ? (row) => setRetrying({ ...row }) : undefined,
      me() !== undefined && !me()!.console.sandboxes.includes("stripe"),
    )
  const exportThese = () => void exportList({ list: "failed-payments", filter: { mode: mode() } })
  usePage({
    actions: () => [
      { title: "Export these failed payments as CSV", icon: "download", words: "download", run: exportThese },
    ],
    refresh: () => {
      failed.refresh()
      held.show()
    },
  })
  const news = () => {
    if (held.freshCount() > 0) return `${held.freshCount()} new`
    return held.changed() ? "The list has changed. Show it" : undefined
  }

  return (
    <>
      <LiveHead
        title="Failed payments"
        note="Open invoices whose payment failed, the soonest next try first."
        of={failed}
      />
      <Listing>
        <Filters
          clear={undefined}
          end={
            <>
              <How of="a failed payment" window={FAILED.window} rows={FAILED.source}>
                {FAILED.definition}
              </How>
              <Button icon="download" onClick={exportThese}>
                Export CSV
              </Button>
            </>
          }
        >
          <ModeSegments mode={mode()} href={href} />
          <Show when={failed.data()}>
            {(data) => (
              <p data-part="dues">
                {countOf(data().total, "invoice")}
                <For each={data().due}>
                  {(one) => (
                    <>
                      {" · "}
                      <Money cents={one.cents} currency={one.currency} /> due
                    </>
                  )}
                </For>
                <Show when={data().masked}> · whose they are is masked for the role viewer</Show>
              </p>
            )}
          </Show>
        </Filters>
        <News text={news()} onShow={held.show}>
          <Sheet busy={failed.loading()}>
            <Answer of={failed} skeleton={<Skeleton lines={8} tall="20rem" />}>
              {(data) => (
                <Show
                  when={held.rows().length > 0}
                  fallback={
                    <Empty
                      icon="check"
                      title={mode() === "live" ? "No payment has failed" : "No payment has failed in test mode"}
                      text="Every invoice that was tried is paid, or was given up."
                    >
                      <WayOut href={href({ mode: otherMode(mode()) })}>
                        {mode() === "live" ? "Test mode" : "Show live payments"}
                      </WayOut>
                    </Empty>
                  }
                >
                  <Table label="Failed payments" wide columns={columns()} rows={held.rows()} keyOf={keyOf} />
                  <Show when={data().total > FAILED_MAX}>
                    <p data-part="more">
                      These are the first {countText(FAILED_MAX)} of {countText(data().total)}.
                    </p>
                  </Show>
                </Show>
              )}
            </Answer>
          </Sheet>
        </News>
        <Show when={me()?.staffRole !== "admin" && me()?.staffRole}>
          {(role) => <p data-tone="3">Retrying takes the role admin; yours is {role()}. A staff admin can grant it.</p>}
        </Show>
      </Listing>
      <Show when={retrying()}>
        {(of) => <RetryReview customer={ownerOf(of())} of={of()} desk={desk} onSend={() => send(of())} />}
      </Show>
    </>
  )
}
