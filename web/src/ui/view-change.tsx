import { createSignal } from "solid-js"
import type { Problem } from "../api.ts"
import { change, remove, restore, share, type View } from "../data/views.ts"
import { toast } from "../toast.ts"
import { Button } from "./button.tsx"
import { TextField } from "./field.tsx"
import type { Showing } from "./views.tsx"

/** What can be done with a view: another name, what is shown now in its place, sharing, an end. */
export function ViewChange(props: {
  view: View
  showing: Showing
  current: boolean
  onChange: () => void
  onClose: () => void
}) {
  const [name, setName] = createSignal(props.view.name)
  const [busy, setBusy] = createSignal(false)
  const [sure, setSure] = createSignal(false)
  const [problem, setProblem] = createSignal<string>()
  const renamed = () => name().trim() !== "" && name().trim() !== props.view.name
  const shown = () => ("shown" in props.showing && !props.current ? props.showing.shown : undefined)

  /** Asks for a change, says why it could not be, and has the views read again either way: somebody else may have been first. */
  const ask = async (command: () => Promise<unknown>): Promise<boolean> => {
    if (busy()) return false
    setBusy(true)
    setProblem(undefined)
    const refused = await command().then(
      () => undefined,
      (told: Problem) => told,
    )
    setProblem(refused?.detail)
    setBusy(false)
    props.onChange()
    return refused === undefined
  }
  const rename = async (event: Event) => {
    event.preventDefault()
    if (renamed() && (await ask(() => change(props.view, { name: name().trim() })))) props.onClose()
  }
  const end = async () => {
    // One's own can be had back; another's, that everybody uses, cannot.
    if (!props.view.mine && !sure()) return void setSure(true)
    const view = { ...props.view }
    const { onChange } = props
    if (!(await ask(() => remove(view)))) return
    const undo = () =>
      void restore(view).then(onChange, (told: Problem) =>
        toast({ status: "fail", text: `Could not bring “${view.name}” back. ${told.detail}` }),
      )
    toast({
      status: "ok",
      text: `Deleted the view “${view.name}”.`,
      ...(view.mine ? { act: { text: "Undo", onAct: undo } } : {}),
    })
  }
  return (
    <form onSubmit={rename}>
      <div data-part="name">
        <TextField label="Name" problem={problem()} max={60} value={name()} onChange={setName} />
        <Button type="submit" busy={busy() || !renamed()}>
          Rename
        </Button>
      </div>
      <div data-part="acts">
        <Button busy={busy() || !shown()} onClick={() => void ask(() => change(props.view, shown()!))}>
          Replace with what is shown
        </Button>
        <Button busy={busy()} onClick={() => void ask(() => share(props.view, !props.view.shared))}>
          {props.view.shared ? "Stop sharing" : "Share with everybody"}
        </Button>
        <Button kind={sure() ? "danger-final" : "danger"} busy={busy()} onClick={() => void end()}>
          {sure() ? `Delete ${props.view.savedBy}’s view for everybody` : "Delete"}
        </Button>
      </div>
    </form>
  )
}
