import { createEffect, createSignal } from "solid-js"
import type { Problem } from "../../api.ts"
import { type SubscriptionDetail, tellStripe, type Wish } from "../../data/subscriptions.ts"
import { createDesk } from "../../desk.ts"
import type { LiveQuery } from "../../live-query.ts"
import { askFreshSignIn } from "../../shell/asked.ts"
import { toast } from "../../toast.ts"

type Act = Wish["act"]
/** What each act is called where it is refused, or needs a fresh sign-in. */
export const ACTS: Record<Act, string> = {
  cancel: "end the subscription",
  resume: "let the subscription go on",
  plan: "change the plan",
  retry: "retry the payment",
}

/** What its author began before a fresh sign-in, and on which subscription. */
interface Waiting {
  subscriptionId: string
  act: Act
}
const WAITING = "watchbill.subscriptions"

/** What is being done about one subscription: which command is reviewed, and sent. */
export type SubscriptionDesk = ReturnType<typeof createSubscriptionDesk>

export function createSubscriptionDesk(subscription: LiveQuery<SubscriptionDetail>) {
  const [reviewed, setReviewed] = createSignal<Act>()
  const { busy, problem, close, send, once } = createDesk({
    isOpen: () => reviewed() !== undefined,
    close: () => setReviewed(undefined),
    refresh: subscription.refresh,
  })
  createEffect(() => {
    const id = subscription.data()?.subscriptionId
    const waiting = id && takeWaiting(id)
    if (waiting) setReviewed(waiting.act)
  })
  return {
    reviewed,
    busy,
    problem,
    close,
    review: (act: Act) => void setReviewed(act),
    tell(of: SubscriptionDetail, wish: Wish) {
      const { mode, subscriptionId } = of
      const unlessStale = (refused: Problem) => {
        if (refused.code !== "staleSignIn") return false
        sessionStorage.setItem(WAITING, JSON.stringify({ subscriptionId, act: wish.act } satisfies Waiting))
        close()
        askFreshSignIn(ACTS[wish.act])
        return true
      }
      return send(
        once({ subscriptionId, ...wish }, (key) => tellStripe({ mode, subscriptionId }, wish, key)),
        () => toast({ status: "ok", text: `Told Stripe to ${ACTS[wish.act]}; how that ends stands under Commands.` }),
        unlessStale,
      )
    },
  }
}

/** What waited for this subscription, once. */
function takeWaiting(subscriptionId: string): Waiting | undefined {
  const told = sessionStorage.getItem(WAITING)
  const waiting = told === null ? undefined : (JSON.parse(told) as Waiting)
  if (waiting?.subscriptionId !== subscriptionId) return undefined
  sessionStorage.removeItem(WAITING)
  return waiting
}
