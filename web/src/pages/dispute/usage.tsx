import { createMemo, For, type JSX, Show } from "solid-js"
import type { DayCounts, UsageSnapshot } from "#shared/contract/usage-snapshot.ts"
import { instant, type Day, startOfDay, addDays } from "#shared/time.ts"
import type { DisputeDetail } from "../../data/disputes.ts"
import { countOf, countText, dayText, moneyText } from "../../format.ts"
import { nowMs } from "../../reporting.ts"
import { directoryPath } from "../../shell/nav.ts"
import { BarChart } from "../../ui/chart/bar-chart.tsx"
import { dayBuckets } from "../../ui/chart/bucket.ts"
import type { Series } from "../../ui/chart/series.ts"
import { counts } from "../../ui/chart/units.tsx"
import { Fact, Facts } from "../../ui/facts.tsx"
import { Section } from "../../ui/section.tsx"
import { Card, Sheet } from "../../ui/sheet.tsx"
import { Empty } from "../../ui/state.tsx"
import { Time } from "../../ui/time.tsx"

/** What the customer had used when the dispute was first seen: it is kept as it was, whatever comes later. */
export function UsageBefore(props: { of: DisputeDetail }) {
  return (
    <Section
      title="Usage before the dispute"
      note={
        <Show when={props.of.usage}>
          {(usage) => (
            <>
              as our own facts said on <Time at={usage().takenAt} />; never overwritten
            </>
          )}
        </Show>
      }
    >
      <Show
        when={props.of.usage}
        fallback={
          <Sheet>
            <Empty
              icon="clock"
              title={props.of.usageFailure ? "The snapshot could not be taken" : "The snapshot is being taken"}
              text={props.of.usageFailure ?? "It comes a minute after the dispute was first seen."}
            />
          </Sheet>
        }
      >
        {(usage) => <Snapshot of={usage()} />}
      </Show>
    </Section>
  )
}

function Snapshot(props: { of: UsageSnapshot }) {
  return (
    <Sheet cells="20rem">
      <Show
        when={props.of.organizationId}
        fallback={
          <Empty
            title="No organization is known by this customer"
            text="So there is no usage to tell: nobody said in Stripe which organization the customer is."
          />
        }
      >
        {(id) => (
          <Show
            when={props.of.days.length > 0}
            fallback={
              <Empty
                title={`Nothing was used in ${daysText(props.of)}`}
                text="Neither activity, sessions, requests nor generations were told of the organization."
              >
                <a href={directoryPath(id())}>{props.of.organizationName ?? id()}</a>
              </Empty>
            }
          >
            <Used of={props.of} />
          </Show>
        )}
      </Show>
      <Paid of={props.of} />
    </Sheet>
  )
}

const daysText = ({ firstDay, lastDay }: UsageSnapshot): string => `${dayText(firstDay, lastDay)} – ${dayText(lastDay)}`

const OTHERS = [
  { name: "activities", slot: "2", one: "activity", many: "activities" },
  { name: "sessions", slot: "3", one: "session", many: "sessions" },
  { name: "generations", slot: "4", one: "generation", many: "generations" },
] as const

function Used(props: { of: UsageSnapshot }) {
  const buckets = createMemo(() => dayBuckets(props.of.firstDay, props.of.lastDay))
  const byDay = createMemo(() => new Map(props.of.days.map((one) => [one.day, one])))
  const valuesOf = (name: keyof UsageSnapshot["sums"]) => buckets().map(({ from }) => byDay().get(from)?.[name] ?? 0)
  const others = createMemo((): Series[] =>
    OTHERS.filter(({ name }) => props.of.sums[name] > 0).map(({ name, slot }) => ({
      name,
      slot,
      values: valuesOf(name),
    })),
  )
  const sums = (
    at: number | undefined,
    fields: readonly { name: keyof DayCounts & keyof UsageSnapshot["sums"]; one: string; many: string }[],
  ) =>
    fields
      .map(({ name, one, many }) =>
        countOf(at === undefined ? props.of.sums[name] : (byDay().get(buckets()[at]!.from)?.[name] ?? 0), one, many),
      )
      .join(", ")
  const REQUESTS = [{ name: "requests", one: "request", many: "requests" }] as const
  return (
    <>
      <Card title="Requests" end={daysText(props.of)} tight>
        <Show when={props.of.sums.requests > 0} fallback={<p data-tone="3">None in these days.</p>}>
          <BarChart
            name="Requests"
            summary={`${sums(undefined, REQUESTS)} in the 60 days before the dispute.`}
            buckets={buckets()}
            series={[{ name: "requests", slot: "1", values: valuesOf("requests") }]}
            unit={counts}
            tall={88}
            linesMax={3}
            whole
            say={(at) => sums(at, REQUESTS)}
          />
        </Show>
      </Card>
      <Card title="What people did" end={daysText(props.of)} tight>
        <Show when={others().length > 0} fallback={<p data-tone="3">Nothing in these days.</p>}>
          <BarChart
            name="Activities, sessions and generations"
            summary={`${sums(undefined, OTHERS)} in the 60 days before the dispute.`}
            buckets={buckets()}
            series={others()}
            unit={counts}
            tall={88}
            linesMax={3}
            whole
            say={(at) => sums(at, OTHERS)}
          />
        </Show>
      </Card>
    </>
  )
}

/** The console's own pages of the organization and the time: requests and generations one by one, as long as they are kept. */
function Samples(props: { of: UsageSnapshot; organizationId: string }) {
  const within = () => {
    const begins = startOfDay(props.of.firstDay, props.of.zone)
    const kept = instant(nowMs() - KEPT_DAYS * 86_400_000)
    return `from=${begins > kept ? begins : kept}&to=${startOfDay(addDays(props.of.lastDay as Day, 1), props.of.zone)}`
  }
  const isKept = () =>
    startOfDay(addDays(props.of.lastDay, 1), props.of.zone) > instant(nowMs() - KEPT_DAYS * 86_400_000)
  return (
    <p data-part="samples">
      <Show when={isKept()} fallback={<span data-tone="3">Single facts are kept for 35 days; sums stay.</span>}>
        <a href={`${directoryPath(props.organizationId)}/logs?${within()}`}>Requests one by one</a>
        <a href={`${directoryPath(props.organizationId)}/generations?${within()}`}>Generations one by one</a>
      </Show>
      <a href={`${directoryPath(props.organizationId)}/metrics`}>Metrics</a>
    </p>
  )
}
const KEPT_DAYS = 35

function Paid(props: { of: UsageSnapshot }): JSX.Element {
  const seen = (day: string | null) => (day === null ? "never told" : dayText(day, props.of.lastDay))
  return (
    <Card title="Service and payment">
      <Facts start>
        <Fact name="First seen">{seen(props.of.firstSeenOn)}</Fact>
        <Fact name="Last seen">{seen(props.of.lastSeenOn)}</Fact>
        <Fact name="Subscribed">
          <For each={props.of.services} fallback="to nothing that was told">
            {(one) => (
              <span data-part="line">
                {one.plan}, since <Time at={one.from} as="date" />
                <Show when={one.to}>
                  {(to) => (
                    <>
                      {" "}
                      until <Time at={to()} as="date" />
                    </>
                  )}
                </Show>
              </span>
            )}
          </For>
        </Fact>
        <Fact name={countText(props.of.receipts.length) === "1" ? "Receipt" : "Receipts"}>
          <For each={props.of.receipts} fallback="none that was told">
            {(one) => (
              <span data-part="line">
                <Show when={one.url} fallback={one.number ?? one.invoiceId}>
                  {(url) => (
                    <a href={url()} target="_blank" rel="noopener">
                      {one.number ?? one.invoiceId}
                    </a>
                  )}
                </Show>
                , {moneyText(one.paidCents, one.currency)} on <Time at={one.paidAt} as="date" />
              </span>
            )}
          </For>
        </Fact>
      </Facts>
      <Show when={props.of.days.length > 0 && props.of.organizationId}>
        {(id) => <Samples of={props.of} organizationId={id()} />}
      </Show>
    </Card>
  )
}
