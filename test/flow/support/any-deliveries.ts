import fc from "fast-check"
import { NASTY_VALUES, nastyJson, objectText } from "./nasty.ts"

const GOOD = {
  id: '"cus_door"',
  object: '"subscription"',
  customer: '"cus_door"',
  status: '"active"',
  currency: '"usd"',
  created: "1763600000",
}
const EVENT = { object: '"event"', created: "1763600000", livemode: "true", type: '"customer.subscription.updated"' }
const OBJECT_FIELDS = [
  ...Object.keys(GOOD),
  "items",
  "metadata",
  "name",
  "ended_at",
  "trial_end",
  "cancel_at",
  "discounts",
]
const EVENT_FIELDS = [...Object.keys(EVENT), "id", "data"]

const eventText = (fields: Record<string, string>, object: Record<string, string>) =>
  objectText({ ...EVENT, data: objectText({ object: objectText({ ...GOOD, ...object }) }), ...fields })

/** Every field of a delivery and of its object with every nasty value once; all with ids of their own. */
export const oddDeliveries: readonly string[] = [
  ...OBJECT_FIELDS.flatMap((field) =>
    NASTY_VALUES.map((value, nth) => eventText({ id: `"evt_${field}_${nth}"` }, { [field]: value })),
  ),
  ...EVENT_FIELDS.flatMap((field) =>
    NASTY_VALUES.map((value, nth) => eventText({ id: `"evt_of_${field}_${nth}"`, [field]: value }, {})),
  ),
]

/** A delivery of which several fields are odd at once. */
export const anyDelivery: fc.Arbitrary<string> = fc
  .record({
    fields: fc.dictionary(fc.constantFrom(...EVENT_FIELDS), nastyJson, { maxKeys: 2 }),
    object: fc.dictionary(fc.constantFrom(...OBJECT_FIELDS), nastyJson, { maxKeys: 4 }),
    id: fc.uuid(),
  })
  .map(({ fields, object, id }) => eventText({ id: `"evt_${id}"`, ...fields }, object))
