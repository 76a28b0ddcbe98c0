import { isDeepStrictEqual } from "node:util"
import type { Check } from "./db.ts"
import type { Ground } from "./ground.ts"
import { type CustomerGiven, moneyListed, organizationById } from "./organization.ts"

const RACES_MAX = 12

/**
 * Says in an organization's row what one of its Stripe customers gives to it, or that it gives nothing any more. Nothing is
 * written where it stands so already, and where `fence` is lost.
 */
export async function giveCustomer(
  { db, clock }: Pick<Ground, "db" | "clock">,
  organizationId: string,
  customerId: string,
  given: CustomerGiven | undefined,
  fence: Check,
): Promise<void> {
  for (let race = 0; race < RACES_MAX; race++) {
    const held = await organizationById(db, organizationId, { strong: true })
    const { [customerId]: before, ...others } = held?.customers ?? {}
    if (isDeepStrictEqual(before, given)) return
    const customers = given ? { ...others, [customerId]: given } : others
    const outcome = await db.transact([fence, ...moneyListed(held, organizationId, { customers }, clock.machine())])
    if (outcome === "done" || outcome.refused.includes(0)) return
  }
  throw new Error(`${organizationId} changed too often to be told of its customer`)
}
