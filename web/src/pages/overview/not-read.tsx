import type { Overview, OverviewPart } from "#shared/contract/overview.ts"
import type { LiveQuery } from "../../live-query.ts"
import { Failed } from "../../ui/state.tsx"

/** A part that the answer could not bring, with the id that finds the reason in the log. */
export const failureOf = (data: Overview | undefined, part: OverviewPart | undefined) =>
  data?.failed.find((failed) => failed.part === part)

/** What stands in its place. The rest of the page is whole. */
export const NotRead = (props: { of: LiveQuery<Overview>; requestId: string }) => (
  <Failed
    trouble={{
      title: "Not loaded",
      detail: "This part could not be read. The rest of the page is as it says.",
      requestId: props.requestId,
    }}
    busy={props.of.loading()}
    retry={props.of.refresh}
  />
)
