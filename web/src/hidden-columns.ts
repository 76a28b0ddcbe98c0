import { createSignal } from "solid-js"
import { keepChoice, readChoice } from "./preferences.ts"

const hiddenOf = new Map<string, ReturnType<typeof createSignal<readonly string[]>>>()

function held(list: string) {
  let signal = hiddenOf.get(list)
  if (!signal) {
    signal = createSignal<readonly string[]>((readChoice(`hidden.${list}`) ?? "").split(",").filter(Boolean))
    hiddenOf.set(list, signal)
  }
  return signal
}

/** Which columns of a list the reader hid on this machine. */
export const hiddenColumns = (list: string): readonly string[] => held(list)[0]()

/** Hides just these columns of a list, here and at the next visit. */
export function hideColumns(list: string, columns: readonly string[]): void {
  held(list)[1](columns)
  keepChoice(`hidden.${list}`, columns.length === 0 ? undefined : columns.join(","))
}
