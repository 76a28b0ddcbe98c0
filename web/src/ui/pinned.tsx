import type { ParentProps } from "solid-js"
import { Section } from "./section.tsx"
import { Sheet } from "./sheet.tsx"
import "./table.css"

/** What the address opens that is not among the rows of this page: it stands above them. */
export function Pinned(props: ParentProps<{ title: string; close: string }>) {
  return (
    <Section
      title={props.title}
      note="opened by its link, not on this page of the list"
      end={
        <a href={props.close} noScroll>
          Close
        </a>
      }
    >
      <Sheet>
        <div data-component="detail" data-pinned="">
          {props.children}
        </div>
      </Sheet>
    </Section>
  )
}
