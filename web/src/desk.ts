import { batch, createSignal } from "solid-js"
import type { Problem } from "./api.ts"
import { toast } from "./toast.ts"

/** What the dialogs of a page send their commands from: whether one is on its way, why the last was refused, and the way out. */
export type Desk = ReturnType<typeof createDesk>

/** Opens the desk of a page's dialogs; `refresh` reads what a command has changed. */
export function createDesk(dialogs: { isOpen: () => boolean; close: () => void; refresh: () => void }) {
  const [busy, setBusy] = createSignal(false)
  const [problem, setProblem] = createSignal<Problem>()
  let attempt = { words: "", idempotencyKey: "" }

  const close = () =>
    batch(() => {
      dialogs.close()
      setProblem(undefined)
    })

  /** In the dialog, or where that was closed before the answer came. */
  function say(refused: Problem): void {
    if (dialogs.isOpen()) setProblem(refused)
    else toast({ status: "fail", text: refused.detail })
  }

  return {
    busy,
    problem,
    close,
    /** Sends a command. What it shows is shown as its dialog goes: under that nothing takes the focus. `instead` answers whether it took a refusal over. */
    async send<Told>(
      act: () => Promise<Told>,
      show: (told: Told) => void,
      instead: (refused: Problem) => boolean = () => false,
    ): Promise<void> {
      setBusy(true)
      setProblem(undefined)
      try {
        const told = await act()
        batch(() => {
          close()
          show(told)
        })
        dialogs.refresh()
      } catch (told) {
        const refused = told as Problem
        if (!instead(refused)) say(refused)
      } finally {
        setBusy(false)
      }
    },
    /** The same wish sent again, until it is done, is the same request: its answer may have been lost. */
    once: <Told>(wish: object, act: (idempotencyKey: string) => Promise<Told>) => {
      const words = JSON.stringify(wish)
      if (attempt.words !== words) attempt = { words, idempotencyKey: crypto.randomUUID() }
      return async () => {
        const told = await act(attempt.idempotencyKey)
        attempt = { words: "", idempotencyKey: "" }
        return told
      }
    },
  }
}
