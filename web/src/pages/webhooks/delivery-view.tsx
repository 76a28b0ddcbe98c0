import { createEffect, Show } from "solid-js"
import { type Delivery, type DeliveryName, liveDelivery } from "../../data/webhooks.ts"
import { sizeText } from "../../format.ts"
import { Answer } from "../../ui/answer.tsx"
import { Copy } from "../../ui/copy.tsx"
import { Fact, Facts } from "../../ui/facts.tsx"
import { Skeleton } from "../../ui/state.tsx"
import { Time } from "../../ui/time.tsx"
import { Word } from "../../ui/word.tsx"
import { EventType } from "./event-type.tsx"
import { Payload } from "./payload.tsx"
import { Replay } from "./replay.tsx"
import "./delivery-view.css"

/** One delivery opened: what it is, what became of it, its payload, and applying it again. */
export function DeliveryView(props: { of: DeliveryName; onNews?: (delivery: Delivery) => void }) {
  const delivery = liveDelivery(() => ({ provider: props.of.provider, deliveryId: props.of.deliveryId }))
  createEffect(() => {
    const told = delivery.data()
    if (told) props.onNews?.({ ...told })
  })
  return (
    <Answer of={delivery} skeleton={<Skeleton lines={5} tall="14rem" />}>
      {(data) => (
        <div data-component="delivery">
          <div>
            <p data-part="outcome">
              <Outcome of={data()} />
            </p>
            <Facts>
              <Fact name="Type">
                <EventType type={data().type} />
              </Fact>
              <Fact name="Delivery">
                <Copy text={data().deliveryId} />
              </Fact>
              <Show when={data().objectId}>
                {(id) => (
                  <Fact name="Object">
                    <Copy text={id()} />
                  </Fact>
                )}
              </Show>
              <Show when={data().customerId}>
                {(id) => (
                  <Fact name="Customer">
                    <Copy text={id()} />
                  </Fact>
                )}
              </Show>
              <Fact name="Happened">{data().occurredAt ? <Time at={data().occurredAt!} seconds /> : "–"}</Fact>
              <Fact name="Received">
                <Time at={data().receivedAt} seconds />
              </Fact>
              <Fact name={data().status === "ignored" ? "Ignored" : "Applied"}>
                {data().appliedAt ? <Time at={data().appliedAt!} seconds /> : "–"}
              </Fact>
              <Fact name="Attempts">{data().attempts}</Fact>
              <Fact name="Mode">{data().livemode === null ? "–" : data().livemode ? "live" : "test"}</Fact>
              <Fact name="Size">{sizeText(data().sizeBytes)}</Fact>
            </Facts>
            <Replay of={data()} />
          </div>
          <Payload text={data().payload} masked={data().masked} keptUntil={data().payloadKeptUntil} />
        </div>
      )}
    </Answer>
  )
}

/** What became of it, as a sentence. */
function Outcome(props: { of: Delivery }) {
  const ends = () => {
    if (props.of.status === "received")
      return props.of.reason ? `It will be tried again: ${props.of.reason}` : "It is waiting to be applied."
    if (props.of.status === "parked")
      return `Gave up after ${props.of.attempts} attempts: ${props.of.reason ?? "no reason was kept"}`
    return (
      props.of.reason ??
      (props.of.status === "applied"
        ? "Its facts are kept and the figures they touch computed."
        : "No reason was kept.")
    )
  }
  return (
    <>
      <Word status={props.of.status} /> <span>{ends()}</span>
    </>
  )
}
