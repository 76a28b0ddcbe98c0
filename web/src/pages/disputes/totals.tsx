import type { DisputeTotals } from "#shared/contract/disputes.ts"
import { DISPUTE_DEFINITIONS } from "#shared/payments/definitions.ts"
import { countOf, countText } from "../../format.ts"
import { How } from "../../ui/how.tsx"
import { Metric } from "../../ui/metric.tsx"
import { Sheet } from "../../ui/sheet.tsx"

const { won, daysLeft } = DISPUTE_DEFINITIONS

/** How many disputes are open, how many wait for an answer soon, and how the decided ones ended. */
export function Totals(props: { of: DisputeTotals; openHref: string }) {
  const chargebacks = () => props.of.won + props.of.lost
  const share = (count: number) => (chargebacks() === 0 ? "–" : `${countText(count)}/${countText(chargebacks())}`)
  const decided = () =>
    chargebacks() === 0
      ? "no chargeback is decided yet"
      : `${props.of.more ? "of the newest" : "of"} ${countOf(props.of.decided, "decided dispute")}`
  return (
    <Sheet cells="11rem" pairs>
      <Metric label="Open" figure={countText(props.of.open)} href={props.openHref}>
        {countText(props.of.waiting)} to answer
      </Metric>
      <Metric
        label="Due within 72 hours"
        figure={countText(props.of.dueSoon)}
        how={
          <How of="days left" window={daysLeft.window} rows={daysLeft.source}>
            {daysLeft.definition}
          </How>
        }
      >
        {props.of.dueSoon > 0 ? "answer these first" : "nothing is urgent"}
      </Metric>
      <Metric
        label="Won"
        figure={share(props.of.won)}
        how={
          <How of="won and lost" window={won.window} rows={won.source}>
            {won.definition}
          </How>
        }
      >
        {decided()}
      </Metric>
      <Metric label="Lost" figure={share(props.of.lost)}>
        {decided()}
      </Metric>
    </Sheet>
  )
}
