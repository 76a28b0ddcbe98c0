/**
 * How much the demo holds. The whole history is to cost the table 8,000 writes, folds and the first sweep included, and these
 * are what they go to: a Stripe delivery costs eight or nine, its customer some ten more; a day on which anybody signs up or
 * makes a record costs seventeen (one row, its registration, and three cubes), each signup two; an organization seven with its
 * owner; an organization's activity of a week fourteen, its usage of a day forty, its sessions of a day thirty, its
 * generations of a day sixteen.
 */
export const VOLUME = {
  /** Which share of the customers in story-kinds.ts there is; kinds of one stay. */
  customersShare: 0.31,
  /** Days back for which payments are told one by one: each costs some thirty writes. */
  chargeDays: 9.4,
  /** Organizations that never paid: they have no Stripe customer. */
  freeOrganizations: 17,
  /** Signups on a working day, at the history's beginning and at its end. */
  signupsFirst: 0.45,
  signupsLast: 4.2,
  /** Jobs the whole product creates on a working day at the end: with its other records just one row of the table. */
  jobsADay: 250,
  /** Days back for which records are told. */
  recordDays: 28,
  /** Share of the organizations that somebody opens within a week, and what is left of it one week before. */
  activeShare: 0.25,
  activeWeekBefore: 0.2,
  /** Organizations, beside Acme, whose usage is told, how many have a team, and in which share the owner has a second. */
  usingOrganizations: 1,
  teams: 4,
  /** Generations of a day on which Acme lets models make something. */
  generationsADay: 140,
  secondMembers: 0.12,
} as const
