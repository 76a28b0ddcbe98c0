import { createSignal, createUniqueId, type JSX } from "solid-js"
import type { Desk } from "../desk.ts"
import { Button } from "./button.tsx"
import { Dialog } from "./dialog.tsx"
import { Refused } from "./refused.tsx"
import "./form-dialog.css"

/** A dialog that asks for what a command needs. Faults are said once it is to be sent, and the first of them takes the focus. */
export function FormDialog(props: {
  title: string
  desk: Pick<Desk, "busy" | "problem" | "close">
  /** What its form does, as on its button: `Create key`, and while it does it: `Creating…`. */
  button: string
  doing: string
  /** What could not be done where it is refused: `create the key`. */
  act: string
  /** The fields that a refusal may be about, each with what is wrong with it before it is sent. */
  faults: Readonly<Record<string, string | undefined>>
  onSend: () => void
  /** The form's fields; `fault` says what is wrong with one of them, as this page or the answer tells. */
  children: (fault: (where: string) => string | undefined) => JSX.Element
}) {
  const form = createUniqueId()
  const [isChecked, setChecked] = createSignal(false)
  const fault = (where: string) => {
    const found = isChecked() && props.faults[where]
    if (found) return found
    const problem = props.desk.problem()
    if (problem?.where !== where) return undefined
    return problem.wanted ? `${problem.detail}: ${problem.wanted}.` : problem.detail
  }
  const submit = (event: SubmitEvent & { currentTarget: HTMLFormElement }) => {
    event.preventDefault()
    setChecked(true)
    if (Object.values(props.faults).some(Boolean))
      event.currentTarget.querySelector<HTMLElement>("[aria-invalid='true']")?.focus()
    else if (!props.desk.busy()) props.onSend()
  }
  return (
    <Dialog
      title={props.title}
      onClose={props.desk.close}
      buttons={
        <>
          <Button kind="quiet" onClick={props.desk.close}>
            Back
          </Button>
          <Button kind="primary" type="submit" form={form} busy={props.desk.busy()}>
            {props.desk.busy() ? props.doing : props.button}
          </Button>
        </>
      }
    >
      <form id={form} data-component="dialogform" noValidate onSubmit={submit}>
        {props.children(fault)}
      </form>
      <Refused of={props.desk.problem()} act={props.act} beside={Object.keys(props.faults)} />
    </Dialog>
  )
}
