import { createSignal } from "solid-js"
import type { Problem } from "../../api.ts"
import { setAlerts } from "../../data/credits.ts"
import { createDesk } from "../../desk.ts"
import { askFreshSignIn } from "../../shell/asked.ts"
import { toast } from "../../toast.ts"

/** What an owner wrote before a fresh sign-in, and for which organization. */
interface Waiting {
  organizationId: string
  thresholdsUsd: readonly string[]
}
const WAITING = "watchbill.creditAlerts"

export type LowCreditDesk = ReturnType<typeof createLowCreditDesk>

/** The dialog that sets an organization's low-credit thresholds. */
export function createLowCreditDesk(organizationId: string, refresh: () => void) {
  const [written, setWritten] = createSignal<readonly string[] | undefined>(takeWaiting(organizationId))
  const { busy, problem, close, send } = createDesk({
    isOpen: () => written() !== undefined,
    close: () => setWritten(undefined),
    refresh,
  })
  return {
    /** The amounts that the dialog begins with; undefined while it is closed. */
    written,
    busy,
    problem,
    close,
    begin: (thresholdsUsd: readonly string[]) => void setWritten(thresholdsUsd),
    set: (thresholdsUsd: readonly string[]) =>
      send(
        () => setAlerts(organizationId, thresholdsUsd),
        ({ thresholds }) =>
          toast({
            status: "ok",
            text: thresholds.length > 0 ? "The thresholds are set." : "Nobody is mailed any more.",
          }),
        (refused: Problem) => {
          if (refused.code !== "staleSignIn") return false
          sessionStorage.setItem(WAITING, JSON.stringify({ organizationId, thresholdsUsd } satisfies Waiting))
          close()
          askFreshSignIn("set the thresholds")
          return true
        },
      ),
  }
}

/** What waited for this organization, once. */
function takeWaiting(organizationId: string): readonly string[] | undefined {
  const told = sessionStorage.getItem(WAITING)
  const waiting = told === null ? undefined : (JSON.parse(told) as Waiting)
  if (waiting?.organizationId !== organizationId) return undefined
  sessionStorage.removeItem(WAITING)
  return waiting.thresholdsUsd
}
