import type { SpendAlert } from "../../data/spend-alerts.ts"
import { Button } from "../../ui/button.tsx"
import { Dialog } from "../../ui/dialog.tsx"
import { Refused } from "../../ui/refused.tsx"
import type { AlertDesk } from "./alert-desk.ts"
import { alertName, ofWords, ruleWords } from "./alert-words.ts"

/** An alert that ends is watched no more; one that is made in its place would be raised again. */
export function DeleteAlert(props: { desk: AlertDesk; of: SpendAlert }) {
  return (
    <Dialog
      title={`Delete ${alertName(props.of)}?`}
      onClose={props.desk.close}
      buttons={
        <>
          <Button kind="quiet" onClick={props.desk.close}>
            Keep it
          </Button>
          <Button kind="danger-final" busy={props.desk.busy()} onClick={() => void props.desk.end(props.of)}>
            {props.desk.busy() ? "Deleting…" : "Delete alert"}
          </Button>
        </>
      }
    >
      <p>
        It watches {ruleWords(props.of)} of {ofWords(props.of)}, and is raised no more from then on. What it raised
        stays in the list.
      </p>
      <Refused of={props.desk.problem()} act="delete the alert" />
    </Dialog>
  )
}
