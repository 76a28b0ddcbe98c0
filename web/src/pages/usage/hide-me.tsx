import { createSignal } from "solid-js"
import type { Problem } from "../../api.ts"
import { hideOwnRow } from "../../data/leaderboard.ts"
import { toast } from "../../toast.ts"
import { Button } from "../../ui/button.tsx"

/** Takes the reader's own row off every board, or puts it back; either can be undone. */
export function HideMe(props: { hidden: boolean; onDone: () => void }) {
  const [busy, setBusy] = createSignal(false)
  const set = async (hidden: boolean, undoable: boolean) => {
    setBusy(true)
    try {
      await hideOwnRow(hidden)
      const text = hidden
        ? "You are hidden on every board; your sessions stay in the totals."
        : "You are shown on boards."
      const undo = { text: "Undo", onAct: () => void set(!hidden, false) }
      toast({ status: "ok", text, ...(undoable ? { act: undo } : {}) })
      props.onDone()
    } catch (problem) {
      toast({ status: "fail", text: `Nothing was changed. ${(problem as Problem).detail}` })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button kind="quiet" busy={busy()} onClick={() => void set(!props.hidden, true)}>
      {props.hidden ? "Show me" : "Hide me"}
    </Button>
  )
}
