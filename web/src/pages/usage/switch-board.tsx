import { createSignal, Show } from "solid-js"
import type { Problem } from "../../api.ts"
import { setBoard } from "../../data/leaderboard.ts"
import { toast } from "../../toast.ts"
import { Button } from "../../ui/button.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Empty, NotAllowed } from "../../ui/state.tsx"

/** Whether an answer was refused because the organization's board is off. */
export const isOff = (problem: Problem | undefined): boolean => problem?.status === 403 && problem.where === "board"

/** Switches an organization's board on or off; either can be undone. */
export function SwitchBoard(props: { organizationId: string; isOn: boolean; onDone: () => void }) {
  const [busy, setBusy] = createSignal(false)
  const set = async (on: boolean, undoable: boolean) => {
    setBusy(true)
    try {
      await setBoard(props.organizationId, on)
      const text = on ? "The board is on: every member sees it." : "The board is off; sessions go on being counted."
      toast({
        status: "ok",
        text,
        ...(undoable ? { act: { text: "Undo", onAct: () => void set(!on, false) } } : {}),
      })
      props.onDone()
    } catch (problem) {
      toast({ status: "fail", text: `Nothing was changed. ${(problem as Problem).detail}` })
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button kind={props.isOn ? "quiet" : "primary"} busy={busy()} onClick={() => void set(!props.isOn, true)}>
      {props.isOn ? "Switch the board off" : "Switch the board on"}
    </Button>
  )
}

/** What stands in place of a board that is off. */
export function SwitchedOff(props: { organizationId: string; maySwitch: boolean; onDone: () => void }) {
  return (
    <Sheet>
      <Show
        when={props.maySwitch}
        fallback={
          <NotAllowed
            title="Your organization switched its board off"
            text="An owner or an admin of it can switch it on. Sessions go on being counted."
          />
        }
      >
        <Empty
          icon="lock"
          title="Your organization switched its board off"
          text="Nobody in it sees who ran how many sessions. They go on being counted; switched on, it shows them all."
        >
          <SwitchBoard organizationId={props.organizationId} isOn={false} onDone={props.onDone} />
        </Empty>
      </Show>
    </Sheet>
  )
}
