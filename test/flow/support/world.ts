import { addDays, HOUR_MS, instant, msOf } from "#shared/time.ts"
import type { Random } from "../../sim/random.ts"
import { cloudEvent } from "../../support/console.ts"
import { stripeEvent, subscriptionObject } from "../../support/stripe.ts"

/** The day on which the product's events of a world happen; the last of a month, so that a step over midnight ends all. */
export const DAY = "2026-11-30"
/** Where the business clock stands while a world is told. */
export const NOW = `${DAY}T18:00:00.000Z`

/** What a customer pays a month from a day on, 0 when nothing more, and the delivery that tells it. Null: a delivery about no money. */
export interface Delivered {
  event: { id: string }
  step: { customer: string; day: string; cents: number } | null
}
export type Emitted = ReturnType<typeof cloudEvent>

/** What happens outside, in the order in which it is told: none in particular. */
export interface World {
  deliveries: Delivered[]
  events: Emitted[]
}

const FIRST_DAY = "2026-10-05"
const ORGANIZATIONS = 5
/** The product is in use for a few hours only: every hour more is many buckets more. */
const HOURS_FROM = 9
const HOURS = 3

/** A world that is the same for every run with a seed: customers who come, change and go, and a product in use. */
export function worldOf(random: Random, size: { customers: number; events: number }): World {
  const deliveries = Array.from({ length: size.customers }, (_, nth) => customerLife(random, nth)).flat()
  const asides = Array.from({ length: Math.ceil(size.customers / 4) }, (_, nth): Delivered => {
    const charge = { id: `ch_${nth}`, object: "charge", amount: 100 + nth }
    return { event: stripeEvent("charge.succeeded", NOW, charge, undefined, `evt_aside_${nth}`), step: null }
  })
  const events = Array.from({ length: size.events }, (_, nth) => eventOf(random, nth))
  return { deliveries: random.shuffled([...deliveries, ...asides]), events: random.shuffled(events) }
}

function customerLife(random: Random, nth: number): Delivered[] {
  const customer = `cus_world_${nth}`
  const startedOn = addDays(FIRST_DAY, random.below(20))
  const steps = [{ day: startedOn, cents: 100 * (1 + random.below(90)) }]
  if (random.chance(0.6)) steps.push({ day: addDays(startedOn, 7), cents: 100 * (1 + random.below(90)) })
  if (random.chance(0.3)) steps.push({ day: addDays(startedOn, 14), cents: 0 })
  return steps.map(({ day, cents }, place) => {
    const at = `${day}T10:00:00Z`
    const ends = cents === 0
    const told = subscriptionObject({
      id: `sub_world_${nth}`,
      customer,
      startedAt: `${startedOn}T10:00:00Z`,
      items: [{ cents: ends ? steps[place - 1]!.cents : cents }],
      ...(ends ? { status: "canceled", endedAt: at } : {}),
    })
    const what = place === 0 ? "created" : ends ? "deleted" : "updated"
    const event = stripeEvent(`customer.subscription.${what}`, at, told, undefined, `evt_world_${nth}_${place}`)
    return { event, step: { customer, day, cents } }
  })
}

function eventOf(random: Random, nth: number): Emitted {
  const at = instant(msOf(`${DAY}T00:00:00.000Z`) + HOURS_FROM * HOUR_MS + random.below(HOURS * HOUR_MS))
  const org = `org_world_${random.below(ORGANIZATIONS)}`
  const event = (type: string, data: Record<string, unknown>) => cloudEvent(type, at, data, `event_world_${nth}`)
  const kinds = [
    // A user may be announced several times, by events that say the same.
    () => cloudEvent("user.created", `${DAY}T05:00:00.000Z`, { id: `user_${random.below(40)}` }, `event_world_${nth}`),
    () => event("record.created", { model: "Job", id: `job_${nth}` }),
    () =>
      event("usage.recorded", {
        org,
        model: `m${nth % 3}`,
        inputTokens: nth,
        outputTokens: 7,
        inputCostUsd: `0.0000${10 + (nth % 80)}`,
      }),
    () => event("activity.recorded", { org, resource: "Job", action: "Create" }),
    () =>
      event("organization.updated", {
        id: org,
        plan: random.pick(["free", "pro", "enterprise"]),
        name: `${org} at ${nth}`,
      }),
  ]
  return random.pick(kinds)()
}
