import { stripeEvent, subscriptionObject } from "../../support/stripe.ts"
import { cloudEvent } from "../../support/console.ts"
import { type House, NOW } from "./house.ts"

const DAY_MS = 86_400_000
const before = (days: number) => new Date(Date.parse(NOW) - days * DAY_MS).toISOString()

/** Organizations of the directory: three pages of it. Names and days run against each other, so that no two orders are alike. */
export const ORGANIZATIONS = Array.from({ length: 120 }, (_, at) => ({
  id: at === 0 ? "org_acme" : `org_${at}`,
  name: at === 0 ? "Acme Roofing" : `Harbour ${String((at * 37) % 120).padStart(3, "0")}`,
  billingEmail: `accounts${(at * 53) % 120}@harbour.test`,
  plan: (["free", "pro", "enterprise"] as const)[at % 3]!,
  status: at % 8 === 7 ? ("inactive" as const) : ("active" as const),
  createdAt: before(at + 1),
}))

/** Customers of whom Stripe tells: each once made, each once subscribed. */
export const CUSTOMERS = Array.from({ length: 30 }, (_, at) => ({
  id: `cus_seed_${at}`,
  name: `Wanda Voss ${at}`,
  email: `wanda${at}@voss.test`,
}))

/** Fills a console with what the journeys look for. */
export async function seed(house: House): Promise<void> {
  const river = house.river()
  const told = await river.events(ORGANIZATIONS.map((data) => cloudEvent("organization.created", data.createdAt, data)))
  if (told.body.accepted !== ORGANIZATIONS.length) throw new Error(`Not all events were accepted: ${told.body}`)
  const events = CUSTOMERS.flatMap(({ id, name, email }, at) => [
    stripeEvent("customer.created", before(at), { id, object: "customer", name, email, livemode: true }),
    stripeEvent(
      "customer.subscription.created",
      before(at),
      subscriptionObject({ id: `sub_seed_${at}`, customer: id, startedAt: before(at), items: [{ cents: 4_900 }] }),
    ),
  ])
  const aside = ["product.created", "plan.created"].map((type) =>
    stripeEvent(type, NOW, { id: `${type}_seed`, object: type.split(".")[0] }),
  )
  for (const event of [...events, ...aside]) await river.stripe(event)
  await river.settled()
}
