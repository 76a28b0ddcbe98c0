import { createSignal, createUniqueId, For } from "solid-js"
import { EVIDENCE_FIELDS } from "#shared/contract/evidence.ts"
import type { DisputeDetail } from "../../data/disputes.ts"
import { countOf, moneyText } from "../../format.ts"
import { Button } from "../../ui/button.tsx"
import { Dialog } from "../../ui/dialog.tsx"
import { TextField } from "../../ui/field.tsx"
import { Refused } from "../../ui/refused.tsx"
import { spaced } from "../disputes/words.tsx"
import type { EvidenceDesk } from "./evidence-desk.ts"

const WORD = "submit"

/** Submitting cannot be taken back, so what goes to the bank is shown, and a word is asked for. */
export function SubmitEvidence(props: { desk: EvidenceDesk; of: DisputeDetail }) {
  const form = createUniqueId()
  const [typed, setTyped] = createSignal("")
  const isTyped = () => typed().trim().toLowerCase() === WORD
  const given = () => EVIDENCE_FIELDS.filter((name) => props.desk.texts[name] !== "")
  const missing = () => EVIDENCE_FIELDS.filter((name) => props.desk.texts[name] === "")
  return (
    <Dialog
      title={`Submit the answer about ${moneyText(props.of.amountCents, props.of.currency)}?`}
      onClose={props.desk.close}
      buttons={
        <>
          <Button kind="quiet" onClick={props.desk.close}>
            Back
          </Button>
          <Button kind="danger-final" type="submit" form={form} disabled={!isTyped()} busy={props.desk.busy()}>
            {props.desk.busy() ? "Submitting…" : "Submit to the bank"}
          </Button>
        </>
      }
    >
      <p>
        The bank of {props.of.name ?? "the customer"} gets these texts, and what is attached in Stripe, as the one
        answer to this {props.of.kind}. It cannot be taken back or added to.
      </p>
      <ul>
        <For each={given()}>
          {(name) => (
            <li>
              {spaced(name)}: {countOf(props.desk.texts[name].length, "character")}
            </li>
          )}
        </For>
      </ul>
      <p data-tone="2">{missing().length > 0 ? `Left empty: ${missing().map(spaced).join(", ")}.` : ""}</p>
      <form
        id={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (isTyped() && !props.desk.busy()) void props.desk.submit()
        }}
      >
        <TextField label={`Type ${WORD} to submit it`} exact value={typed()} onChange={setTyped} />
      </form>
      <Refused of={props.desk.problem()} act="submit the answer" />
    </Dialog>
  )
}
