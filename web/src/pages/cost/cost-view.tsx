import { lazy, Show, Suspense } from "solid-js"
import type { OrganizationMetrics } from "#shared/contract/metrics.ts"
import type { Changes } from "../../address.ts"
import { liveSpendCourse, liveSpendMonth } from "../../data/spend.ts"
import { liveSpendAlerts } from "../../data/spend-alerts.ts"
import type { LiveQuery } from "../../live-query.ts"
import { Answer } from "../../ui/answer.tsx"
import { Banner } from "../../ui/banner.tsx"
import { Columns } from "../../ui/section.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Skeleton } from "../../ui/state.tsx"
import { type Asked, questionOf } from "../metrics/asked.ts"
import { NoCosts } from "../metrics/cost-kinds.tsx"
import { MetricsHead } from "../metrics/metrics-head.tsx"
import { FirstCalls, NoneInWindow } from "../metrics/none.tsx"
import { Below } from "../metrics/section.tsx"
import { OrganizationTabs } from "../organization/organization-tabs.tsx"
import { CostFigures } from "./cost-figures.tsx"
import { CostLedger } from "./cost-ledger.tsx"
import { CostMonth } from "./cost-month.tsx"
import { type CostBy, CostOverTime } from "./cost-over-time.tsx"
import { CostTops } from "./cost-tops.tsx"
import { RaisedBanner } from "./raised-banner.tsx"
import "../metrics/metrics.css"
import "./cost.css"

/** It comes after the rest of the page, which is drawn without it. */
const SpendAlerts = lazy(() => import("./spend-alerts.tsx"))

interface Shown {
  organizationId: string
  asked: Asked
  by: CostBy
  /** Every name of the answer is shown. */
  all: boolean
  /** The reader may create and delete alerts. */
  mayWrite: boolean
  href: (changes: Changes) => string
}

/** What an organization's model calls cost and why: in all, over time, this month, and by whom. */
export function CostView(
  props: Shown & {
    of: LiveQuery<OrganizationMetrics>
    /** The organization as staff find it; undefined for members. */
    organization: { id: string; name: string } | undefined
    /** What the reader is in the organization. */
    role: string | undefined
    /** Where the reader makes ingest keys, when they may. */
    keysHref: string | undefined
    set: (changes: Changes) => void
  },
) {
  return (
    <>
      <MetricsHead
        of={props.of}
        title="Cost"
        what="Cost of model calls"
        organization={props.organization}
        asked={props.asked}
        href={props.href}
        set={props.set}
      />
      <Show when={props.organization}>
        {(organization) => <OrganizationTabs organizationId={organization().id} on="cost" />}
      </Show>
      <Show
        when={props.of.data()}
        fallback={
          <Sheet busy={props.of.loading()}>
            <Answer of={props.of} skeleton={<Skeleton tall="8.8125rem" />}>
              {() => undefined}
            </Answer>
          </Sheet>
        }
      >
        <Answer of={props.of}>
          {(data) => (
            <Show
              when={data().totals.cost}
              fallback={
                <Sheet>
                  <NoCosts role={props.role} />
                </Sheet>
              }
            >
              <Show
                when={data().historyBegins !== null}
                fallback={<FirstCalls organizationId={props.organizationId} keysHref={props.keysHref} />}
              >
                <Spent {...props} data={data()} />
              </Show>
            </Show>
          )}
        </Answer>
      </Show>
    </>
  )
}

/** The page for who may see it, once there is a history. */
function Spent(props: Shown & { of: LiveQuery<OrganizationMetrics>; data: OrganizationMetrics }) {
  /** A project is told apart by model alone, and by kind where no more than its sums is known. */
  const by = (): CostBy => {
    const { top } = props.data
    return props.asked.project !== undefined && (!top || props.by === "projects") ? "kind" : props.by
  }
  const course = liveSpendCourse(props.organizationId, () => {
    const one = by()
    if (one === "kind") return undefined
    const { compare: _, ...asked } = questionOf(props.asked)
    return { ...asked, by: one }
  })
  const month = liveSpendMonth(props.organizationId, () =>
    props.asked.project === undefined ? {} : { project: props.asked.project },
  )
  const alerts = liveSpendAlerts(props.organizationId)
  const projects = () => {
    const known = props.data.top?.projects?.rows.flatMap(({ name }) => name ?? []) ?? []
    return props.asked.project && !known.includes(props.asked.project) ? [...known, props.asked.project] : known
  }
  return (
    <>
      <RaisedBanner alerts={alerts.data()?.items ?? []} />
      <Show when={props.asked.project}>
        {(project) => (
          <Banner
            status="info"
            title={`Only project ${project()}.`}
            end={<a href={props.href({ project: undefined })}>All projects</a>}
          >
            <Show when={props.data.top === null}>
              What models, keys and people cost in it is not known in this window.
            </Show>
          </Banner>
        )}
      </Show>
      <section aria-labelledby="figures" data-part="figures" aria-busy={props.of.changing() ? "true" : undefined}>
        <h2 id="figures" data-sr="">
          Figures
        </h2>
        <CostFigures data={props.data} />
      </section>
      <Columns even>
        <Show
          when={props.data.totals.requests > 0}
          fallback={
            <div style={{ "--span": 8 }}>
              <NoneInWindow asked={props.asked} data={props.data} href={props.href} />
            </div>
          }
        >
          <CostOverTime
            data={props.data}
            course={course}
            by={by()}
            organizationId={props.organizationId}
            href={props.href}
          />
        </Show>
        <CostMonth of={month} />
      </Columns>
      <Suspense
        fallback={
          <Sheet busy>
            <Skeleton tall="8rem" />
          </Sheet>
        }
      >
        <SpendAlerts
          of={alerts}
          organizationId={props.organizationId}
          projects={projects()}
          project={props.asked.project}
          mayWrite={props.mayWrite}
        />
      </Suspense>
      <Show when={props.data.totals.requests > 0}>
        <Below>
          <CostLedger data={props.data} />
          <CostTops
            data={props.data}
            organizationId={props.organizationId}
            all={props.all}
            question={props.of.answered()}
            href={props.href}
          />
        </Below>
      </Show>
    </>
  )
}
