import { Show } from "solid-js"
import { termsWords } from "#shared/discounts/words.ts"
import { type DiscountDetail, liveDiscount, type Named } from "../../data/discounts.ts"
import { useMe } from "../../data/me.ts"
import { Answer } from "../../ui/answer.tsx"
import { Button } from "../../ui/button.tsx"
import { Copy } from "../../ui/copy.tsx"
import { Fact, FactColumns, Facts } from "../../ui/facts.tsx"
import { Skeleton } from "../../ui/state.tsx"
import { Time } from "../../ui/time.tsx"
import { Badge } from "../../ui/word.tsx"
import { Commands } from "../subscriptions/commands.tsx"
import { Misses } from "../stripe/misses.tsx"
import { OpenInStripe } from "../stripe/open-in-stripe.tsx"
import { ToldNews } from "../stripe/told-news.tsx"
import { Codes } from "./codes.tsx"
import { Moneys, Redeemed } from "./columns.tsx"
import { createDiscountDesk, type DiscountDesk } from "./desk.ts"
import { noCode } from "./fields.ts"
import { Redemptions } from "./redemptions.tsx"
import { Reviews } from "./reviews.tsx"
import { StatusWord } from "./status-word.tsx"
import "./discounts.css"

/** One coupon opened: what it takes off, its promotion codes, who has it, what was told of it, and what can be done about it. */
export function DiscountView(props: { of: Named; currencies: readonly string[] }) {
  const discount = liveDiscount(() => ({ mode: props.of.mode, couponId: props.of.couponId }))
  const desk = createDiscountDesk(() => discount.data()?.couponId, discount.refresh)
  return (
    <Answer of={discount} skeleton={<Skeleton lines={8} tall="18rem" />}>
      {(data) => (
        <div data-component="transaction" data-of="discount">
          <p data-part="outcome">
            <StatusWord of={data().status} />
            <Show when={data().isWaiting}>
              <Badge status="observing">waits for Stripe</Badge>
            </Show>
            <Show when={data().status !== "deleted"}>
              <OpenInStripe mode={data().mode} path={`coupons/${encodeURIComponent(data().couponId)}`} />
            </Show>
          </p>
          <Show when={data().masked}>
            <p data-tone="3">Who has it is masked for the role viewer. A staff admin can grant more.</p>
          </Show>
          <Actions of={data()} desk={desk} currencies={props.currencies} />
          <Reviews of={data()} desk={desk} currencies={props.currencies} />
          <FactColumns>
            <Terms of={data()} />
            <Worth of={data()} />
          </FactColumns>
          <Codes of={data()} desk={desk} />
          <Redemptions of={data()} />
          <Commands of={data().commands} />
          <ToldNews
            of={data().news}
            about={({ code }) => <Show when={code}>{(one) => <CodeName of={one()} />}</Show>}
            none={<p data-tone="2">Stripe told nothing of it itself: only subscriptions that have it do.</p>}
          />
          <Misses of={data().misses} />
        </div>
      )}
    </Answer>
  )
}

/** What can be done about a coupon as it stands, by whoever may; nothing while a command waits. */
function Actions(props: { of: DiscountDetail; desk: DiscountDesk; currencies: readonly string[] }) {
  const me = useMe()
  const isTold = () => props.of.status !== "untold" && props.of.status !== "deleted"
  return (
    <Show
      when={me()?.staffRole === "admin"}
      fallback={
        <Show when={me()?.staffRole}>
          {(role) => (
            <p data-tone="3">Commands to Stripe take the role admin; yours is {role()}. A staff admin can grant it.</p>
          )}
        </Show>
      }
    >
      <Show when={isTold()}>
        <div data-part="acts">
          <Show when={props.of.status === "active"}>
            <Button
              disabled={props.of.isWaiting}
              onClick={() => props.desk.review({ act: "createCode", fields: noCode(props.currencies[0]!) })}
            >
              New code…
            </Button>
          </Show>
          <Button kind="danger" disabled={props.of.isWaiting} onClick={() => props.desk.review({ act: "delete" })}>
            Delete…
          </Button>
        </div>
      </Show>
    </Show>
  )
}

function Terms(props: { of: DiscountDetail }) {
  return (
    <Facts>
      <Fact name="Coupon">
        <Copy text={props.of.couponId} />
      </Fact>
      <Fact name="Name">{props.of.name ?? "not told"}</Fact>
      <Fact name="Takes off">{termsWords(props.of.terms)}</Fact>
      <Show when={props.of.productIds}>{(ids) => <Fact name="Only for">{ids().join(", ")}</Fact>}</Show>
      <Fact name="Created">
        <Show when={props.of.createdAt} fallback="not told">
          {(at) => <Time at={at()} />}
        </Show>
      </Fact>
      <Show when={props.of.redeemByAt}>
        {(at) => (
          <Fact name="Can be redeemed until">
            <Time at={at()} />
          </Fact>
        )}
      </Show>
      <Show when={props.of.deletedAt}>
        {(at) => (
          <Fact name="Deleted">
            <Time at={at()} />
          </Fact>
        )}
      </Show>
      <Fact name="Mode">{props.of.mode}</Fact>
    </Facts>
  )
}

function Worth(props: { of: DiscountDetail }) {
  return (
    <Facts>
      <Fact name="Redeemed">
        <Redeemed of={props.of} />
      </Fact>
      <Fact name="Off a month now">
        <Moneys of={props.of.offMonth} />
      </Fact>
      <Fact name="Of it off MRR">
        <Moneys of={props.of.offMrr} />
      </Fact>
      <Fact name="Given so far">
        <Moneys of={props.of.given} />
      </Fact>
    </Facts>
  )
}

/** The promotion code that was told of, where it was not the coupon itself. */
const CodeName = (props: { of: string }) => (
  <>
    <code>{props.of}</code>:{" "}
  </>
)
