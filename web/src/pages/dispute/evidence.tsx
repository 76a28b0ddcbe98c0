import { For, Show } from "solid-js"
import { EVIDENCE_CHARACTERS_MAX, EVIDENCE_FIELDS, type EvidenceField } from "#shared/contract/evidence.ts"
import type { DisputeDetail } from "../../data/disputes.ts"
import { useMe } from "../../data/me.ts"
import { countText } from "../../format.ts"
import { Button } from "../../ui/button.tsx"
import { AreaField, TextField } from "../../ui/field.tsx"
import { Refused } from "../../ui/refused.tsx"
import { Section } from "../../ui/section.tsx"
import { Card, Sheet } from "../../ui/sheet.tsx"
import { NotAllowed } from "../../ui/state.tsx"
import { Time } from "../../ui/time.tsx"
import { leftOf } from "../disputes/words.tsx"
import { createEvidenceDesk } from "./evidence-desk.ts"
import { Sent } from "./sent.tsx"
import { SubmitEvidence } from "./submit-evidence.tsx"

/** What each text is called, how many lines it has, and what belongs there. */
const TEXTS: Record<EvidenceField, { label: string; rows?: number; help?: string }> = {
  customer_name: { label: "Customer's name" },
  customer_email_address: { label: "Customer's e-mail" },
  product_description: { label: "What was sold", rows: 2 },
  service_date: { label: "When it was provided", rows: 2 },
  access_activity_log: { label: "Log of use", rows: 6, help: "Day by day, from the snapshot." },
  cancellation_policy_disclosure: {
    ...{ label: "How the cancellation policy was shown", rows: 2 },
    help: "Where and when the customer saw it before paying. Nothing here knows that.",
  },
  refund_policy_disclosure: {
    ...{ label: "How the refund policy was shown", rows: 2 },
    help: "Where and when the customer saw it before paying. Nothing here knows that.",
  },
  uncategorized_text: { label: "Why the charge is right", rows: 6, help: "What the bank reads first in doubt." },
}

/** The answer to a dispute: composed from the snapshot, edited, staged, and submitted once. */
export function EvidenceForm(props: { of: DisputeDetail; refresh: () => void }) {
  const note = () => {
    const at = props.of.evidence?.savedAt
    return at && props.of.evidence!.savedBy ? (
      <>
        saved by {props.of.evidence!.savedBy!.name}, <Time at={at} />
      </>
    ) : undefined
  }
  return (
    <Section title="Evidence" span={7} end={note()}>
      <Sheet>
        <Show
          when={props.of.evidence}
          fallback={
            <NotAllowed
              title="Not for the role viewer"
              text="An answer names who paid. A staff admin can grant more."
            />
          }
        >
          <Card>
            <Answering of={props.of} refresh={props.refresh} />
          </Card>
        </Show>
      </Sheet>
    </Section>
  )
}

function Answering(props: { of: DisputeDetail; refresh: () => void }) {
  const me = useMe()
  const desk = createEvidenceDesk(
    () => props.of,
    () => props.refresh(),
  )
  const isOpen = () => ["days", "hours"].includes(leftOf(props.of).kind)
  const mayWrite = () => me()?.staffRole === "admin"
  const locked = () => !isOpen() || !mayWrite()
  const waits = () => props.of.evidence!.commands.some(({ state }) => state === "waiting")
  const left = () =>
    `${countText(desk.characters())} of ${countText(EVIDENCE_CHARACTERS_MAX)} characters, all texts together.`
  return (
    <div data-component="evidence">
      <Show when={locked()}>
        <p data-tone="2">
          {isOpen()
            ? "Only a staff admin may write, stage and submit an answer."
            : "Nothing can be submitted any more; this is what stands."}
        </p>
      </Show>
      <For each={EVIDENCE_FIELDS}>
        {(name) => (
          <Show
            when={TEXTS[name].rows}
            fallback={
              <TextField
                label={TEXTS[name].label}
                value={desk.texts[name]}
                disabled={locked()}
                onChange={(text) => desk.set(name, text)}
              />
            }
          >
            {(rows) => (
              <AreaField
                label={TEXTS[name].label}
                help={name === "uncategorized_text" ? `${TEXTS[name].help} ${left()}` : TEXTS[name].help}
                problem={
                  desk.isTooLong() && name === "uncategorized_text"
                    ? `Stripe takes ${countText(EVIDENCE_CHARACTERS_MAX)} characters in all texts together; these are ${countText(desk.characters())}.`
                    : undefined
                }
                rows={rows()}
                value={desk.texts[name]}
                disabled={locked()}
                onChange={(text) => desk.set(name, text)}
              />
            )}
          </Show>
        )}
      </For>
      <div data-part="files">
        <h3>To attach in Stripe</h3>
        <ul>
          <For each={props.of.evidence!.files}>
            {(file) => (
              <li>
                <b>{file.name}</b>: {file.what}
              </li>
            )}
          </For>
        </ul>
      </div>
      <Show when={desk.isOvertaken()}>
        <p role="alert" data-part="problem">
          {props.of.evidence!.savedBy?.name ?? "Somebody"} saved another text since you began.{" "}
          <button type="button" data-component="act" onClick={desk.adopt}>
            Take theirs over mine
          </button>
        </p>
      </Show>
      <Show when={!desk.asking()}>
        <Refused of={desk.problem()} act="do that" />
      </Show>
      <Show when={!locked()}>
        <div data-part="acts">
          <Button busy={desk.busy()} disabled={desk.isTooLong()} onClick={() => void desk.save()}>
            Save the draft
          </Button>
          <Button busy={desk.busy()} disabled={desk.isTooLong() || waits()} onClick={() => void desk.stage()}>
            Stage the draft
          </Button>
          <Button kind="primary" disabled={desk.isTooLong() || waits()} onClick={desk.ask}>
            Review and submit
          </Button>
          <span data-tone="3">Staging can be undone. Submitting cannot: the bank takes one answer.</span>
        </div>
      </Show>
      <Sent of={props.of.evidence!} />
      <Show when={desk.asking()}>
        <SubmitEvidence desk={desk} of={props.of} />
      </Show>
    </div>
  )
}
