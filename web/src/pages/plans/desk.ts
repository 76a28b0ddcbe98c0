import { createSignal } from "solid-js"
import type { Problem } from "../../api.ts"
import { type PlanTerms, replacePlans, type SavedPlans } from "../../data/plans.ts"
import { createDesk } from "../../desk.ts"
import { askFreshSignIn } from "../../shell/asked.ts"
import { toast } from "../../toast.ts"
import { fieldsOf, isOf, newFields, standsFor, type TermsFields, termsOf } from "./words.ts"

/** What is written: new terms, or terms instead of others; and whether the others are to go without any instead. */
export interface Draft {
  instead: PlanTerms | undefined
  fields: TermsFields
  isRemoval: boolean
}
/** Where a draft waits while its author signs in again. */
const WAITING = "watchbill.plans"

/** Where a change of the table stands: nobody changes it, it is written, it is reviewed. */
export type PlansDesk = ReturnType<typeof createPlansDesk>

export function createPlansDesk(saved: () => SavedPlans | undefined, refresh: () => void) {
  const waiting = takeWaiting()
  const [step, setStep] = createSignal<"write" | "review" | undefined>(waiting ? "review" : undefined)
  const [draft, setDraft] = createSignal<Draft>(
    waiting ?? { instead: undefined, fields: newFields("", ""), isRemoval: false },
  )
  const { busy, problem, close, send } = createDesk({
    isOpen: () => step() !== undefined,
    close: () => setStep(undefined),
    refresh,
  })
  const unlessStale = (refused: Problem) => {
    if (refused.code !== "staleSignIn") return false
    sessionStorage.setItem(WAITING, JSON.stringify(draft()))
    close()
    askFreshSignIn("save the plans")
    return true
  }
  const open = (next: Draft, at: "write" | "review") => {
    setDraft(next)
    setStep(at)
  }
  return {
    step,
    draft,
    busy,
    problem,
    close,
    /** Terms from today on; like those that are in force, where there are any. */
    begin(priceId = "", like?: PlanTerms) {
      const today = saved()?.today ?? ""
      const fields = like ? { ...fieldsOf(like), from: today } : newFields(priceId, today)
      open({ instead: undefined, fields, isRemoval: false }, "write")
    },
    edit: (terms: PlanTerms) => open({ instead: terms, fields: fieldsOf(terms), isRemoval: false }, "write"),
    review: (fields: TermsFields) => open({ ...draft(), fields, isRemoval: false }, "review"),
    remove: () => open({ ...draft(), isRemoval: true }, "review"),
    change: () => void setStep("write"),
    save() {
      const { instead, fields, isRemoval } = draft()
      const told = saved()
      if (!told) return Promise.resolve()
      const others = told.terms.filter((one) => !instead || !isOf(one, instead))
      const terms = isRemoval ? others : [...others, termsOf(fields)]
      const text = isRemoval ? `Removed: ${standsFor(instead!)}.` : `Saved: ${standsFor(termsOf(fields))}.`
      return send(
        () => replacePlans({ terms, revision: told.revision }),
        () => toast({ status: "ok", text }),
        unlessStale,
      )
    },
  }
}

/** What waited for a fresh sign-in, once. */
function takeWaiting(): Draft | undefined {
  const told = sessionStorage.getItem(WAITING)
  sessionStorage.removeItem(WAITING)
  return told === null ? undefined : (JSON.parse(told) as Draft)
}
