import { batch, createSignal } from "solid-js"
import type { Problem } from "../../api.ts"
import { type AlertWish, createAlert, deleteAlert, type SpendAlert, type SpendAlerts } from "../../data/spend-alerts.ts"
import type { LiveQuery } from "../../live-query.ts"
import { toast } from "../../toast.ts"
import { alertName } from "./alert-words.ts"

/** What is being done about alerts on the page: a new one that is asked for, and one that is to end. */
export type AlertDesk = ReturnType<typeof createAlertDesk>

export function createAlertDesk(alerts: LiveQuery<SpendAlerts>, organizationId: string) {
  const [isCreating, setCreating] = createSignal(false)
  const [deleting, setDeleting] = createSignal<SpendAlert>()
  const [busy, setBusy] = createSignal(false)
  const [problem, setProblem] = createSignal<Problem>()
  let attempt = { words: "", idempotencyKey: "" }

  const close = () =>
    batch(() => {
      setCreating(false)
      setDeleting(undefined)
      setProblem(undefined)
    })

  /** In the dialog, or where that was closed before the answer came. */
  function say(refused: Problem): void {
    if (isCreating() || deleting()) setProblem(refused)
    else toast({ status: "fail", text: refused.detail })
  }

  async function command(act: () => Promise<unknown>, text: string): Promise<void> {
    setBusy(true)
    setProblem(undefined)
    try {
      await act()
      close()
      toast({ status: "ok", text })
      alerts.refresh()
    } catch (refused) {
      say(refused as Problem)
    } finally {
      setBusy(false)
    }
  }

  /** The same wish sent again is the same request: its answer may have been lost. */
  function idempotencyKeyOf(wish: AlertWish): string {
    const words = JSON.stringify(wish)
    if (attempt.words !== words) attempt = { words, idempotencyKey: crypto.randomUUID() }
    return attempt.idempotencyKey
  }

  return {
    isCreating,
    deleting,
    busy,
    problem,
    close,
    begin: () => setCreating(true),
    create: (wish: AlertWish) =>
      command(async () => {
        await createAlert(organizationId, wish, idempotencyKeyOf(wish))
        attempt = { words: "", idempotencyKey: "" }
      }, "Created the alert; it is looked at within a minute."),
    beginDeleting: (alert: SpendAlert) => setDeleting({ ...alert }),
    end: (alert: SpendAlert) =>
      command(() => deleteAlert(organizationId, alert.alertId), `Deleted the alert “${alertName(alert)}”.`),
  }
}
