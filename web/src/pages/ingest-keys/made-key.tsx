import { createUniqueId, onMount, Show } from "solid-js"
import type { CreatedKey } from "../../data/ingest-keys.ts"
import { eventCommand } from "../../event-command.ts"
import { Banner } from "../../ui/banner.tsx"
import { Button } from "../../ui/button.tsx"
import { Command } from "../../ui/command.tsx"
import { Copy } from "../../ui/copy.tsx"
import { Card, Sheet } from "../../ui/sheet.tsx"
import "./ingest-keys.css"

/** The secret of a key that was just made, until its author has kept it: it is in this page's memory alone. */
export function MadeKey(props: { of: CreatedKey; onDismiss: () => void }) {
  const id = createUniqueId()
  let heading: HTMLHeadingElement | undefined
  // After the dialog has given the focus back.
  onMount(() => queueMicrotask(() => heading?.focus()))
  return (
    <Show
      when={props.of.secret}
      fallback={
        <Banner
          status="warn"
          title={`${props.of.key.name} was made before.`}
          live
          end={<Button onClick={() => props.onDismiss()}>Understood</Button>}
        >
          {props.of.notice}
        </Banner>
      }
    >
      {(secret) => (
        <section data-component="madekey" aria-labelledby={id}>
          <Sheet>
            <Card>
              <h2 id={id} tabindex="-1" ref={heading}>
                The secret of {props.of.key.name}
              </h2>
              <p>{props.of.notice}</p>
              <p data-part="secret">
                <code>{secret()}</code>
                <Copy text={secret()} label="the secret" shown="Copy the secret" />
              </p>
              <p>Send a first event with it:</p>
              <Command
                text={eventCommand(location.origin, secret(), "record.created", '{"model":"Job","id":"job_first"}')}
                label="the command that sends a first event"
              />
              <div data-part="acts">
                <Button onClick={() => props.onDismiss()}>I have kept it</Button>
              </div>
            </Card>
          </Sheet>
        </section>
      )}
    </Show>
  )
}
