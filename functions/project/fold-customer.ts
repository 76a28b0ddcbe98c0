import type { Bucket } from "#shared/cube/bucket.ts"
import { contributionsOf } from "#shared/revenue/contribution.ts"
import type { StripeFact } from "#shared/revenue/stripe-fact.ts"
import { timelineOf } from "#shared/revenue/timeline.ts"
import { saveContribution } from "../table/contribution.ts"
import {
  type CustomerId,
  clearCustomer,
  customerFacts,
  customerGeneration,
  enlistCustomer,
  saveTimeline,
} from "../table/customer.ts"
import { markBuckets } from "../table/fold.ts"
import type { Ground } from "../table/ground.ts"
import { generalSettings } from "../table/settings.ts"

/** What a fold of a customer wrote, and what is left to do for it: mark the buckets, then clear the generation. */
interface Written {
  customer: CustomerId
  gen: number
  changed: Bucket[]
}

/**
 * Folds everything told about customers into their timelines, and those into what each day gets. For each: generation first,
 * then facts; the timeline under its fence, then every day any fold ever wrote to. Then the days are marked, each once however
 * many customers gave to it, and the work index comes last. Answers which customers failed, and why.
 */
export async function foldCustomers(ground: Ground, customers: readonly CustomerId[]): Promise<Map<CustomerId, Error>> {
  const failures = new Map<CustomerId, Error>()
  const written: Written[] = []
  for (const customer of customers)
    try {
      const one = await writeDays(ground, customer)
      if (one) written.push(one)
    } catch (error) {
      failures.set(customer, error as Error)
    }
  await markBuckets(
    ground,
    written.flatMap(({ changed }) => changed),
  )
  await Promise.all(written.map(({ customer, gen }) => clearCustomer(ground.db, customer, gen)))
  return failures
}

/** Folds one customer; throws when it cannot. */
export async function foldCustomer(ground: Ground, customer: CustomerId): Promise<void> {
  const failure = (await foldCustomers(ground, [customer])).get(customer)
  if (failure) throw failure
}

/** Writes a customer's days, unless nobody ever marked it or a newer fold has been there. */
async function writeDays({ db }: Ground, customer: CustomerId): Promise<Written | undefined> {
  const gen = await customerGeneration(db, customer)
  if (gen === 0) return undefined
  const settings = await generalSettings(db, { strong: true })
  const facts = (await customerFacts(db, customer)) as StripeFact[]
  const zone = settings.reportingZone
  const contributions = contributionsOf(customer.customerId, timelineOf(facts, settings), zone)
  const days = new Map(contributions.map((contribution) => [contribution.day, contribution]))
  const saved = await saveTimeline(
    db,
    customer,
    gen,
    [...days.keys()].map((day) => ({ zone, day })),
  )
  if (saved === "refused") return undefined
  await enlistCustomer(db, customer)
  const touched = [...(saved.days ?? [])].map((told) => told.split("#") as [string, string])
  await Promise.all(
    touched.map(([dayZone, day]) => {
      const at = { mode: customer.mode, zone: dayZone, day, customerId: customer.customerId, revision: gen }
      return saveContribution(db, at, dayZone === zone ? days.get(day) : undefined)
    }),
  )
  const changed = touched.flatMap(([dayZone, start]) =>
    ["revenue", "sent"].map((kind): Bucket => ({ kind, scope: customer.mode, level: "day", zone: dayZone, start })),
  )
  return { customer, gen, changed }
}
