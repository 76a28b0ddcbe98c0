import type { Reach, Reconciled, Reconciliation } from "../../data/reconciliation.ts"
import { countOf, countText } from "../../format.ts"
import type { StatusWord } from "../../ui/mark.tsx"

/** Kinds as they are called on the page, in the order in which they are compared. */
export const KINDS: Record<Reconciled, string> = {
  customer: "Customers",
  subscription: "Subscriptions",
  invoice: "Invoices",
  charge: "Charges",
  refund: "Refunds",
  dispute: "Disputes",
  coupon: "Coupons",
  promotionCode: "Promotion codes",
}

export const REACHES: Record<Reach, string> = {
  "35days": "35 days",
  "1year": "1 year",
  everything: "Everything",
}

/** What a comparison came to: a shape, a few words, and the sentence after them. */
export interface Verdict {
  status: StatusWord
  title: string
  text: string
}

type CountName = "listed" | "same" | "missing" | "different" | "repaired" | "unrepaired" | "tooFresh" | "notAtStripe"

/** One count of all kinds together. */
export const sumOf = ({ counts }: Pick<Reconciliation, "counts">, name: CountName): number =>
  counts.reduce((sum, one) => sum + one[name], 0)

/** Says in one sentence how a comparison stands, or how it ended. */
export function verdictOf(run: Reconciliation): Verdict {
  const listed = countOf(sumOf(run, "listed"), "object")
  if (run.status === "requested") return { status: "requested", title: "Requested.", text: "It begins in a moment." }
  if (run.status === "running")
    return { status: "requested", title: stageOf(run), text: `${listed} of Stripe's so far.` }
  if (run.status === "failed")
    return {
      status: run.ending === "noKey" ? "skipped" : "fail",
      title: TITLES[run.ending ?? "broke"] ?? "It failed.",
      text: run.reason ?? "",
    }
  const wrong = sumOf(run, "missing") + sumOf(run, "different")
  const unrepaired = sumOf(run, "unrepaired")
  const rest = [
    ...(sumOf(run, "notAtStripe") > 0
      ? [`${countText(sumOf(run, "notAtStripe"))} held here and not listed by Stripe`]
      : []),
    ...(sumOf(run, "tooFresh") > 0 ? [`${countText(sumOf(run, "tooFresh"))} too fresh to say`] : []),
  ]
  const also = rest.length > 0 ? `; ${rest.join(", ")}` : ""
  const found = `${countText(sumOf(run, "missing"))} missing, ${countText(sumOf(run, "different"))} different`
  if (wrong === 0)
    return { status: "ok", title: "Everything Stripe lists is here:", text: `${listed}, ${found}${also}.` }
  if (unrepaired === 0)
    return {
      status: "fixed",
      title: `Repaired ${countOf(sumOf(run, "repaired"), "object")}:`,
      text: `of ${listed} that Stripe lists, ${found}${also}. All of them are here now.`,
    }
  return {
    status: "warn",
    title: `${countOf(unrepaired, "object is", "objects are")} still not as Stripe says:`,
    text: `of ${listed} that Stripe lists, ${found}; ${countText(sumOf(run, "repaired"))} repaired${also}.`,
  }
}

const TITLES: Partial<Record<NonNullable<Reconciliation["ending"]>, string>> = {
  noKey: "Stripe was not asked.",
  notAllowed: "Stripe's key may not list this.",
  tooLong: "It took too long.",
  stopped: "It stopped on its way.",
}

function stageOf({ place }: Reconciliation): string {
  if (place?.stage === "held") return "Looking for what Stripe does not list."
  if (place?.stage === "verify") return "Looking again at what was repaired."
  const kind = place?.object ? KINDS[place.object].toLowerCase() : "customers"
  return `Comparing ${kind}${place?.mode === "test" ? " of the test mode" : ""}.`
}

/** The status of a run in the list of runs. */
export function outcomeOf(run: Reconciliation): { status: StatusWord; text: string } {
  if (run.status === "requested" || run.status === "running") return { status: "requested", text: run.status }
  if (run.status === "failed")
    return { status: run.ending === "noKey" ? "skipped" : "fail", text: run.ending === "noKey" ? "no key" : "failed" }
  if (sumOf(run, "unrepaired") > 0) return { status: "warn", text: "not all repaired" }
  return sumOf(run, "repaired") > 0 ? { status: "fixed", text: "repaired" } : { status: "ok", text: "all the same" }
}

/** A mode is named where a run knows both. */
export const withMode = (text: string, mode: "live" | "test"): string => (mode === "test" ? `${text}, test` : text)
