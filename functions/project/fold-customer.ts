import type { Bucket } from "#shared/cube/bucket.ts"
import { contributionsOf } from "#shared/revenue/contribution.ts"
import type { StripeFact } from "#shared/revenue/stripe-fact.ts"
import { timelineOf } from "#shared/revenue/timeline.ts"
import { contributionWrite, staleDays } from "../table/contribution.ts"
import {
  type CustomerId,
  clearCustomer,
  customerFacts,
  customerGeneration,
  customerTimeline,
  enlistCustomer,
  saveTimeline,
  settleDays,
  writeDays,
} from "../table/customer.ts"
import { markBuckets } from "../table/fold.ts"
import type { Ground } from "../table/ground.ts"
import { generalSettings } from "../table/settings.ts"

/** What is left to do for a customer that was folded: mark the days that were written to, then clear the generation. */
interface Written {
  customer: CustomerId
  gen: number
  /** Days as `<zone>#<day>`. */
  unmarked: readonly string[]
  writes: number
}

/**
 * Folds everything told about customers into their timelines, and those into what each day gets. For each: generation first,
 * then facts; the timeline under its fence, then those days, of all that any fold ever wrote to, that hold something else by now.
 * Then the days are marked, each once however many customers gave to it, and the work index comes last. Answers which customers
 * failed, and why.
 */
export async function foldCustomers(ground: Ground, customers: readonly CustomerId[]): Promise<Map<CustomerId, Error>> {
  const failures = new Map<CustomerId, Error>()
  const written: Written[] = []
  for (const customer of customers)
    try {
      const one = await foldDays(ground, customer)
      if (one) written.push(one)
    } catch (error) {
      failures.set(customer, error as Error)
    }
  await markBuckets(ground, written.flatMap(bucketsOf))
  await Promise.all(written.map((one) => settle(ground, one)))
  return failures
}

/** Folds one customer; throws when it cannot. */
export async function foldCustomer(ground: Ground, customer: CustomerId): Promise<void> {
  const failure = (await foldCustomers(ground, [customer])).get(customer)
  if (failure) throw failure
}

/** Brings a customer's days up to date, unless nobody ever marked it or a newer fold has been there. */
async function foldDays({ db }: Ground, customer: CustomerId): Promise<Written | undefined> {
  const gen = await customerGeneration(db, customer)
  if (gen === 0) return undefined
  // Before the settings are read: a refold that begins later finds the customer.
  await enlistCustomer(db, customer)
  const settings = await generalSettings(db, { strong: true })
  const facts = (await customerFacts(db, customer)) as StripeFact[]
  const zone = settings.reportingZone
  const contributions = contributionsOf(customer.customerId, timelineOf(facts, settings), zone)
  const given = new Map(contributions.map((contribution) => [`${zone}#${contribution.day}`, contribution]))
  const saved = await saveTimeline(db, customer, gen, [...given.keys()])
  if (saved === "refused") return undefined
  const stale = await staleDays(
    db,
    [...(saved.days ?? [])].map((told) => ({
      at: { told, customerId: customer.customerId, mode: customer.mode, ...dayIn(told) },
      body: given.get(told),
    })),
  )
  const writes = stale.map(({ at, body }) => ({ day: at.told, write: contributionWrite(at, gen, body) }))
  if ((await writeDays(db, customer, gen, writes)) === "refused") return undefined
  // Also what a fold wrote that did not come to mark it.
  const timeline = await customerTimeline(db, customer)
  return { customer, gen, unmarked: [...(timeline?.unmarked ?? [])], writes: timeline?.writes ?? 0 }
}

const dayIn = (told: string) => {
  const [zone, day] = told.split("#") as [string, string]
  return { zone, day }
}

const bucketsOf = ({ customer, unmarked }: Written): Bucket[] =>
  unmarked.flatMap((told) => {
    const { zone, day } = dayIn(told)
    return ["revenue", "sent"].map((kind): Bucket => ({ kind, scope: customer.mode, level: "day", zone, start: day }))
  })

/** Everything is marked: nothing is left to do for this generation, unless somebody wrote meanwhile. */
async function settle({ db }: Ground, { customer, gen, unmarked, writes }: Written): Promise<void> {
  if (unmarked.length > 0 && (await settleDays(db, customer, writes)) === "refused") return
  await clearCustomer(db, customer, gen)
}
