import type { Bucket } from "#shared/cube/bucket.ts"
import { contributionsOf } from "#shared/revenue/contribution.ts"
import type { StripeFact } from "#shared/revenue/stripe-fact.ts"
import { type Timeline, timelineOf } from "#shared/revenue/timeline.ts"
import { instant, msOf } from "#shared/time.ts"
import { saveContribution } from "../table/contribution.ts"
import {
  type CustomerId,
  clearCustomer,
  customerControlKey,
  customerFacts,
  customerGeneration,
  enlistCustomer,
  saveTimeline,
} from "../table/customer.ts"
import { markBuckets } from "../table/fold.ts"
import type { Ground } from "../table/ground.ts"
import { generalSettings } from "../table/settings.ts"

/** folded: days are written and marked · covered: a newer fold has been there · gone: nobody ever marked this customer. */
export type CustomerFold = "folded" | "covered" | "gone"

/**
 * Folds everything told about a customer into its timeline, and the timeline into what each day gets.
 * Generation first, then facts; the timeline under its fence, then every day any fold ever wrote to, then their marks,
 * and the work index last.
 */
export async function foldCustomer(ground: Ground, customer: CustomerId): Promise<CustomerFold> {
  const { db } = ground
  const gen = await customerGeneration(db, customer)
  if (gen === 0) return "gone"
  const settings = await generalSettings(db, { strong: true })
  const facts = (await customerFacts(db, customer)) as StripeFact[]
  const timeline = timelineOf(facts, settings)
  const zone = settings.reportingZone
  const days = new Map(
    contributionsOf(customer.customerId, timeline, zone).map((contribution) => [contribution.day, contribution]),
  )
  const saved = await saveTimeline(
    db,
    customer,
    gen,
    summaryOf(timeline),
    [...days.keys()].map((day) => ({ zone, day })),
  )
  if (saved === "refused") return "covered"
  await enlistCustomer(db, customer)
  const touched = [...(saved.days ?? [])].map((told) => told.split("#") as [string, string])
  const changed: Bucket[] = []
  await Promise.all(
    touched.map(async ([dayZone, day]) => {
      const body = dayZone === zone ? days.get(day) : undefined
      const at = { mode: customer.mode, zone: dayZone, day, customerId: customer.customerId, revision: gen }
      await saveContribution(db, at, body)
      changed.push(
        ...["revenue", "sent"].map(
          (kind): Bucket => ({ kind, scope: customer.mode, level: "day", zone: dayZone, start: day }),
        ),
      )
    }),
  )
  await markBuckets(ground, changed)
  await clearCustomer(db, customer, gen)
  return "folded"
}

/** What a page wants to know of a customer without its whole history. */
const summaryOf = ({ customer, subscriptions, misses }: Timeline) => ({
  customer,
  misses,
  subscriptions: subscriptions.map(({ subscriptionId, steps }) => ({ subscriptionId, ...steps.at(-1) })),
})

/** Puts off a customer whose fold failed, so that the others get their turn. */
export const putOffCustomer = ({ db, clock }: Ground, customer: CustomerId, seconds: number) =>
  db.write({
    update: customerControlKey(customer),
    set: { gsi2sk: instant(msOf(clock.due()) + seconds * 1_000) },
    when: { present: "gsi2pk" },
  })
