import type { Calendar } from "./calendar.ts"
import { idOf } from "./dice.ts"
import { companyNames, foreignName, slugOf } from "./names.ts"
import { type Lived, liveThrough } from "./subscriptions.ts"
import { stories } from "./stories.ts"
import { VOLUME } from "./volume.ts"

export const ACME = "org_acme"

/** A company of the demo by name: what it is called, its id at the product, and how one writes to its billing. */
export interface Company {
  organizationId: string
  name: string
  billingEmail: string
}

const companyOf = (name: string): Company => ({
  organizationId: idOf("org", name),
  name,
  billingEmail: `billing@${slugOf(name)}.test`,
})

/** Every company of the demo: those with a story at Stripe, in the order of the stories, then those without. */
export function companies(): { paying: Company[]; free: Company[] } {
  const told = stories()
  const names = companyNames(told.length + VOLUME.freeOrganizations)
  const nth = { eur: 0, gbp: 0 }
  const paying = told.map(({ currency }, index): Company => {
    if (index === 0) return { organizationId: ACME, name: "Acme Roofing", billingEmail: "owner@acme.test" }
    return companyOf(currency === "usd" ? names[index]! : foreignName(currency, nth[currency]++))
  })
  return { paying, free: names.slice(told.length).map(companyOf) }
}

/** Every customer's life up to now, in the order of the stories. */
export function customers(calendar: Calendar): Lived[] {
  const { paying } = companies()
  return stories().map((story, index) => {
    const { organizationId, name, billingEmail } = paying[index]!
    const who = { id: idOf("cus", organizationId), organizationId, name, email: billingEmail, currency: story.currency }
    return liveThrough(calendar, story, who)
  })
}
