import type { Calendar } from "./calendar.ts"
import { idOf } from "./dice.ts"
import { eventOf, type StripeEvent } from "./life.ts"
import { customerShape } from "./stripe-shapes.ts"

/** What the product's developers tried in Stripe's test mode lately: it is kept and read, and stands in no live figure. */
export function testTries(calendar: Calendar): StripeEvent[] {
  const at = calendar.lastAt(1, 9, 12)
  const tried = {
    id: idOf("cus", "somebody who tries"),
    organizationId: idOf("org", "somebody who tries"),
    name: "Somebody who tries",
    email: "try@fieldnote.test",
    currency: "usd",
    createdSeconds: at,
    tagged: false,
  } as const
  const event = eventOf("customer.created", at, { ...customerShape(tried), livemode: false })
  return [{ ...event, livemode: false }]
}
