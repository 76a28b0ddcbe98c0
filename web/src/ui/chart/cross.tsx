import { createContext, createSignal, type ParentProps, useContext } from "solid-js"
import type { Bucket } from "./bucket.ts"

/** The stretch of days that the crosshair of a group stands on; undefined when nobody points. */
export interface Cross {
  at: () => Bucket | undefined
  move: (to: Bucket | undefined) => void
}

const Shared = createContext<Cross>()

function createCross(): Cross {
  const [at, move] = createSignal<Bucket>()
  return { at, move: (to) => move(() => to) }
}

/** Charts inside one group share a crosshair: pointing at a day in one shows that day in all. */
export function ChartGroup(props: ParentProps) {
  return <Shared.Provider value={createCross()}>{props.children}</Shared.Provider>
}

/** The crosshair of the group around the caller, or one of its own. */
export const useCross = (): Cross => useContext(Shared) ?? createCross()
