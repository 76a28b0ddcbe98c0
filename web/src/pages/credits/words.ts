import type { EntryType, LedgerEntry } from "../../data/credits.ts"

/** What an entry is called. */
export const TYPE_WORDS: Record<EntryType, string> = {
  subscription_start: "Plan begun",
  subscription_renewal: "Plan renewed",
  subscription_cancel: "Plan cancelled",
  subscription_end: "Plan ended",
  credit_topup: "Top-up",
  credit_refund: "Refund",
  credit_gift: "Gift",
  dev_plan_start: "Dev plan begun",
  dev_plan_upgrade: "Dev plan upgraded",
  dev_plan_downgrade: "Dev plan downgraded",
  dev_plan_cancel: "Dev plan cancelled",
  dev_plan_end: "Dev plan ended",
  dev_plan_renewal: "Dev plan renewed",
  usage: "Usage",
  usage_adjust: "Usage corrected",
  expiry: "Expired",
  manual_adjust: "Adjustment",
}
export const TYPES = Object.keys(TYPE_WORDS) as EntryType[]

/** The account on the other side, in words. */
export const CONTRA_WORDS: Record<LedgerEntry["contra"], string> = {
  plan: "plan credits",
  devPlan: "dev plan credits",
  stripe: "payments by Stripe",
  promotion: "given away",
  usage: "usage of models",
  expired: "expired credits",
  adjustment: "adjustments",
}

/** What made an entry, in words. */
export function sourceWords({ source: { kind, id } }: LedgerEntry): string {
  if (kind === "usageDay") return `usage of ${id}, in UTC`
  if (kind === "entry") return `what was left of entry ${id}`
  return `${kind} ${id}`
}
