import { Show } from "solid-js"
import { liveSubscription, type Named, type SubscriptionDetail } from "../../data/subscriptions.ts"
import { countOf } from "../../format.ts"
import { directoryPath } from "../../shell/nav.ts"
import { Answer } from "../../ui/answer.tsx"
import { Copy } from "../../ui/copy.tsx"
import { Fact, FactColumns, Facts } from "../../ui/facts.tsx"
import { Money } from "../../ui/money.tsx"
import { Skeleton } from "../../ui/state.tsx"
import { Time } from "../../ui/time.tsx"
import { Badge } from "../../ui/word.tsx"
import { Misses } from "../stripe/misses.tsx"
import { OpenInStripe } from "../stripe/open-in-stripe.tsx"
import { ToldNews } from "../stripe/told-news.tsx"
import { Actions } from "./actions.tsx"
import { Commands } from "./commands.tsx"
import { createSubscriptionDesk } from "./desk.ts"
import { Items } from "./items.tsx"
import { Reviews } from "./reviews.tsx"
import { StatusWord } from "./status-word.tsx"
import "./subscriptions.css"

/** One subscription opened: whose it is, how it stands, what it is made of, what it was told, and what can be done about it. */
export function SubscriptionView(props: { of: Named }) {
  const subscription = liveSubscription(() => ({ mode: props.of.mode, subscriptionId: props.of.subscriptionId }))
  const desk = createSubscriptionDesk(subscription)
  return (
    <Answer of={subscription} skeleton={<Skeleton lines={8} tall="18rem" />}>
      {(data) => (
        <div data-component="transaction" data-of="subscription">
          <p data-part="outcome">
            <StatusWord of={data().status} />
            <Show when={data().isWaiting}>
              <Badge status="observing">waits for Stripe</Badge>
            </Show>
            <OpenInStripe mode={data().mode} path={`subscriptions/${encodeURIComponent(data().subscriptionId)}`} />
          </p>
          <Show when={data().masked}>
            <p data-tone="3">Whose it is is masked for the role viewer. A staff admin can grant more.</p>
          </Show>
          <Actions of={data()} desk={desk} />
          <Reviews of={data()} desk={desk} />
          <FactColumns>
            <Ids of={data()} />
            <Standing of={data()} />
          </FactColumns>
          <Items of={data()} />
          <Commands of={data().commands} />
          <ToldNews of={data().news} />
          <Misses of={data().misses} />
        </div>
      )}
    </Answer>
  )
}

function Ids(props: { of: SubscriptionDetail }) {
  return (
    <Facts>
      <Fact name="Subscription">
        <Copy text={props.of.subscriptionId} />
      </Fact>
      <Fact name="Customer">
        <Copy text={props.of.customerId} />
      </Fact>
      <Fact name="Organization">
        <Show when={props.of.organizationId} fallback="none told">
          {(id) => <a href={directoryPath(id())}>{id()}</a>}
        </Show>
      </Fact>
      <Fact name="Name">{props.of.name ?? "not told"}</Fact>
      <Fact name="E-mail">{props.of.email ?? "not told"}</Fact>
      <Fact name="Mode">{props.of.mode}</Fact>
    </Facts>
  )
}

function Standing(props: { of: SubscriptionDetail }) {
  return (
    <Facts>
      <Fact name="MRR">
        <Money cents={props.of.mrrCents} currency={props.of.currency} />
      </Fact>
      <Fact name="Started">
        <Time at={props.of.startedAt} />
      </Fact>
      <Show when={props.of.trialEndsAt}>
        {(at) => (
          <Fact name="Trial ends">
            <Time at={at()} />
          </Fact>
        )}
      </Show>
      <Show when={props.of.renewsAt}>
        {(at) => (
          <Fact name="Renews">
            <Time at={at()} />
          </Fact>
        )}
      </Show>
      <Show when={props.of.cancellation}>
        {(one) => (
          <Fact name="Ends">
            <Show when={one().endsAt} fallback="with its period">
              {(at) => <Time at={at()} />}
            </Show>
            <Show when={one().askedAt}>
              {(at) => (
                <>
                  , asked <Time at={at()} />
                </>
              )}
            </Show>
          </Fact>
        )}
      </Show>
      <Show when={props.of.endedAt}>
        {(at) => (
          <Fact name="Ended">
            <Time at={at()} />
          </Fact>
        )}
      </Show>
      <Show when={props.of.collectionPaused}>
        <Fact name="Collection">paused</Fact>
      </Show>
      <Show when={props.of.failing}>
        {(one) => (
          <Fact name="Failed payment">
            <Money cents={one().dueCents} currency={one().currency} /> of {one().number ?? one().invoiceId},{" "}
            {countOf(one().attempts, "try", "tries")}
            <Show when={one().nextAttemptAt} fallback=", none to come">
              {(at) => (
                <>
                  , next <Time at={at()} />
                </>
              )}
            </Show>
          </Fact>
        )}
      </Show>
    </Facts>
  )
}
