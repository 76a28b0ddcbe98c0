import { PLATFORM } from "./kind.ts"
import { CUBE_KINDS } from "./kinds.ts"

/** The kinds of cube whose figures an open page shows, and that page's live topic. */
export const TOPIC_OF_KIND: ReadonlyMap<string, string> = new Map([
  ["signups", "overview"],
  ["presence", "overview"],
  ["records", "overview"],
  ["usage", "overview"],
  ["revenue", "overview"],
  ["sent", "overview"],
  ["deliveries", "webhooks"],
  ["transactions", "transactions"],
  ["sessions", "usage"],
  ["generations", "generations"],
])

/** Kinds that pages of one organization show too; of the other kinds of organizations they show the platform's sum alone. */
const OF_ORGANIZATIONS: readonly string[] = ["sessions", "generations"]
const isSummed = (name: string): boolean => (CUBE_KINDS.get(name)?.lanes ?? 0) > 0

const seriesOf = (name: string): string =>
  isSummed(name) && !OF_ORGANIZATIONS.includes(name) ? `${name}#${PLATFORM}#` : `${name}#`
const shown = [...TOPIC_OF_KIND.keys()]

/** How the names of series begin that pages show: a mark in one of them changes what is read for it. */
export const SHOWN_SERIES: readonly string[] = shown.map(seriesOf)
/** And of those that may be read as they were folded: a new cube in one of them is what changes the figure. */
export const FOLDED_SERIES: readonly string[] = shown.filter(isSummed).map((name) => `${name}#${PLATFORM}#`)
