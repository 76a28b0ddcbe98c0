import type { PlanTerms } from "#shared/contract/plans.ts"
import type { Db, Key, TransactWrite } from "./db.ts"

/**
 * Which prices of Stripe's stand for which plan.
 *   pk  settings   sk  plans
 */
const KEY: Key = { pk: "settings", sk: "plans" }

export interface SavedTerms {
  terms: PlanTerms[]
  /** How often it was saved. */
  revision: number
}

/** The table of plans as it stands, strongly. */
export async function savedTerms(db: Db): Promise<SavedTerms> {
  const row = await db.get(KEY, { strong: true })
  return { terms: (row?.["terms"] as PlanTerms[] | undefined) ?? [], revision: Number(row?.["revision"] ?? 0) }
}

/** The write that replaces the table of one revision. */
export const termsPut = (terms: readonly PlanTerms[], over: number): TransactWrite => ({
  put: { ...KEY, kind: "planTable", terms, revision: over + 1 },
  when: over === 0 ? { absent: "revision" } : { eq: ["revision", over] },
})
