import { createSignal, createUniqueId, Match, Switch } from "solid-js"
import { termsWords } from "#shared/discounts/words.ts"
import type { DiscountDetail } from "../../data/discounts.ts"
import { countOf } from "../../format.ts"
import { Button } from "../../ui/button.tsx"
import { Dialog } from "../../ui/dialog.tsx"
import { Fact, Facts } from "../../ui/facts.tsx"
import { TextField } from "../../ui/field.tsx"
import { Refused } from "../../ui/refused.tsx"
import { ACTS, type DiscountDesk, type Reviewed } from "./desk.ts"
import { NewCode } from "./new-code.tsx"

interface Asked {
  of: DiscountDetail
  desk: DiscountDesk
}
type Of<Act extends Reviewed["act"]> = Extract<Reviewed, { act: Act }>

/** The command on a coupon that is reviewed before it is sent. */
export function Reviews(props: Asked & { currencies: readonly string[] }) {
  const about = <Act extends Reviewed["act"]>(...acts: Act[]) => {
    const one = props.desk.reviewed()
    return one && (acts as string[]).includes(one.act) ? (one as Of<Act>) : undefined
  }
  return (
    <Switch>
      <Match when={about("createCode")}>{(one) => <NewCode {...props} fields={one().fields} />}</Match>
      <Match when={about("deactivateCode", "reactivateCode")}>{(one) => <SwitchCode {...props} about={one()} />}</Match>
      <Match when={about("delete")}>
        <Delete {...props} />
      </Match>
    </Switch>
  )
}

/** A promotion code is switched off, or on again. */
function SwitchCode(props: Asked & { about: Of<"deactivateCode" | "reactivateCode"> }) {
  const isOff = () => props.about.act === "deactivateCode"
  const send = () => {
    const { act, codeId } = props.about
    void props.desk.tell(props.of, { act, codeId }, props.about)
  }
  return (
    <Dialog
      title={isOff() ? `Deactivate ${props.about.code}?` : `Activate ${props.about.code} again?`}
      onClose={props.desk.close}
      buttons={
        <>
          <Button kind="quiet" onClick={props.desk.close}>
            {isOff() ? "Keep it" : "Leave it"}
          </Button>
          <Button kind={isOff() ? "danger-final" : "primary"} busy={props.desk.busy()} onClick={send}>
            {props.desk.busy() ? "Asking…" : isOff() ? "Deactivate code" : "Activate code"}
          </Button>
        </>
      }
    >
      <Facts>
        <Fact name="Coupon">{props.of.name ?? props.of.couponId}</Fact>
        <Fact name="Takes off">{termsWords(props.of.terms)}</Fact>
      </Facts>
      <p>
        {isOff()
          ? "Nobody can redeem it from then on; whoever has the discount keeps it. It can be activated again."
          : "Customers can redeem it again from then on."}{" "}
        It goes to Stripe and is recorded in the audit under your name.
      </p>
      <Refused of={props.desk.problem()} act={ACTS[props.about.act]} />
    </Dialog>
  )
}

/** Deleting cannot be undone, so it is asked for by the coupon's id. */
function Delete(props: Asked) {
  const form = createUniqueId()
  const [typed, setTyped] = createSignal("")
  const isNamed = () => typed().trim() === props.of.couponId
  const send = () =>
    void props.desk.tell(props.of, { act: "delete", confirmation: props.of.couponId }, { act: "delete" })
  return (
    <Dialog
      title={`Delete ${props.of.name ?? props.of.couponId}?`}
      onClose={props.desk.close}
      buttons={
        <>
          <Button kind="quiet" onClick={props.desk.close}>
            Keep it
          </Button>
          <Button kind="danger-final" type="submit" form={form} disabled={!isNamed()} busy={props.desk.busy()}>
            {props.desk.busy() ? "Asking…" : "Delete coupon"}
          </Button>
        </>
      }
    >
      <p>
        Nobody can redeem it any more, nor any of its codes. {countOf(props.of.running, "subscription")} that{" "}
        {props.of.running === 1 ? "has it keeps" : "have it keep"} it. This cannot be undone: Stripe has no other way to
        end a coupon. It goes to Stripe and is recorded in the audit under your name.
      </p>
      <form
        id={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (isNamed() && !props.desk.busy()) send()
        }}
      >
        <TextField label={`Type ${props.of.couponId} to delete it`} exact value={typed()} onChange={setTyped} />
      </form>
      <Refused of={props.desk.problem()} act={ACTS.delete} />
    </Dialog>
  )
}
