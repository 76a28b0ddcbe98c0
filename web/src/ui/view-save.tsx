import { createSignal, Show } from "solid-js"
import type { Problem } from "../api.ts"
import { change, save, type View, type ViewList } from "../data/views.ts"
import { wordsOf } from "../saved-view.ts"
import { Button } from "./button.tsx"
import { TextField } from "./field.tsx"
import type { Showing } from "./views.tsx"

/** Keeps what a list shows now under a name. A name that one has already is that view, shown anew. */
export function SaveView(props: {
  list: ViewList
  showing: Showing
  /** It is not known yet which views there are. */
  waiting: boolean
  mine: readonly View[]
  onSave: () => void
}) {
  const [name, setName] = createSignal("")
  const [busy, setBusy] = createSignal(false)
  const [problem, setProblem] = createSignal<string>()
  const known = () => props.mine.find((view) => view.name === name().trim())
  const fault = () => ("fault" in props.showing ? `This address cannot be kept. ${props.showing.fault}.` : undefined)
  const saveIt = async (event: Event) => {
    event.preventDefault()
    const { showing } = props
    if (busy() || props.waiting || !("shown" in showing)) return
    const view = known()
    if (!name().trim()) return void setProblem("A view needs a name.")
    setBusy(true)
    setProblem(undefined)
    try {
      await (view ? change(view, showing.shown) : save(props.list, name().trim(), showing.shown))
      setName("")
      props.onSave()
    } catch (refused) {
      setProblem((refused as Problem).detail)
    }
    setBusy(false)
  }
  return (
    <form data-part="save" onSubmit={saveIt}>
      <TextField
        label="Save what is shown now"
        help={<Show when={"shown" in props.showing && props.showing.shown}>{(shown) => wordsOf(shown())}</Show>}
        problem={problem() ?? fault()}
        placeholder="Name of the view"
        max={60}
        value={name()}
        onChange={(typed) => {
          setName(typed)
          setProblem(undefined)
        }}
      />
      <Button type="submit" busy={busy() || props.waiting || fault() !== undefined}>
        {busy() ? "Saving…" : known() ? "Save over it" : "Save view"}
      </Button>
    </form>
  )
}
