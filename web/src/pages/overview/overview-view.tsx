import { createMemo, Show } from "solid-js"
import type { Overview } from "#shared/contract/overview.ts"
import { type Day, dayOf, firstOfMonth, instant } from "#shared/time.ts"
import type { Changes } from "../../address.ts"
import { countOf, countText, dayText, monthText } from "../../format.ts"
import type { LiveQuery } from "../../live-query.ts"
import { nowMs, zone } from "../../reporting.ts"
import { ChartGroup } from "../../ui/chart/cross.tsx"
import { Columns } from "../../ui/section.tsx"
import { Computed } from "./computed.tsx"
import { Figures } from "./figures.tsx"
import { leftOver, MonthStatement } from "./month-statement.tsx"
import { MovementBars } from "./movement-bars.tsx"
import { MrrLine } from "./mrr-line.tsx"
import "./overview.css"
import { OverviewHead, rangeHref } from "./overview-head.tsx"
import { Part } from "./part.tsx"
import { Platform } from "./platform.tsx"
import { Recent } from "./recent.tsx"
import { SignupsRevenue } from "./signups-revenue.tsx"
import { Today } from "./today.tsx"
import { type Range, stepOf, stretchText, type Window, windowOf } from "./window.ts"

/** The overview over an answer that stays current. It opens with what changed and ends with the record. */
export function OverviewView(props: {
  of: LiveQuery<Overview>
  range: Range
  /** The day the figures are frozen at. */
  asOf: Day | undefined
  href: (changes: Changes) => string
}) {
  /** What the sections show: nothing while the figures are being computed again, because no part of them is true by itself. */
  const complete: LiveQuery<Overview> = {
    ...props.of,
    data: () => (props.of.data()?.recomputing ? undefined : props.of.data()),
  }
  const today = createMemo(() => dayOf(instant(nowMs()), zone()))
  const cut = createMemo((): Window | undefined => {
    const data = props.of.data()
    return data && windowOf(data, props.range, props.asOf ? today() : data.day)
  })
  /** The window of an answer that is there; sections ask only then. */
  const window = () => cut()!
  const over = () => window().running === undefined
  const hrefOf = (range: Range) => rangeHref(props.href, props.range, range)
  const monthTitle = () => {
    const data = complete.data()
    if (!data) return "Month so far"
    return over() ? stretchText(firstOfMonth(data.day), data.day, today()) : `${monthText(data.day, today())} so far`
  }
  return (
    <>
      <OverviewHead of={props.of} range={props.range} asOf={props.asOf} over={over} today={today()} href={props.href} />
      <Figures of={complete} window={window} />
      <ChartGroup>
        <Columns even>
          <Part of={complete} title="MRR" note={(data) => (has(data()) ? "daily" : "")} span={7} tall="24.8125rem">
            {(data) => <MrrLine data={data()} window={window()} />}
          </Part>
          <Part
            of={complete}
            title={monthTitle()}
            note={(data) => (has(data()) && data().month && leftOver(data().month!) === 0 ? "adds up to the cent" : "")}
            end={(data) => (
              <>
                <Show when={has(data()) && data().month}>
                  {(month) => <>{countOf(sum(Object.values(month().counts)), "movement")}</>}
                </Show>
                <Computed figure="month" of={data()} />
              </>
            )}
            span={5}
            tall="24.8125rem"
          >
            {(data) => <MonthStatement data={data()} over={over()} />}
          </Part>
        </Columns>
        <Columns even>
          <Part
            of={complete}
            title="Movements"
            note={(data) => (has(data()) ? stepOf(props.range).adverb : "")}
            end={(data) => <Computed figure="movements" of={data()} />}
            span={7}
            tall="21.0625rem"
          >
            {(data) => <MovementBars data={data()} window={window()} hrefOf={hrefOf} />}
          </Part>
          <Part
            of={complete}
            title="Signups and revenue"
            id="signups-and-revenue"
            end={() => props.range.said}
            span={5}
            tall="21.0625rem"
          >
            {(data) => <SignupsRevenue of={complete} data={data()} window={window()} hrefOf={hrefOf} />}
          </Part>
        </Columns>
      </ChartGroup>
      <Part of={complete} title={todayTitle()} part="activity" tall="6.25rem">
        {(data) => <Today data={data()} over={over()} />}
      </Part>
      <Columns>
        <Part
          of={complete}
          title="Recent movements"
          id="recent-movements"
          end={(data) => (
            <>
              {newest(data())} <Computed figure="recent" of={data()} />
            </>
          )}
          span={8}
          printSpan={12}
          tall="14rem"
        >
          {(data) => <Recent data={data()} />}
        </Part>
        <Part
          of={complete}
          title="Platform"
          part="platform"
          end={(data) => (
            <>
              <Computed figure="platform" of={data()} />
              <a href="/admin/organizations">Directory</a>
            </>
          )}
          span={4}
          printSpan={12}
          tall="9rem"
        >
          {(data) => <Platform data={data()} />}
        </Part>
      </Columns>
    </>
  )

  function todayTitle() {
    const data = props.of.data()
    return data && over() ? `On ${dayText(data.day, today())}` : "Today"
  }
}

/** Whether there is any revenue to speak of. */
const has = (data: Overview): boolean => data.historyBegins.revenue !== null
const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0)
const newest = ({ recentMovements }: Overview) =>
  recentMovements.length > 0 ? `the newest ${countText(recentMovements.length)}` : undefined
