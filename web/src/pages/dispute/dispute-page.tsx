import { useParams } from "@solidjs/router"
import { Show } from "solid-js"
import { type DisputeDetail, liveDispute } from "../../data/disputes.ts"
import { moneyText } from "../../format.ts"
import { usePage } from "../../shell/page.ts"
import { Answer } from "../../ui/answer.tsx"
import { Copy } from "../../ui/copy.tsx"
import { Head } from "../../ui/head.tsx"
import { Badge } from "../../ui/word.tsx"
import { Refresh } from "../../ui/refresh.tsx"
import { Columns } from "../../ui/section.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Skeleton } from "../../ui/state.tsx"
import { spaced } from "../disputes/words.tsx"
import { OpenInStripe } from "../stripe/open-in-stripe.tsx"
import { AtStake } from "./at-stake.tsx"
import { Course } from "./course.tsx"
import { EvidenceForm } from "./evidence.tsx"
import { Identity } from "./identity.tsx"
import { MoneyMoved } from "./money-moved.tsx"
import { UsageBefore } from "./usage.tsx"
import { ProductSaid } from "./product-said.tsx"
import { TimeLeft } from "./time-left.tsx"
import "./dispute.css"

/** One dispute: how long it can still be answered, what is at stake, the money that moved and everything that happened. */
export default function DisputePage() {
  const params = useParams<{ mode: string; disputeId: string }>()
  return (
    <Show when={`${params.mode}/${params.disputeId}`} keyed>
      <Dispute mode={params.mode === "test" ? "test" : "live"} disputeId={params.disputeId} />
    </Show>
  )
}

function Dispute(props: { mode: "live" | "test"; disputeId: string }) {
  const dispute = liveDispute(() => ({ mode: props.mode, disputeId: props.disputeId }))
  usePage({ crumb: () => props.disputeId, refresh: dispute.refresh })
  const title = () => {
    const data = dispute.data()
    if (!data) return "Dispute"
    return `${data.name ?? data.email ?? "Somebody"} disputes ${moneyText(data.amountCents, data.currency)}`
  }
  return (
    <>
      <Head title={title()} note={<Show when={dispute.data()}>{(data) => <Named of={data()} />}</Show>} grows>
        <Refresh of={dispute} />
      </Head>
      <Answer
        of={dispute}
        skeleton={
          <Sheet>
            <Skeleton lines={14} tall="32rem" />
          </Sheet>
        }
      >
        {(data) => (
          <>
            <Columns even>
              <TimeLeft of={data()} />
              <AtStake of={data()} />
            </Columns>
            <MoneyMoved of={data()} />
            <UsageBefore of={data()} />
            <Show when={data().product ?? data().usage}>
              <ProductSaid of={data().product} />
            </Show>
            <Columns>
              <div data-part="beside">
                <Course of={data()} />
                <Identity of={data()} />
              </div>
              <EvidenceForm of={data()} refresh={dispute.refresh} />
            </Columns>
          </>
        )}
      </Answer>
    </>
  )
}

/** What it is called: its kind, the bank's reason, its id, and where Stripe shows it. */
function Named(props: { of: DisputeDetail }) {
  return (
    <span data-part="named">
      <Badge status={props.of.kind === "chargeback" ? "fail" : "warn"}>{props.of.kind}</Badge>
      <Show when={props.of.escalated}>
        <span>was an inquiry</span>
      </Show>
      <Show when={props.of.mode === "test"}>
        <Badge kind="sandbox">test mode</Badge>
      </Show>
      <span>{props.of.reason ? spaced(props.of.reason) : "no reason told"}</span>
      <Copy text={props.of.disputeId} />
      <OpenInStripe mode={props.of.mode} path={`disputes/${encodeURIComponent(props.of.disputeId)}`} />
    </span>
  )
}
