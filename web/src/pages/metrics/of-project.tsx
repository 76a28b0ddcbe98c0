import { Show } from "solid-js"
import type { OrganizationMetrics } from "#shared/contract/metrics.ts"
import { Banner } from "../../ui/banner.tsx"
import { projectText } from "./words.ts"

/** What narrows another page's address to a project; nothing where none is asked for. */
export const ofProject = (project: string | undefined): string =>
  project === undefined ? "" : `?${new URLSearchParams({ project })}`

/** That the page is of one project: where more of it stands, the way back to all, and what is not known of it. */
export function OfProject(props: {
  project: string
  data: OrganizationMetrics
  /** Where its requests are listed, and its costs told in full, for who may see them. */
  logsHref: string | undefined
  costHref: string | undefined
  allHref: string
}) {
  return (
    <Banner
      status="info"
      title={`Only project ${projectText(props.project, props.data.projectName)}.`}
      end={
        <span data-part="ways">
          <Show when={props.logsHref}>
            {(href) => <a href={href() + ofProject(props.project)}>Its request logs</a>}
          </Show>
          <Show when={props.costHref}>{(href) => <a href={href() + ofProject(props.project)}>Its cost</a>}</Show>
          <a href={props.allHref}>All projects</a>
        </span>
      }
    >
      <Show when={props.data.top === null}>
        In this window only its requests, errors, tokens and cost are known: it is one of very many projects, or it was
        counted before more was kept of each.
      </Show>
    </Banner>
  )
}
