import { For, Show } from "solid-js"
import { liveTransaction, type Transaction, type TransactionDetail } from "../../data/transactions.ts"
import { directoryPath } from "../../shell/nav.ts"
import { Answer } from "../../ui/answer.tsx"
import { Copy } from "../../ui/copy.tsx"
import { Fact, FactColumns, Facts } from "../../ui/facts.tsx"
import { Money } from "../../ui/money.tsx"
import { Skeleton } from "../../ui/state.tsx"
import { Time } from "../../ui/time.tsx"
import { Misses } from "../stripe/misses.tsx"
import { OpenInStripe } from "../stripe/open-in-stripe.tsx"
import { Asking } from "./asking.tsx"
import { Invoice } from "./columns.tsx"
import { Fees } from "./fee.tsx"
import { Movements } from "./movements.tsx"
import { StatusWord } from "./status-word.tsx"
import "./transactions.css"

/** One charge opened: what it is, what moved the balance because of it, what is not known yet, and who told of it. */
export function TransactionView(props: { of: Pick<Transaction, "mode" | "chargeId"> }) {
  const transaction = liveTransaction(() => ({ mode: props.of.mode, chargeId: props.of.chargeId }))
  return (
    <Answer of={transaction} skeleton={<Skeleton lines={8} tall="18rem" />}>
      {(data) => (
        <div data-component="transaction">
          <p data-part="outcome">
            <StatusWord of={data().status} />
            <OpenInStripe mode={data().mode} path={`payments/${encodeURIComponent(data().chargeId)}`} />
          </p>
          <Show when={data().masked}>
            <p data-tone="3">Who paid is masked for the role viewer. A staff admin can grant more.</p>
          </Show>
          <FactColumns>
            <Ids of={data()} />
            <Charge of={data()} />
          </FactColumns>
          <Asking of={data()} />
          <Movements of={data()} />
          <Told of={data()} />
        </div>
      )}
    </Answer>
  )
}

function Ids(props: { of: TransactionDetail }) {
  return (
    <Facts>
      <Fact name="Charge">
        <Copy text={props.of.chargeId} />
      </Fact>
      <Show when={props.of.paymentIntentId}>
        {(id) => (
          <Fact name="Payment intent">
            <Copy text={id()} />
          </Fact>
        )}
      </Show>
      <Show when={props.of.customerId}>
        {(id) => (
          <Fact name="Customer">
            <Copy text={id()} />
          </Fact>
        )}
      </Show>
      <Show when={props.of.organizationId}>
        {(id) => (
          <Fact name="Organization">
            <a href={directoryPath(id())}>{id()}</a>
          </Fact>
        )}
      </Show>
      <Fact name="Name">{props.of.name ?? "not told"}</Fact>
      <Fact name="E-mail">{props.of.email ?? "not told"}</Fact>
      <Fact name="For">{props.of.description ?? "not told"}</Fact>
      <Fact name="Paid by">{props.of.method ?? "not told"}</Fact>
    </Facts>
  )
}

function Charge(props: { of: TransactionDetail }) {
  const settlement = () => props.of.settled[0]?.currency.toUpperCase()
  return (
    <div>
      <Facts>
        <Fact name="When">
          <Time at={props.of.at} seconds />
        </Fact>
        <Fact name="Mode">{props.of.mode}</Fact>
        <Fact name="Taken">
          <Money cents={props.of.grossCents} currency={props.of.currency} />
        </Fact>
        <Show when={props.of.authorizedCents !== props.of.grossCents}>
          <Fact name="Asked for">
            <Money cents={props.of.authorizedCents} currency={props.of.currency} />
          </Fact>
        </Show>
        <Show when={props.of.refundedCents > 0}>
          <Fact name="Given back of it">
            <Money cents={-props.of.refundedCents} currency={props.of.currency} />
          </Fact>
        </Show>
        <Show when={props.of.fx}>
          {(fx) => (
            <Fact name="FX">
              1 {props.of.currency.toUpperCase()} became {fx()} {settlement()}
            </Fact>
          )}
        </Show>
        <Fact name="Invoice">
          <Invoice of={props.of.invoice} />
        </Fact>
        <Show when={props.of.failure}>
          {(failure) => (
            <Fact name="Failed">
              {failure().message ?? "Stripe gave no reason."}
              <Show when={failure().code}>
                {(code) => (
                  <>
                    {" "}
                    <code>{code()}</code>
                  </>
                )}
              </Show>
            </Fact>
          )}
        </Show>
      </Facts>
      <Show when={props.of.fees.length > 0}>
        <Fees of={props.of.fees} />
      </Show>
    </div>
  )
}

/** The deliveries that told of it, and what they should have said and did not. */
function Told(props: { of: TransactionDetail }) {
  return (
    <>
      <Show when={props.of.told.length > 0}>
        <section aria-label="Deliveries that told of it" data-part="told">
          <p data-tone="3">Told by</p>
          <Facts start>
            <For each={props.of.told}>
              {(delivery) => (
                <Fact name={<Time at={delivery.at} seconds />}>
                  <a href={`/admin/webhooks/stripe/${encodeURIComponent(delivery.deliveryId)}`}>
                    <code>{delivery.type}</code>
                  </a>
                </Fact>
              )}
            </For>
          </Facts>
        </section>
      </Show>
      <Misses of={props.of.misses} />
    </>
  )
}
