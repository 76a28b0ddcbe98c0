import type { MovementRow } from "../../data/movements.ts"
import { Copy } from "../../ui/copy.tsx"
import { Fact, FactColumns, Facts } from "../../ui/facts.tsx"
import { Money } from "../../ui/money.tsx"
import { Time } from "../../ui/time.tsx"
import { KIND_WORDS, Who } from "./columns.tsx"

/** One movement: what the customer was worth before and after, and where to read on. */
export function MovementView(props: { of: MovementRow }) {
  const found = (path: string) => `${path}?${new URLSearchParams({ search: props.of.customerId })}`
  const Amount = (of: { cents: number; signed?: boolean }) => (
    <Money cents={of.cents} currency={props.of.currency} signed={of.signed ?? false} />
  )
  return (
    <FactColumns>
      <Facts>
        <Fact name="MRR before">
          <Amount cents={props.of.mrrAfterCents - props.of.deltaCents} />
        </Fact>
        <Fact name={KIND_WORDS[props.of.kind]}>
          <Amount cents={props.of.deltaCents} signed />
        </Fact>
        <Fact name="MRR after" total>
          <Amount cents={props.of.mrrAfterCents} />
        </Fact>
      </Facts>
      <Facts start>
        <Fact name="What">{props.of.what}</Fact>
        <Fact name="When">
          <Time at={props.of.at} seconds />
        </Fact>
        <Fact name="Customer">
          <Who row={props.of} />
        </Fact>
        <Fact name="Stripe id">
          <Copy text={props.of.customerId} />
        </Fact>
        <Fact name="Read on">
          <a href={found("/admin/revenue/transactions")}>Transactions</a> ·{" "}
          <a href={found("/admin/webhooks")}>Deliveries</a>
        </Fact>
      </Facts>
    </FactColumns>
  )
}
