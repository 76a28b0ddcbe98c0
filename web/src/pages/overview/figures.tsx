import { createMemo, type JSX, Show } from "solid-js"
import type { Overview } from "#shared/contract/overview.ts"
import { firstOfMonth } from "#shared/time.ts"
import type { LiveQuery } from "../../live-query.ts"
import { countOf, countText, dayText, percentText } from "../../format.ts"
import { Answer } from "../../ui/answer.tsx"
import { Spark } from "../../ui/chart/spark.tsx"
import { Metric } from "../../ui/metric.tsx"
import { Money } from "../../ui/money.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Skeleton } from "../../ui/state.tsx"
import { Against } from "./against.tsx"
import { Computed } from "./computed.tsx"
import { FirstSteps } from "./first-steps.tsx"
import { NoRate } from "./no-rate.tsx"
import { ROWS } from "./rows.ts"
import { levels, stretchText, type Window } from "./window.ts"

/** The five figures of revenue: value, change against the like-for-like days, the shape of the past, and how each is computed. */
export function Figures(props: { of: LiveQuery<Overview>; window: () => Window }) {
  return (
    <section aria-labelledby="figures" data-part="figures">
      <h2 id="figures" data-sr="">
        Figures
      </h2>
      <Answer
        of={props.of}
        skeleton={
          <Sheet busy>
            <Skeleton tall="7.75rem" />
          </Sheet>
        }
      >
        {(data) => (
          <Show when={data().historyBegins.revenue} fallback={<FirstSteps data={data()} />}>
            <Five data={data()} window={props.window()} />
          </Show>
        )}
      </Answer>
    </section>
  )
}

/** A figure set smaller when it is long, so that huge amounts stay whole in a narrow cell. */
function Fit(props: { characters: number; children: JSX.Element }) {
  return (
    <span data-part="fit" style={{ "--characters": props.characters }}>
      {props.children}
    </span>
  )
}

function Five(props: { data: Overview; window: Window }) {
  const data = () => props.data
  const over = () => props.window.running === undefined
  const month = () => stretchText(firstOfMonth(data().day), data().day, data().day)
  const amount = (cents: number) => (
    <Fit characters={String(Math.abs(cents)).length + 3}>
      <Money cents={cents} currency={data().currency} />
    </Fit>
  )
  const past = createMemo(() => {
    const begins = data().historyBegins.revenue
    const mrr = levels(props.window.days, data().series.mrr, (it) => it.cents, begins)
    const subscribers = levels(props.window.days, data().series.subscribers, (it) => it.count, begins)
    const arpu = mrr.map((cents, at) => (cents === null || !subscribers[at] ? null : cents / subscribers[at]))
    return { mrr, subscribers, arpu }
  })
  const months = () => data().series.months
  return (
    <Sheet cells="12.5rem" pairs>
      <Metric
        label="MRR"
        href={ROWS.mrr.href}
        how={
          <Computed figure="mrr" of={data()}>
            <ByCurrency data={data()} />
          </Computed>
        }
        figure={
          <Show when={data().mrrCents !== null} fallback={<NoRate data={data()} />}>
            {amount(data().mrrCents!)}
          </Show>
        }
        spark={<Spark values={past().mrr} />}
      >
        <Show when={data().mrrCents !== null} fallback={<NoRate.Step data={data()} />}>
          <Against
            change={data().changes.mrr}
            measure="share"
            more="good"
            near={data().day}
            currency={data().currency}
          />
        </Show>
      </Metric>
      <Metric
        label="Subscribers"
        href={ROWS.totalSubscribers.href}
        how={<Computed figure="totalSubscribers" of={data()} />}
        figure={countText(data().totalSubscribers)}
        spark={<Spark values={past().subscribers} />}
      >
        <Against change={data().changes.totalSubscribers} measure="share" more="good" near={data().day} />
      </Metric>
      <Metric
        label={over() ? `New, ${month()}` : "New this month"}
        href={ROWS.newSubscribersThisMonth.href}
        how={<Computed figure="newSubscribersThisMonth" of={data()} />}
        figure={countText(data().newSubscribersThisMonth)}
        spark={<Spark values={months().map((month) => month.newSubscribers)} />}
      >
        <Against change={data().changes.newSubscribersThisMonth} measure="count" more="good" near={data().day} />
      </Metric>
      <Metric
        label={over() ? `Churn, ${month()}` : "Churn so far"}
        href={ROWS.churnRate.href}
        how={
          <Computed figure="churnRate" of={data()}>
            {countOf(data().churn.cancellationsRequested, "subscription")} asked to be cancelled and still counts.
          </Computed>
        }
        figure={
          <Show when={data().churnRate !== null} fallback="–">
            {percentText(data().churnRate!, 2)}
            <span data-minor="">{"\u00a0"}%</span>
          </Show>
        }
        spark={<Spark values={months().map((month) => month.churnRate)} />}
      >
        <Show
          when={data().churnRate !== null}
          fallback={`nobody subscribed on ${dayText(firstOfMonth(data().day), data().day)}`}
        >
          <Against
            change={data().changes.churnRate}
            measure="points"
            more="bad"
            near={data().day}
            beside={`${countText(data().churn.lost)} of ${countText(data().churn.atStart)}`}
          />
        </Show>
      </Metric>
      <Metric
        label="ARPU"
        href={ROWS.arpu.href}
        how={<Computed figure="arpu" of={data()} />}
        figure={
          <Show when={data().arpuCents !== null} fallback="–">
            {amount(data().arpuCents!)}
          </Show>
        }
        spark={<Spark values={past().arpu} />}
      >
        <Show when={data().arpuCents !== null} fallback={<NoArpu data={data()} />}>
          <Against
            change={data().changes.arpu}
            measure="share"
            more="good"
            near={data().day}
            currency={data().currency}
          />
        </Show>
      </Metric>
    </Sheet>
  )
}

const NoArpu = (props: { data: Overview }) => (
  <>{props.data.totalSubscribers === 0 ? "nobody subscribes" : "needs MRR in one currency"}</>
)

/** What MRR is made of, when it is billed in more than one currency. */
function ByCurrency(props: { data: Overview }) {
  return (
    <Show when={props.data.byCurrency.length > 1}>
      {props.data.byCurrency.map((row, at) => (
        <>
          {at > 0 ? " + " : "Now "}
          <Money cents={row.mrrCents} currency={row.currency} />
        </>
      ))}
      .
    </Show>
  )
}
