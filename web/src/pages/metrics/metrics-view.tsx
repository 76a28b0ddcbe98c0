import { Show } from "solid-js"
import type { OrganizationMetrics } from "#shared/contract/metrics.ts"
import type { Changes } from "../../address.ts"
import type { LiveQuery } from "../../live-query.ts"
import { directoryPath } from "../../shell/nav.ts"
import { Answer } from "../../ui/answer.tsx"
import { ChartGroup } from "../../ui/chart/cross.tsx"
import { Columns } from "../../ui/section.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Skeleton } from "../../ui/state.tsx"
import type { Asked } from "./asked.ts"
import { ErrorTypes } from "./error-types.tsx"
import { Figures } from "./figures.tsx"
import { OrganizationTabs } from "../organization/organization-tabs.tsx"
import { MetricsHead } from "./metrics-head.tsx"
import { FirstCalls, NoneInWindow } from "./none.tsx"
import { CostChart, LatencyChart, RequestsChart, TokensChart } from "./over-time.tsx"
import { Below } from "./section.tsx"
import { Tops } from "./tops.tsx"
import { OfProject, ofProject } from "./of-project.tsx"
import "./metrics.css"

/** An organization's model calls: how many, with what outcome, at what cost and speed, over time and by whom. */
export function MetricsView(props: {
  of: LiveQuery<OrganizationMetrics>
  organizationId: string
  /** The organization as staff find it; undefined for members. */
  organization: { id: string; name: string } | undefined
  /** What the reader is in the organization. */
  role: string | undefined
  /** Where the reader makes ingest keys, when they may. */
  keysHref: string | undefined
  /** Where costs are told in full. */
  costHref: string
  asked: Asked
  /** Every name of the answer is shown. */
  all: boolean
  href: (changes: Changes) => string
  set: (changes: Changes) => void
}) {
  return (
    <>
      <MetricsHead
        of={props.of}
        title={props.asked.project === undefined ? "Metrics" : (props.of.data()?.projectName ?? props.asked.project)}
        what={props.asked.project === undefined ? "Model calls" : `Model calls in project ${props.asked.project}`}
        organization={props.organization}
        asked={props.asked}
        href={props.href}
        set={props.set}
      />
      <Show when={props.organization}>
        {(organization) => <OrganizationTabs organizationId={organization().id} on="metrics" />}
      </Show>
      <Show when={props.of.data()} fallback={<Waiting of={props.of} />}>
        <Answer of={props.of}>
          {(data) => (
            <Show
              when={data().historyBegins !== null}
              fallback={<FirstCalls organizationId={props.organizationId} keysHref={props.keysHref} />}
            >
              <Show when={props.asked.project}>
                {(project) => (
                  <OfProject
                    project={project()}
                    data={data()}
                    logsHref={props.organization && `${directoryPath(props.organizationId)}/logs`}
                    costHref={data().totals.cost && props.costHref}
                    allHref={props.href({ project: undefined })}
                  />
                )}
              </Show>
              <section
                aria-labelledby="figures"
                data-part="figures"
                aria-busy={props.of.changing() ? "true" : undefined}
              >
                <h2 id="figures" data-sr="">
                  Figures
                </h2>
                <Figures data={data()} />
              </section>
              <Show
                when={data().totals.requests > 0}
                fallback={<NoneInWindow asked={props.asked} data={data()} href={props.href} />}
              >
                <ChartGroup>
                  <Columns even>
                    <RequestsChart data={data()} />
                    <LatencyChart data={data()} />
                    <TokensChart data={data()} />
                    <CostChart
                      data={data()}
                      role={props.role}
                      costHref={props.costHref + ofProject(props.asked.project)}
                    />
                  </Columns>
                </ChartGroup>
                <Below>
                  <Tops
                    data={data()}
                    all={props.all}
                    question={props.of.answered()}
                    href={props.href}
                    projectHref={(project) => props.href({ project })}
                  />
                  <Show when={data().errorTypes}>
                    {(types) => <ErrorTypes data={data()} of={types()} question={props.of.answered()} />}
                  </Show>
                </Below>
              </Show>
            </Show>
          )}
        </Answer>
      </Show>
    </>
  )
}

/** The shape of the page until the first answer, or why there is none. */
function Waiting(props: { of: LiveQuery<OrganizationMetrics> }) {
  return (
    <>
      <Sheet busy={props.of.loading()}>
        <Answer of={props.of} skeleton={<Skeleton tall="8.8125rem" />}>
          {() => undefined}
        </Answer>
      </Sheet>
      <Show when={!props.of.error()}>
        <Columns even>
          <Sheet busy>
            <Skeleton tall="20.1875rem" />
          </Sheet>
          <Sheet busy>
            <Skeleton tall="20.1875rem" />
          </Sheet>
        </Columns>
      </Show>
    </>
  )
}
