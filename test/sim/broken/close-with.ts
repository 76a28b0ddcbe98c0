import { bucketOfKey, isControlKey } from "../../../functions/table/bucket.ts"
import { isCustomerControlKey } from "../../../functions/table/customer.ts"
import type { Key } from "../../../functions/table/db.ts"
import { type DeliveryRow, isDeliveryKey } from "../../../functions/table/delivery.ts"
import type { fold } from "../../../functions/table/fold.ts"
import type { Ground } from "../../../functions/table/ground.ts"
import { isRegistrationKey } from "../../../functions/table/registration.ts"
import { dueWork, putOff } from "../../../functions/table/work.ts"
import { tend } from "../../../functions/project/close.ts"
import type { Steps } from "../steps.ts"

/** The pieces of work a variant does in its own way; the product does the others. */
export interface OwnWork {
  fold?: typeof fold
  foldCustomer?(ground: Ground, key: Key): Promise<unknown>
  applyDelivery?(ground: Ground, row: DeliveryRow): Promise<unknown>
  tendRegistration?(ground: Ground, key: Key): Promise<unknown>
}

const LOOK = 400
const AT_ONCE = 8
const LOOKS_MAX = 200
const PUT_OFF_MS = 60_000

async function tendWith(own: OwnWork, ground: Ground, key: Key): Promise<void> {
  if (isControlKey(key) && own.fold) await own.fold(ground, bucketOfKey(key))
  else if (isCustomerControlKey(key) && own.foldCustomer) await own.foldCustomer(ground, key)
  else if (isRegistrationKey(key) && own.tendRegistration) await own.tendRegistration(ground, key)
  else if (isDeliveryKey(key) && own.applyDelivery) {
    const row = (await ground.db.get(key, { strong: true })) as DeliveryRow | undefined
    if (row?.gsi2sk !== undefined && row.gsi2sk <= ground.clock.due()) await own.applyDelivery(ground, row)
  } else await tend(ground, key)
}

/** The closing worker with pieces of its own. With none it does what the product's does. */
export const closeWith =
  (own: OwnWork): Steps["close"] =>
  async (ground, until = () => false) => {
    const failed = new Set<string>()
    let done = 0
    for (let look = 0; look < LOOKS_MAX && !until(); look++) {
      const due = await dueWork(ground.db, ground.clock.due(), LOOK)
      const keys = due.filter((key) => !failed.has(JSON.stringify(key)))
      if (keys.length === 0) break
      for (let at = 0; at < keys.length && !until(); at += AT_ONCE)
        await Promise.all(
          keys.slice(at, at + AT_ONCE).map(async (key) => {
            try {
              await tendWith(own, ground, key)
              done++
            } catch {
              failed.add(JSON.stringify(key))
              await putOff(ground.db, key, ground.clock.due(), PUT_OFF_MS).catch(() => {})
            }
          }),
        )
    }
    return done
  }
