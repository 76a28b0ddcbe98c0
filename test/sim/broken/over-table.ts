import type { Db } from "../../../functions/table/db.ts"
import type { Ground } from "../../../functions/table/ground.ts"
import { TRUE_STEPS, type Steps } from "../steps.ts"

/** The product's steps over a table that does one thing in a way of its own. */
export const over = (change: (db: Db) => Partial<Db>): Partial<Steps> => {
  const on = (ground: Ground): Ground => ({ ...ground, db: { ...ground.db, ...change(ground.db) } })
  return {
    project: (ground, changes) => TRUE_STEPS.project(on(ground), changes),
    close: (ground, until) => TRUE_STEPS.close(on(ground), until),
    answerWants: (ground, asker, until) => TRUE_STEPS.answerWants(on(ground), asker, until),
    giveCredits: (ground, ...asked) => TRUE_STEPS.giveCredits(on(ground), ...asked),
  }
}
