import { type ParentProps, Show } from "solid-js"
import { isLocal } from "../event-command.ts"
import { Command } from "./command.tsx"
import { Copy } from "./copy.tsx"
import { Section } from "./section.tsx"
import { Card, Sheet } from "./sheet.tsx"

/** What a page shows never came: how the product tells it, as `children` begin to say, and a command that sends a first event. */
export function FirstEvents(
  props: ParentProps<{
    title: string
    /** What the command sends: `model call`. */
    one: string
    command: (origin: string, local: boolean) => string
    /** Where the reader makes ingest keys, when they may. */
    keysHref: string | undefined
  }>,
) {
  return (
    <Section title={props.title}>
      <Sheet>
        <Card>
          <div data-part="steps">
            <p>
              {props.children}, with an{" "}
              <Show when={props.keysHref} fallback="ingest key">
                {(href) => <a href={href()}>ingest key</a>}
              </Show>
              .
            </p>
            <Copy text={`${location.origin}/v1/events`} label="the events address" />
            <p>Send a first one:</p>
            <Command
              text={props.command(location.origin, isLocal())}
              label={`the command that sends a first ${props.one}`}
            />
          </div>
        </Card>
      </Sheet>
    </Section>
  )
}
