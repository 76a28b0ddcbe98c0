import { createMemo, Show } from "solid-js"
import { useAddress } from "../../address.ts"
import { useMe } from "../../data/me.ts"
import { isUnderWay, liveReconciliation, liveReconciliations, type Reconciliation } from "../../data/reconciliation.ts"
import { dateText } from "../../format.ts"
import { nowMs, zone } from "../../reporting.ts"
import { usePage } from "../../shell/page.ts"
import { msOf } from "#shared/time.ts"
import { Answer } from "../../ui/answer.tsx"
import { Banner } from "../../ui/banner.tsx"
import { Button } from "../../ui/button.tsx"
import { Head } from "../../ui/head.tsx"
import { Refresh } from "../../ui/refresh.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Empty, Skeleton } from "../../ui/state.tsx"
import { Time } from "../../ui/time.tsx"
import { Amounts } from "./amounts.tsx"
import { Counts } from "./counts.tsx"
import { History } from "./history.tsx"
import { Samples } from "./samples.tsx"
import { createStartDesk, Start } from "./start.tsx"
import { verdictOf } from "./words.ts"
import "./reconciliation.css"

/** Whether everything that Stripe lists is here, what was taken over from it, and what is still not the same. */
export default function ReconciliationPage() {
  const me = useMe()
  const { field, href, set } = useAddress({ run: "", open: "" })
  const runs = liveReconciliations()
  const id = createMemo(() => field("run") || runs.data()?.items[0]?.reconciliationId)
  const detail = liveReconciliation(id)
  const shown = (): Reconciliation | undefined => {
    const held = detail.data()
    return held?.reconciliationId === id() ? held : runs.data()?.items.find((one) => one.reconciliationId === id())
  }
  const mayWrite = () => me()?.staffRole === "admin" || me()?.staffRole === "support"
  const working = () => runs.data()?.items.some(isUnderWay) ?? false
  const refresh = () => {
    runs.refresh()
    detail.refresh()
  }
  const desk = createStartDesk(refresh, () => set({ run: undefined }))
  usePage({
    refresh,
    actions: () =>
      mayWrite() ? [{ title: "Compare with Stripe", icon: "refresh", words: "reconcile start", run: desk.begin }] : [],
  })
  const toggle = (key: string) => set({ open: field("open") === key ? undefined : key }, { replace: true })

  return (
    <>
      <Head
        title="Reconciliation"
        note="What Stripe lists, against what stands here: each night at 02:30 UTC, and when asked for. What deliveries lost is taken over from Stripe."
      >
        <Refresh of={runs} />
        <Show when={mayWrite()}>
          <Button
            kind="primary"
            onClick={desk.begin}
            disabled={working()}
            title={working() ? "One is under way" : undefined}
          >
            Compare with Stripe
          </Button>
        </Show>
      </Head>
      <Answer
        of={runs}
        skeleton={
          <Sheet busy>
            <Skeleton lines={12} tall="28rem" />
          </Sheet>
        }
      >
        {(data) => (
          <Show
            when={data().items.length > 0 || shown()}
            fallback={
              <Sheet>
                <Empty
                  icon="clock"
                  title="Nothing was compared yet"
                  text="The first comparison is made at 02:30 UTC by itself."
                >
                  <Show when={mayWrite()}>
                    <Button kind="primary" onClick={desk.begin}>
                      Compare with Stripe
                    </Button>
                  </Show>
                </Empty>
              </Sheet>
            }
          >
            <div data-component="reconciliation">
              <Show when={shown()} fallback={<Answer of={detail}>{() => undefined}</Answer>}>
                {(run) => <Report of={run()} newest={field("run") ? href({ run: undefined }) : undefined} />}
              </Show>
              <Show when={shown() && !(shown()!.status === "failed" && shown()!.counts.length === 0)}>
                <Samples of={detail} open={field("open")} toggle={toggle} />
              </Show>
              <History of={data().items} href={(run) => href({ run: run.reconciliationId })} />
            </div>
          </Show>
        )}
      </Answer>
      <Show when={desk.isAsking()}>
        <Start desk={desk} />
      </Show>
    </>
  )
}

/** One comparison: its verdict, its sums, and its counts of each kind. */
function Report(props: { of: Reconciliation; newest: string | undefined }) {
  const verdict = () => verdictOf(props.of)
  const since = () =>
    props.of.from === null ? "of all time" : `of what was made since ${dateText(msOf(props.of.from), zone(), nowMs())}`
  return (
    <>
      <Banner
        status={verdict().status}
        title={verdict().title}
        live
        end={
          <>
            <Show when={props.newest}>{(newest) => <a href={newest()}>Show the newest</a>}</Show>{" "}
            <span data-tone="2">
              {props.of.endedAt ? "ended" : "asked for"} <Time at={props.of.endedAt ?? props.of.requestedAt} seconds />
            </span>
          </>
        }
      >
        {verdict().text}
      </Banner>
      <Show when={props.of.amounts.length > 0}>
        <Amounts of={props.of.amounts} since={since()} />
      </Show>
      <Show when={props.of.counts.length > 0}>
        <Counts of={props.of.counts} />
      </Show>
    </>
  )
}
