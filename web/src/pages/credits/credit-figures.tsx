import { Show } from "solid-js"
import { CREDIT_DEFINITIONS } from "#shared/credits/definitions.ts"
import type { Credits } from "../../data/credits.ts"
import { countOf, countText } from "../../format.ts"
import { zone } from "../../reporting.ts"
import { Metric } from "../../ui/metric.tsx"
import { MoneyMicros } from "../../ui/money.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Time } from "../../ui/time.tsx"
import { justBefore } from "./columns.tsx"
import { Definition } from "../usage/computed.tsx"

/** What an organization has, what it was ever given, how fast that goes and how long it lasts. */
export function CreditFigures(props: { data: Credits }) {
  const how = (figure: keyof typeof CREDIT_DEFINITIONS) => (
    <Definition told={CREDIT_DEFINITIONS[figure]} of={{ asOf: props.data.asOf, timeZone: zone() }} />
  )
  const usd = (micros: number) => <MoneyMicros micros={micros} currency="usd" />
  const perDayMicros = () => Math.round(props.data.weekMicros / 7)
  return (
    <Sheet cells="13rem" pairs>
      <Metric label="Balance" how={how("creditBalance")} figure={usd(props.data.balanceMicros)}>
        <Show
          when={props.data.expiring[0]}
          fallback={props.data.balanceMicros < 0 ? "more was used than there was" : "none of it expires"}
        >
          {(first) => (
            <>
              {usd(first().leftMicros)} of it can be used until <Time at={justBefore(first().expiresAt)} as="date" />
              <Show when={props.data.expiring.length > 1}>, more later</Show>
            </>
          )}
        </Show>
      </Metric>
      <Metric label="All-time credits" how={how("creditsGranted")} figure={usd(props.data.grantedMicros)}>
        {countOf(props.data.entryCount, "entry", "entries")} in the ledger
      </Metric>
      <Metric label="Used in 7 days" how={how("creditsUsed")} figure={usd(props.data.weekMicros)}>
        <Show when={props.data.weekMicros > 0} fallback="nothing was used">
          {usd(perDayMicros())} a day
        </Show>
      </Metric>
      <Metric
        label="Runway"
        how={how("creditRunway")}
        figure={
          <Show when={props.data.runwayDays !== null} fallback="–">
            {countText(props.data.runwayDays!)} {props.data.runwayDays === 1 ? "day" : "days"}
          </Show>
        }
      >
        {props.data.runwayDays === null
          ? "nothing was used in 7 days"
          : props.data.runwayDays === 0
            ? "less than a day is left"
            : "at the rate of the last 7 days"}
      </Metric>
    </Sheet>
  )
}
