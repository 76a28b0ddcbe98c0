import { createSignal } from "solid-js"
import type { Problem } from "../../api.ts"
import { type GiftWish, giveCredits } from "../../data/credits.ts"
import { createDesk } from "../../desk.ts"
import { moneyText } from "../../format.ts"
import { askFreshSignIn } from "../../shell/asked.ts"
import { toast } from "../../toast.ts"

/** What its author began before a fresh sign-in, and for which organization. */
interface Waiting {
  organizationId: string
  wish: GiftWish
}
const WAITING = "watchbill.credits"

/** Where a gift stands: nobody gives, it is written, it is reviewed. */
export type GiftDesk = ReturnType<typeof createGiftDesk>

export function createGiftDesk(organizationId: string, refresh: () => void) {
  const waiting = takeWaiting(organizationId)
  const [step, setStep] = createSignal<"write" | "review" | undefined>(waiting ? "review" : undefined)
  const [given, setGiven] = createSignal<number>()
  const [wish, setWish] = createSignal<GiftWish>(waiting ?? { amountUsd: "" })
  const { busy, problem, close, send, once } = createDesk({
    isOpen: () => step() !== undefined,
    close: () => setStep(undefined),
    refresh,
  })
  const unlessStale = (refused: Problem) => {
    if (refused.code !== "staleSignIn") return false
    sessionStorage.setItem(WAITING, JSON.stringify({ organizationId, wish: wish() } satisfies Waiting))
    close()
    askFreshSignIn("give the credits")
    return true
  }
  return {
    step,
    wish,
    /** The entry of the last gift that was given here. */
    given,
    busy,
    problem,
    close,
    begin() {
      setWish({ amountUsd: "" })
      setStep("write")
    },
    review(written: GiftWish) {
      setWish(written)
      setStep("review")
    },
    change: () => void setStep("write"),
    give: () =>
      send(
        once(wish(), (key) => giveCredits(organizationId, wish(), key)),
        ({ amountMicros, seq }) => {
          setGiven(seq)
          toast({ status: "ok", text: `Gave ${moneyText(amountMicros / 10_000, "usd")}: entry ${seq}.` })
        },
        unlessStale,
      ),
  }
}

/** What waited for this organization, once. */
function takeWaiting(organizationId: string): GiftWish | undefined {
  const told = sessionStorage.getItem(WAITING)
  const waiting = told === null ? undefined : (JSON.parse(told) as Waiting)
  if (waiting?.organizationId !== organizationId) return undefined
  sessionStorage.removeItem(WAITING)
  return waiting.wish
}
