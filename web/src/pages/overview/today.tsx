import { Show } from "solid-js"
import type { Overview } from "#shared/contract/overview.ts"
import { addDays, msOf } from "#shared/time.ts"
import { clockText, countText, dayText, percentText } from "../../format.ts"
import { Delta, toneOf } from "../../ui/delta.tsx"
import { Metric } from "../../ui/metric.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Computed } from "./computed.tsx"
import { ROWS } from "./rows.ts"

type Figure = keyof NonNullable<Overview["activity"]>["before"]

/** What happened lately, each beside the same stretch a week before. */
export function Today(props: { data: Overview; over: boolean }) {
  const activity = () => props.data.activity!
  const weekBefore = () => dayText(addDays(props.data.day, -7), props.data.day)
  const Week = (of: { figure: Figure; other: string }) => {
    const before = () => activity().before[of.figure]
    const difference = () => activity()[of.figure] - before()
    return (
      <>
        {before() === 0 ? (
          `0 in ${of.other}`
        ) : (
          <>
            <Delta
              direction={difference() > 0 ? "up" : difference() < 0 ? "down" : "same"}
              tone={toneOf(difference(), "good")}
            >
              {percentText(Math.abs(difference()) / before())}
              {"\u00a0"}%
            </Delta>{" "}
            <span data-nowrap="">on {of.other}</span>
          </>
        )}
      </>
    )
  }
  return (
    <Sheet cells="11rem" pairs>
      <Metric
        label={props.over ? "Signups" : "Signups today"}
        href={ROWS.signupsToday.href}
        how={<Computed figure="signupsToday" of={props.data} />}
        figure={countText(activity().signupsToday)}
      >
        {countText(activity().before.signupsToday)}
        {props.over ? "" : ` by ${clockText(msOf(props.data.asOf), props.data.timeZone)}`}{" "}
        <span data-nowrap="">on {weekBefore()}</span>
      </Metric>
      <Metric
        label={"Active companies, 7\u00a0d"}
        href={ROWS.activeCompanies.href}
        how={<Computed figure="activeCompanies" of={props.data} />}
        figure={countText(activity().activeCompanies)}
      >
        <Week figure="activeCompanies" other={`7\u00a0d to ${weekBefore()}`} />
        <Show when={props.data.platform}>
          {(platform) => <>{`, of\u00a0${countText(platform().organizations)}`}</>}
        </Show>
      </Metric>
      <Metric
        label={"Jobs created, 24\u00a0h"}
        how={<Computed figure="jobsCreated24h" of={props.data} />}
        figure={countText(activity().jobsCreated24h)}
      >
        <Week figure="jobsCreated24h" other={`24\u00a0h to ${weekBefore()}`} />
      </Metric>
      <Metric
        label={"Invoices sent, 24\u00a0h"}
        href={ROWS.invoicesSent24h.href}
        how={<Computed figure="invoicesSent24h" of={props.data} />}
        figure={countText(activity().invoicesSent24h)}
      >
        <Week figure="invoicesSent24h" other={`24\u00a0h to ${weekBefore()}`} />
      </Metric>
    </Sheet>
  )
}
