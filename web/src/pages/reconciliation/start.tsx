import { createSignal } from "solid-js"
import { compareWithStripe, type Reach, type Reconciliation } from "../../data/reconciliation.ts"
import { createDesk } from "../../desk.ts"
import { toast } from "../../toast.ts"
import { SelectField } from "../../ui/field.tsx"
import { FormDialog } from "../../ui/form-dialog.tsx"
import { REACHES } from "./words.ts"

export type StartDesk = ReturnType<typeof createStartDesk>

/** What is being done about a new comparison; `started` hears of the one that was. */
export function createStartDesk(refresh: () => void, started: (run: Reconciliation) => void) {
  const [isAsking, setAsking] = createSignal(false)
  const { busy, problem, close, send, once } = createDesk({ isOpen: isAsking, close: () => setAsking(false), refresh })
  return {
    ...{ isAsking, busy, problem, close },
    begin: () => setAsking(true),
    start: (reach: Reach) =>
      send(
        once({ reach }, (idempotencyKey) => compareWithStripe(reach, idempotencyKey)),
        (run) => {
          toast({ status: "ok", text: "Started the comparison; this page follows it." })
          started(run)
        },
      ),
  }
}

const ITEMS = (Object.keys(REACHES) as Reach[]).map((value) => ({ value, text: REACHES[value] }))

/** How far back to look, and what will happen. */
export function Start(props: { desk: StartDesk }) {
  const [reach, setReach] = createSignal<Reach>("35days")
  return (
    <FormDialog
      title="Compare with Stripe"
      desk={props.desk}
      button="Compare"
      doing="Starting…"
      act="start the comparison"
      faults={{ reach: undefined }}
      onSend={() => void props.desk.start(reach())}
    >
      {() => (
        <>
          <SelectField
            label="Invoices, charges and refunds of"
            help="Customers, subscriptions and disputes are compared whatever their age. The longer the time, the more is asked of Stripe."
            items={ITEMS}
            value={reach()}
            onChange={setReach}
          />
          <p>What is missing or different here is taken over from Stripe. Nothing is changed at Stripe.</p>
        </>
      )}
    </FormDialog>
  )
}
