import type { Overview } from "#shared/contract/overview.ts"
import { isLocal } from "../../event-command.ts"
import { Command } from "../../ui/command.tsx"
import { Copy } from "../../ui/copy.tsx"
import { Card, Sheet } from "../../ui/sheet.tsx"
import { deliveryCommand, signupCommand } from "./first-commands.ts"

/** What to do while there was never any revenue: where Stripe must deliver, and a command for each door that fills this page. */
export function FirstSteps(props: { data: Overview }) {
  const origin = location.origin
  const local = isLocal()
  return (
    <Sheet cells="22rem">
      <Card title="No revenue yet">
        <div data-part="steps">
          <p>
            Money comes from Stripe. Add this webhook endpoint there, for all events.{" "}
            {local
              ? "On this machine its signing secret is whsec_local."
              : "Its signing secret goes into the secret of the doors, as docs/deploy.md says."}
          </p>
          <Copy text={`${origin}/webhooks/stripe`} label="the webhook address" />
          <p>
            {local ? "Or send a first subscription yourself:" : "Then send an event again that Stripe already has:"}
          </p>
          <Command text={deliveryCommand(origin, local)} label="the command that sends a first delivery" />
        </div>
      </Card>
      <Card title={props.data.historyBegins.signups ? "Signups arrive" : "No signups yet"}>
        <div data-part="steps">
          <p>
            Signups, organizations and jobs come from your product, as events with an{" "}
            <a href="/admin/settings/ingest-keys">ingest key</a>.
          </p>
          <Copy text={`${origin}/v1/events`} label="the events address" />
          <p>Send a first one:</p>
          <Command text={signupCommand(origin, local)} label="the command that sends a first event" />
        </div>
      </Card>
    </Sheet>
  )
}
