import { createSignal, Show } from "solid-js"
import { termsWords } from "#shared/discounts/words.ts"
import type { DiscountDetail } from "../../data/discounts.ts"
import { zone } from "../../reporting.ts"
import { SelectField, TextField } from "../../ui/field.tsx"
import { FormDialog } from "../../ui/form-dialog.tsx"
import { ACTS, type DiscountDesk } from "./desk.ts"
import { type CodeFields, codeFaults, codeWish } from "./fields.ts"

const WHO = [
  { value: "no", text: "Every customer" },
  { value: "yes", text: "Customers who never paid yet" },
] as const

/** What customers will type in to have a coupon, who may, and until when. */
export function NewCode(props: {
  desk: DiscountDesk
  of: DiscountDetail
  fields: CodeFields
  currencies: readonly string[]
}) {
  const [fields, setFields] = createSignal(props.fields)
  const change = (some: Partial<CodeFields>) => setFields((all) => ({ ...all, ...some }))
  const faults = () => codeFaults(fields())
  const currencies = () => props.currencies.map((value) => ({ value, text: value.toUpperCase() }))
  const send = () =>
    void props.desk.tell(
      props.of,
      { act: "createCode", code: codeWish(fields()) },
      { act: "createCode", fields: fields() },
    )
  return (
    <FormDialog
      title={`New code for ${props.of.name ?? props.of.couponId}`}
      desk={props.desk}
      button="Make code"
      doing="Asking…"
      act={ACTS.createCode}
      faults={faults()}
      onSend={send}
    >
      {(fault) => (
        <>
          <TextField
            label="Code"
            problem={fault("code")}
            help="What customers type in, in capitals or not. Without one Stripe makes one up."
            exact
            max={100}
            value={fields().code}
            onChange={(code) => change({ code })}
          />
          <div data-part="pair">
            <TextField
              label="Can be redeemed until"
              problem={fault("expiresAt")}
              type="datetime-local"
              help={`If you like; by the clock of ${zone()}.`}
              value={fields().expires}
              onChange={(expires) => change({ expires })}
            />
            <TextField
              label="How often in all"
              problem={fault("redemptionsMax")}
              keys="numeric"
              help="If you like."
              max={6}
              value={fields().limit}
              onChange={(limit) => change({ limit })}
            />
          </div>
          <SelectField
            label="For"
            items={WHO}
            value={fields().firstTimeOnly}
            onChange={(firstTimeOnly) => change({ firstTimeOnly })}
          />
          <div data-part="pair">
            <TextField
              label="Smallest order"
              problem={fault("minimumCents")}
              keys="decimal"
              help="If you like."
              max={20}
              value={fields().minimum}
              onChange={(minimum) => change({ minimum })}
            />
            <Show when={fields().minimum.trim()}>
              <SelectField
                label="Currency"
                problem={fault("minimumCurrency")}
                items={currencies()}
                value={fields().currency}
                onChange={(currency) => change({ currency })}
              />
            </Show>
          </div>
          <p data-part="worth">
            <b>
              Whoever types in {fields().code.trim() || "the code"} gets {termsWords(props.of.terms)}.
            </b>
          </p>
          <p>
            Later it can be deactivated and activated again; nothing else of it can be changed. It goes to Stripe and is
            recorded in the audit under your name.
          </p>
        </>
      )}
    </FormDialog>
  )
}
