import { StatesError } from "./error.ts"
import type { Outcome, WorkflowStore } from "./store.ts"

/** Task tokens: who waits for which, and what was sent for it. */
export interface Tokens {
  /** Resolves with what was or will be sent; rejects when the signal ends it, or when heartbeats are asked for and stay away. */
  wait(token: string, heartbeatSeconds: number | undefined, signal: AbortSignal): Promise<Outcome>
  /** False when nobody waits for the token. Kept on disk when it answers true. */
  settle(token: string, outcome: Outcome): boolean
  beat(token: string): boolean
}

export function openTokens(store: WorkflowStore): Tokens {
  const waiting = new Map<string, { resolve: (outcome: Outcome) => void; beat: () => void }>()
  return {
    wait(token, heartbeatSeconds, signal) {
      const known = store.outcomeOf(token)
      if (known) return Promise.resolve(known)
      let timer: NodeJS.Timeout | undefined
      const outcome = new Promise<Outcome>((resolve, reject) => {
        const beat = () => {
          clearTimeout(timer)
          if (heartbeatSeconds === undefined) return
          timer = setTimeout(() => reject(new StatesError("States.HeartbeatTimeout")), heartbeatSeconds * 1000)
        }
        beat()
        signal.addEventListener("abort", () => reject(signal.reason))
        waiting.set(token, { resolve, beat })
      })
      return outcome.finally(() => {
        clearTimeout(timer)
        waiting.delete(token)
      })
    },
    settle(token, outcome) {
      if (!store.settleToken(token, outcome)) return false
      waiting.get(token)?.resolve(outcome)
      return true
    },
    beat(token) {
      waiting.get(token)?.beat()
      return store.hasToken(token)
    },
  }
}
