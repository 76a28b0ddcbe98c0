/**
 * How much the demo holds. The whole history is to cost the table 8,000 writes, folds included, and these are what they go to:
 * a Stripe delivery costs eight or nine, its customer some ten more; a minute in which anybody signs up or makes a record
 * costs seventeen (one row, its registration, and three cubes), each signup one; an organization two; a minute of an
 * organization's activity four, of its usage twenty and more.
 */
export const VOLUME = {
  /** Which share of the customers in story-kinds.ts there is; kinds of one stay. */
  customersShare: 0.5,
  /** Organizations that never paid: they have no Stripe customer. */
  freeOrganizations: 14,
  /** Signups on a working day, at the history's beginning and at its end. */
  signupsFirst: 3,
  signupsLast: 20,
  /** Jobs the whole product creates on a working day at the end; more of them only make rows longer. */
  jobsADay: 520,
  /** Days for which records are told daily; before, they are told every fourth week. */
  recordDays: 8,
  /** Share of the organizations that somebody opens within a week. */
  activeShare: 0.7,
  /** Organizations, beside Acme, whose usage is told, and members of how many are. */
  usingOrganizations: 2,
  teams: 3,
} as const
