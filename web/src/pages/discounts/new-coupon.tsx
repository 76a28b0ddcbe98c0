import { createSignal, Show } from "solid-js"
import type { NewCoupon as Wish } from "#shared/contract/discount-commands.ts"
import { termsWords } from "#shared/discounts/words.ts"
import { momentText } from "../../format.ts"
import { nowMs, zone } from "../../reporting.ts"
import { msOf } from "#shared/time.ts"
import { SelectField, TextField } from "../../ui/field.tsx"
import { FormDialog } from "../../ui/form-dialog.tsx"
import { ACTS, type DiscountDesk } from "./desk.ts"
import { type CouponFields, couponFaults, couponWish } from "./fields.ts"

const KINDS = [
  { value: "percent", text: "A percentage" },
  { value: "amount", text: "A fixed amount" },
] as const
const DURATIONS = [
  { value: "once", text: "Once: off one invoice" },
  { value: "repeating", text: "For some months" },
  { value: "forever", text: "Forever" },
] as const

/** What a new coupon takes off, for how long, and how often it can be redeemed; says what that will do before it is sent. */
export function NewCoupon(props: {
  desk: DiscountDesk
  fields: CouponFields
  currencies: readonly string[]
  onSend: (wish: Wish, fields: CouponFields) => void
}) {
  const [fields, setFields] = createSignal(props.fields)
  const change = (some: Partial<CouponFields>) => setFields((all) => ({ ...all, ...some }))
  const faults = () => couponFaults(fields())
  const isWhole = () => !Object.values(faults()).some(Boolean)
  const currencies = () => props.currencies.map((value) => ({ value, text: value.toUpperCase() }))
  return (
    <FormDialog
      title="New coupon"
      desk={props.desk}
      button="Make coupon"
      doing="Asking…"
      act={ACTS.create}
      faults={faults()}
      onSend={() => props.onSend(couponWish(fields()), fields())}
    >
      {(fault) => (
        <>
          <TextField
            label="Name"
            problem={fault("name")}
            help="Customers read it on their receipts."
            max={40}
            value={fields().name}
            onChange={(name) => change({ name })}
          />
          <div data-part="pair">
            <SelectField label="Takes off" items={KINDS} value={fields().kind} onChange={(kind) => change({ kind })} />
            <TextField
              label={fields().kind === "percent" ? "Percent" : "Amount"}
              problem={fault("value")}
              keys="decimal"
              max={20}
              value={fields().value}
              onChange={(value) => change({ value })}
            />
            <Show when={fields().kind === "amount"}>
              <SelectField
                label="Currency"
                problem={fault("currency")}
                items={currencies()}
                value={fields().currency}
                onChange={(currency) => change({ currency })}
              />
            </Show>
          </div>
          <div data-part="pair">
            <SelectField
              label="For how long"
              items={DURATIONS}
              value={fields().duration}
              onChange={(duration) => change({ duration })}
            />
            <Show when={fields().duration === "repeating"}>
              <TextField
                label="Months"
                problem={fault("durationMonths")}
                keys="numeric"
                max={3}
                value={fields().months}
                onChange={(months) => change({ months })}
              />
            </Show>
          </div>
          <div data-part="pair">
            <TextField
              label="Can be redeemed until"
              problem={fault("redeemByAt")}
              type="datetime-local"
              help={`If you like; by the clock of ${zone()}.`}
              value={fields().redeemBy}
              onChange={(redeemBy) => change({ redeemBy })}
            />
            <TextField
              label="How often in all"
              problem={fault("redemptionsMax")}
              keys="numeric"
              help="If you like; without it there is no limit."
              max={6}
              value={fields().limit}
              onChange={(limit) => change({ limit })}
            />
          </div>
          <Show when={isWhole()}>
            <p data-part="worth">
              <b>{sentence(couponWish(fields()))}</b>
            </p>
          </Show>
          <p>
            Only its name can be changed later: what it takes off and for how long cannot. It goes to Stripe and is
            recorded in the audit under your name.
          </p>
        </>
      )}
    </FormDialog>
  )
}

/** What customers will see, and how long it can be had. */
function sentence({ name, kind, value, currency, duration, durationMonths, redeemByAt, redemptionsMax }: Wish): string {
  const terms = termsWords({
    ...{ kind, value, currency: currency ?? null, duration, durationMonths: durationMonths ?? null },
  })
  const until = redeemByAt ? `, until ${momentText(msOf(redeemByAt), zone(), nowMs())}` : ""
  const limit = redemptionsMax === undefined ? "" : `, ${redemptionsMax} times at most`
  return `Customers will see “${name}”: ${terms}. It can be redeemed${until}${limit}${until || limit ? "." : " until it is deleted."}`
}
