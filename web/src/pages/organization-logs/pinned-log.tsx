import { Section } from "../../ui/section.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { LogView } from "./log-view.tsx"
import "../../ui/table.css"

/** A request opened by its address that is not among the rows of this page: it stands above them. */
export function PinnedLog(props: { organizationId: string; requestId: string; close: string }) {
  return (
    <Section
      title="One request"
      note="opened by its link, not on this page of the list"
      end={
        <a href={props.close} noScroll>
          Close
        </a>
      }
    >
      <Sheet>
        <div data-component="detail" data-pinned="">
          <LogView organizationId={props.organizationId} requestId={props.requestId} />
        </div>
      </Sheet>
    </Section>
  )
}
