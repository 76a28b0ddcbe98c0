import { createSignal, Show } from "solid-js"
import type { SavedPlans } from "../../data/plans.ts"
import { dayText, moneyText } from "../../format.ts"
import { Button } from "../../ui/button.tsx"
import { Dialog } from "../../ui/dialog.tsx"
import { Fact, Facts } from "../../ui/facts.tsx"
import { SelectField, TextField } from "../../ui/field.tsx"
import { FormDialog } from "../../ui/form-dialog.tsx"
import { Refused } from "../../ui/refused.tsx"
import type { PlansDesk } from "./desk.ts"
import { faultsOf, priceWords, STANDS_FOR, type StandsFor, standsFor, type TermsFields, termsOf } from "./words.ts"

const ITEMS = Object.entries(STANDS_FOR).map(([value, text]) => ({ value: value as StandsFor, text }))
const CENT_MICROS = 10_000
const usdText = (micros: number) => moneyText(micros / CENT_MICROS, "usd")

/** What a price is to stand for: which plan, with what credits, from when. */
export function TermsWriting(props: { desk: PlansDesk; plans: SavedPlans }) {
  const [fields, setFields] = createSignal<TermsFields>(props.desk.draft().fields)
  const change = (some: Partial<TermsFields>) => setFields((all) => ({ ...all, ...some }))
  const cleaned = (): TermsFields => {
    const { priceId, creditsUsd, from, ...others } = fields()
    return { ...others, priceId: priceId.trim(), creditsUsd: creditsUsd.trim().replace(/^\$/, ""), from: from.trim() }
  }
  const isKnown = () => props.plans.terms.some(({ priceId }) => priceId === cleaned().priceId)
  const offered = () => props.plans.prices.map((price) => ({ value: price.priceId, text: priceWords(price) }))
  return (
    <FormDialog
      title={props.desk.draft().instead ? "Change what a price stands for" : "Say what a price stands for"}
      desk={props.desk}
      button="Review"
      doing="Reviewing…"
      act="save the plans"
      faults={faultsOf(cleaned())}
      onSend={() => props.desk.review(cleaned())}
    >
      {(fault) => (
        <>
          <TextField
            label="Price"
            problem={fault("priceId")}
            help="Its id in Stripe. Those of live subscriptions are offered."
            exact
            max={100}
            offered={offered()}
            disabled={props.desk.draft().instead !== undefined}
            value={fields().priceId}
            onChange={(priceId) => change({ priceId })}
          />
          <SelectField
            label="Stands for"
            items={ITEMS}
            value={fields().standsFor}
            onChange={(value) => change({ standsFor: value })}
          />
          <TextField
            label="Credits a cycle"
            problem={fault("creditsMicros")}
            help="US dollars; 0 for none."
            keys="decimal"
            max={9}
            value={fields().creditsUsd}
            onChange={(creditsUsd) => change({ creditsUsd })}
          />
          <TextField
            label="For cycles from"
            problem={fault("from")}
            help={isKnown() ? `${props.plans.today} or later.` : "Any day; past ones are made up for."}
            exact
            max={10}
            value={fields().from}
            onChange={(from) => change({ from })}
          />
          <Show when={props.desk.draft().instead}>
            <Button kind="quiet" onClick={props.desk.remove}>
              Remove these terms…
            </Button>
          </Show>
        </>
      )}
    </FormDialog>
  )
}

/** The change of the table before it is saved, and what it will do. */
export function TermsReview(props: { desk: PlansDesk; plans: SavedPlans }) {
  const draft = () => props.desk.draft()
  const terms = () => (draft().isRemoval ? draft().instead! : termsOf(draft().fields))
  const price = () => props.plans.prices.find(({ priceId }) => priceId === terms().priceId)
  const subscriptions = () => price()?.subscriptions ?? 0
  return (
    <Dialog
      title={draft().isRemoval ? "Remove these terms?" : "Save these terms?"}
      onClose={props.desk.close}
      buttons={
        <>
          <Button kind="quiet" onClick={props.desk.change}>
            Change
          </Button>
          <Button
            kind={draft().isRemoval ? "danger" : "primary"}
            busy={props.desk.busy()}
            onClick={() => void props.desk.save()}
          >
            {props.desk.busy() ? "Saving…" : draft().isRemoval ? "Remove terms" : "Save terms"}
          </Button>
        </>
      }
    >
      <Facts>
        <Fact name="Price">
          <Show when={price()} fallback={terms().priceId}>
            {(known) => priceWords(known())}
          </Show>
        </Fact>
        <Fact name="Stands for">{standsFor(terms())}</Fact>
        <Fact name="Credits a cycle">{usdText(terms().creditsMicros)}</Fact>
        <Fact name="For cycles from">{dayText(terms().from)}</Fact>
        <Fact name="Live subscriptions now">{subscriptions()}</Fact>
      </Facts>
      <p>
        <Show
          when={!draft().isRemoval}
          fallback="What they brought to cycles that have begun is taken back in entries of its own."
        >
          Cycles that began on that day or later get their credits at once, each until it is over; later ones when they
          are paid. Terms of days that are over cannot be changed.
        </Show>{" "}
        It is recorded in the audit under your name.
      </p>
      <Refused of={props.desk.problem()} act="save the plans" />
    </Dialog>
  )
}
