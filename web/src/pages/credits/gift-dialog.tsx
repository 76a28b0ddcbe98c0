import { createSignal, Show } from "solid-js"
import { COMMENT_CHARACTERS_MAX, isGiftAmount } from "#shared/contract/credits.ts"
import { isDay } from "#shared/time.ts"
import { microsOfUsd } from "#shared/money.ts"
import type { Credits } from "../../data/credits.ts"
import { dayText, moneyText } from "../../format.ts"
import { Button } from "../../ui/button.tsx"
import { Dialog } from "../../ui/dialog.tsx"
import { Fact, Facts } from "../../ui/facts.tsx"
import { AreaField, TextField } from "../../ui/field.tsx"
import { FormDialog } from "../../ui/form-dialog.tsx"
import { Refused } from "../../ui/refused.tsx"
import type { GiftDesk } from "./gift-desk.ts"

const CENT_MICROS = 10_000
const usdOf = (micros: number): string => moneyText(Math.round(micros / CENT_MICROS), "usd")

/** What is to be given: how much, until when, and why. */
export function GiftWriting(props: { desk: GiftDesk; name: string; mayGift: Credits["mayGift"] }) {
  const before = props.desk.wish()
  const [amount, setAmount] = createSignal(before.amountUsd)
  const [expiresOn, setExpiresOn] = createSignal(before.expiresOn ?? "")
  const [comment, setComment] = createSignal(before.comment ?? "")
  const amountUsd = () => amount().trim().replace(/^\$/, "").replaceAll(",", "")
  const mostMicros = () => (props.mayGift ? Math.min(props.mayGift.atOnceMicros, props.mayGift.todayMicros) : 0)
  const amountFault = () => {
    if (!isGiftAmount(amountUsd())) return "Write dollars above 0 with at most two decimals, as in 25.00."
    if (microsOfUsd(amountUsd()) > mostMicros()) return `You may give at most ${usdOf(mostMicros())} now.`
    return undefined
  }
  const dayFault = () =>
    expiresOn().trim() && !isDay(expiresOn().trim()) ? "Write a day as in 2027-03-31, or nothing." : undefined
  return (
    <FormDialog
      title={`Gift credits to ${props.name}`}
      desk={props.desk}
      button="Review"
      doing="Reviewing…"
      act="give the credits"
      faults={{ amountUsd: amountFault(), expiresOn: dayFault(), comment: undefined }}
      onSend={() =>
        props.desk.review({
          amountUsd: amountUsd(),
          ...(expiresOn().trim() ? { expiresOn: expiresOn().trim() } : {}),
          ...(comment().trim() ? { comment: comment().trim() } : {}),
        })
      }
    >
      {(fault) => (
        <>
          <TextField
            label="Amount"
            problem={fault("amountUsd")}
            help={
              <>
                US dollars. Your role may give {usdOf(props.mayGift?.atOnceMicros ?? 0)} a day;{" "}
                {usdOf(props.mayGift?.todayMicros ?? 0)} of it is left today.
              </>
            }
            keys="decimal"
            max={20}
            value={amount()}
            onChange={setAmount}
          />
          <TextField
            label="Last day"
            problem={fault("expiresOn")}
            help="If you like: what is left of it after that day is gone, as in 2027-03-31. Without one it stays."
            placeholder="stays"
            max={10}
            exact
            value={expiresOn()}
            onChange={setExpiresOn}
          />
          <AreaField
            label="Comment"
            problem={fault("comment")}
            help="If you like: why. The organization's owner and admins read it."
            max={COMMENT_CHARACTERS_MAX}
            rows={2}
            value={comment()}
            onChange={setComment}
          />
        </>
      )}
    </FormDialog>
  )
}

/** The gift before it is given. */
export function GiftReview(props: { desk: GiftDesk; name: string; balanceMicros: number }) {
  const amountMicros = () => microsOfUsd(props.desk.wish().amountUsd)
  return (
    <Dialog
      title={`Give ${usdOf(amountMicros())} to ${props.name}?`}
      onClose={props.desk.close}
      buttons={
        <>
          <Button kind="quiet" onClick={props.desk.change}>
            Change
          </Button>
          <Button kind="primary" busy={props.desk.busy()} onClick={() => void props.desk.give()}>
            {props.desk.busy() ? "Giving…" : `Give ${usdOf(amountMicros())}`}
          </Button>
        </>
      }
    >
      <Facts>
        <Fact name="Balance now">{usdOf(props.balanceMicros)}</Fact>
        <Fact name="Gift">{moneyText(Math.round(amountMicros() / CENT_MICROS), "usd", true)}</Fact>
        <Fact name="Balance after it" total>
          {usdOf(props.balanceMicros + amountMicros())}
        </Fact>
        <Fact name="Last day">
          <Show when={props.desk.wish().expiresOn} fallback="it stays">
            {(day) => dayText(day())}
          </Show>
        </Fact>
        <Show when={props.desk.wish().comment}>{(comment) => <Fact name="Comment">{comment()}</Fact>}</Show>
      </Facts>
      <p>
        It can be used at once and cannot be taken back here. It is recorded in the ledger and in the audit under your
        name, and the organization's owner and admins see it.
      </p>
      <Refused of={props.desk.problem()} act="give the credits" />
    </Dialog>
  )
}
