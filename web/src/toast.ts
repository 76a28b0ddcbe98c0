import { createSignal } from "solid-js"

/** A short word about something that happened. What it says stands somewhere else too: on the row, in a list, in the audit. */
export interface Toast {
  id: number
  status: "ok" | "fail" | "info"
  text: string
  act?: { text: string; href?: string; onAct?: () => void }
  /** Stays until it is changed or closed. */
  lasting?: boolean
}

const [toasts, setToasts] = createSignal<readonly Toast[]>([])
export { toasts }
let last = 0

/** Shows a toast and gives its id, by which it can be changed. */
export function toast(told: Omit<Toast, "id">): number {
  const id = ++last
  setToasts((all) => [...all.slice(-2), { ...told, id }])
  return id
}

/** Says something else in a toast's place; shows it again when it was closed. */
export function changeToast(id: number, told: Omit<Toast, "id">): void {
  setToasts((all) =>
    all.some((one) => one.id === id)
      ? all.map((one) => (one.id === id ? { ...told, id } : one))
      : [...all, { ...told, id }],
  )
}

export function closeToast(id: number): void {
  setToasts((all) => all.filter((one) => one.id !== id))
}
