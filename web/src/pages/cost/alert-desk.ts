import { createSignal } from "solid-js"
import { type AlertWish, createAlert, deleteAlert, type SpendAlert, type SpendAlerts } from "../../data/spend-alerts.ts"
import { createDesk } from "../../desk.ts"
import type { LiveQuery } from "../../live-query.ts"
import { toast } from "../../toast.ts"
import { alertName } from "./alert-words.ts"

/** What is being done about alerts on the page: a new one that is asked for, and one that is to end. */
export type AlertDesk = ReturnType<typeof createAlertDesk>

export function createAlertDesk(alerts: LiveQuery<SpendAlerts>, organizationId: string) {
  const [isCreating, setCreating] = createSignal(false)
  const [deleting, setDeleting] = createSignal<SpendAlert>()
  const { busy, problem, close, send, once } = createDesk({
    isOpen: () => isCreating() || deleting() !== undefined,
    close: () => {
      setCreating(false)
      setDeleting(undefined)
    },
    refresh: alerts.refresh,
  })
  const said = (text: string) => () => toast({ status: "ok", text })
  return {
    isCreating,
    deleting,
    busy,
    problem,
    close,
    begin: () => setCreating(true),
    create: (wish: AlertWish) =>
      send(
        once(wish, (idempotencyKey) => createAlert(organizationId, wish, idempotencyKey)),
        said("Created the alert; it is looked at within a minute."),
      ),
    beginDeleting: (alert: SpendAlert) => setDeleting({ ...alert }),
    end: (alert: SpendAlert) =>
      send(() => deleteAlert(organizationId, alert.alertId), said(`Deleted the alert “${alertName(alert)}”.`)),
  }
}
