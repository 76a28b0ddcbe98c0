import type { Bucket } from "#shared/cube/bucket.ts"
import { contributionsOf } from "#shared/revenue/contribution.ts"
import { customerWants } from "#shared/revenue/partly-told.ts"
import type { StripeFact } from "#shared/revenue/stripe-fact.ts"
import { timelineOf } from "#shared/revenue/timeline.ts"
import { failuresOf, keptOf } from "#shared/subscriptions/kept.ts"
import type { Instant } from "#shared/time.ts"
import { contributionGiven } from "../table/contribution.ts"
import { inGroups } from "../runtime/in-groups.ts"
import {
  type CustomerId,
  customerFacts,
  customersAfter,
  customerSource,
  enlistCustomer,
  markCustomer,
  type Mode,
} from "../table/customer.ts"
import {
  clearSource,
  foldOf,
  generationOf,
  type Given,
  saveFold,
  settlePlaces,
  staleOf,
  writePlaces,
} from "../table/derived.ts"
import { failedInvoiceGiven, invoiceOfPlace, placeOfInvoice } from "../table/failed-invoice.ts"
import { markBuckets } from "../table/fold.ts"
import type { Ground } from "../table/ground.ts"
import { generalSettings } from "../table/settings.ts"
import { placeOfSubscription, subscriptionGiven, subscriptionOfPlace } from "../table/subscription.ts"
import { saveWants, wantingCustomer } from "../table/wanted.ts"
import { giveOrganization } from "./give-organization.ts"

/** What is left to do for a customer that was folded: mark the days that were written to, then clear the generation. */
interface Written {
  customer: CustomerId
  gen: number
  /** Days as `<zone>#<day>`; what else is written has no bucket. */
  unmarked: readonly string[]
  writes: number
}

/**
 * Folds everything told about customers into their timelines, and those into their subscriptions and what each day gets. For each: generation first,
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

const MARKS_AT_ONCE = 50

/** Marks customers of a mode that come after one, up to a number of them, to be folded again; answers the last, or nothing at the end. */
export async function markCustomers(
  { db, clock }: Ground,
  mode: Mode,
  after: string,
  limit: number,
): Promise<string | undefined> {
  const customers = await customersAfter(db, mode, after, limit)
  await inGroups(customers, MARKS_AT_ONCE, (customer) => markCustomer(db, customer, clock.due()))
  return customers.at(-1)?.customerId
}

/** Brings a customer's days up to date, unless nobody ever marked it or a newer fold has been there. */
async function foldDays(ground: Ground, customer: CustomerId): Promise<Written | undefined> {
  const { db, clock } = ground
  const source = customerSource(customer)
  const gen = await generationOf(db, source)
  if (gen === 0) return undefined
  // Before the settings are read: a refold that begins later finds the customer.
  await enlistCustomer(db, customer)
  const settings = await generalSettings(db, { strong: true })
  const facts = (await customerFacts(db, customer)) as StripeFact[]
  const zone = settings.reportingZone
  const timeline = timelineOf(facts, settings)
  const contributions = contributionsOf(customer.customerId, timeline, zone)
  const given = new Map<string, unknown>([
    ...contributions.map((contribution) => [`${zone}#${contribution.day}`, contribution] as const),
    ...failuresOf(customer.customerId, timeline).map((kept) => [placeOfInvoice(kept.invoiceId), kept] as const),
    ...keptOf(customer.customerId, timeline).map((kept) => [placeOfSubscription(kept.subscriptionId), kept] as const),
  ])
  const { organizationId } = timeline.customer
  const saved = await saveFold(db, source, gen, [...given.keys()], {
    set: { ...customer, organizationId },
    add: organizationId === null ? {} : { organizationIds: new Set([organizationId]) },
  })
  if (saved === "refused") return undefined
  await saveWants(db, wantingCustomer(customer), gen, customerWants(facts), clock.due())
  const stale = await staleOf(
    db,
    [...(saved.places ?? [])].map((place) => givenAt(customer, place, clock.due(), given.get(place))),
  )
  if ((await writePlaces(db, source, gen, stale)) === "refused") return undefined
  const organizationIds = (saved["organizationIds"] as Set<string> | undefined) ?? new Set()
  await giveOrganization(ground, settings, { customer, gen, timeline, organizationIds })
  // Also what a fold wrote that did not come to mark it.
  const fold = await foldOf(db, source)
  return { customer, gen, unmarked: [...(fold?.unmarked ?? [])], writes: fold?.writes ?? 0 }
}

/** What stands at a place of a customer: a subscription, an invoice whose payment failed, or what the customer gives to a day. */
function givenAt(customer: CustomerId, place: string, due: Instant, body: unknown | undefined): Given {
  const [subscriptionId, invoiceId] = [subscriptionOfPlace(place), invoiceOfPlace(place)]
  if (subscriptionId !== undefined) return subscriptionGiven(customer.mode, subscriptionId, body, due)
  if (invoiceId !== undefined) return failedInvoiceGiven(customer.mode, invoiceId, due, body)
  return contributionGiven(place, { ...customer, ...dayIn(place) }, body)
}

const dayIn = (told: string) => {
  const [zone, day] = told.split("#") as [string, string]
  return { zone, day }
}

const bucketsOf = ({ customer, unmarked }: Written): Bucket[] =>
  unmarked.flatMap((told) => {
    if (subscriptionOfPlace(told) !== undefined || invoiceOfPlace(told) !== undefined) return []
    const { zone, day } = dayIn(told)
    return ["revenue", "sent"].map((kind): Bucket => ({ kind, scope: customer.mode, level: "day", zone, start: day }))
  })

/** Everything is marked: nothing is left to do for this generation, unless somebody wrote meanwhile. */
async function settle({ db }: Ground, { customer, gen, unmarked, writes }: Written): Promise<void> {
  const source = customerSource(customer)
  if (unmarked.length > 0 && (await settlePlaces(db, source, writes)) === "refused") return
  await clearSource(db, source, gen)
}
