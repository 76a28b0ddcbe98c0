import type { Bucket } from "#shared/cube/bucket.ts"
import { type Contribution, contributionsOf } from "#shared/revenue/contribution.ts"
import type { StripeFact } from "#shared/revenue/stripe-fact.ts"
import { timelineOf } from "#shared/revenue/timeline.ts"
import { applyDeliveries } from "../../../functions/project/apply-delivery.ts"
import { contributionPartition, saveContribution } from "../../../functions/table/contribution.ts"
import {
  type CustomerId,
  clearCustomer,
  customerFacts,
  customerGeneration,
  customerOfKey,
  isCustomerControlKey,
  enlistCustomer,
  saveTimeline,
} from "../../../functions/table/customer.ts"
import type { DeliveryRow } from "../../../functions/table/delivery.ts"
import { markBuckets } from "../../../functions/table/fold.ts"
import type { Ground } from "../../../functions/table/ground.ts"
import { generalSettings } from "../../../functions/table/settings.ts"
import { DUE_FIELD_NAMES } from "../../../functions/table/work.ts"
import { TRUE_STEPS, type Steps, type Variant } from "../steps.ts"
import { closeWith } from "./close-with.ts"

/** How a customer's fold treats the days it gives nothing to any more. */
interface Days {
  /** Which days it looks at: those of this fold, or of every fold there ever was. */
  touched(own: readonly string[], ever: ReadonlySet<string>): Iterable<string>
  /** What it does with a day that gets nothing. */
  withdraw(ground: Ground, at: Parameters<typeof saveContribution>[1]): Promise<unknown>
}

async function foldCustomerWith({ touched, withdraw }: Days, ground: Ground, customer: CustomerId): Promise<void> {
  const { db } = ground
  const gen = await customerGeneration(db, customer)
  const settings = await generalSettings(db, { strong: true })
  const timeline = timelineOf((await customerFacts(db, customer)) as StripeFact[], settings)
  const zone = settings.reportingZone
  const given = contributionsOf(customer.customerId, timeline, zone)
  const days = new Map(
    given.map((contribution): [string, Contribution] => [`${zone}#${contribution.day}`, contribution]),
  )
  const saved = await saveTimeline(
    db,
    customer,
    gen,
    given.map(({ day }) => ({ zone, day })),
  )
  if (saved === "refused") return
  await enlistCustomer(db, customer)
  const marks: Bucket[] = []
  for (const told of touched([...days.keys()], saved.days ?? new Set())) {
    const [dayZone, day] = told.split("#") as [string, string]
    const at = { mode: customer.mode, zone: dayZone, day, customerId: customer.customerId, revision: gen }
    const body = days.get(told)
    await (body ? saveContribution(db, at, body) : withdraw(ground, at))
    marks.push(
      ...["revenue", "sent"].map(
        (kind): Bucket => ({ kind, scope: customer.mode, level: "day", zone: dayZone, start: day }),
      ),
    )
  }
  await markBuckets(ground, marks)
  await clearCustomer(db, customer, gen)
}

/** Applies deliveries as the product does, but folds every customer that is due in a way of its own. */
const customerVariant = (name: string, wrong: string, days: Days): Variant => {
  const foldCustomer = (ground: Ground, customer: CustomerId) => foldCustomerWith(days, ground, customer)
  return { name, wrong, world: "inbox", steps: foldingWith(foldCustomer) }
}

/** Applies deliveries over a table that folds a customer this way where the product asks for its marks, and then shows none. */
function foldingWith(foldCustomer: (ground: Ground, customer: CustomerId) => Promise<void>): Partial<Steps> {
  const folding = (ground: Ground): Ground => ({
    ...ground,
    db: {
      ...ground.db,
      get: async (key, options) => {
        if (!isCustomerControlKey(key)) return ground.db.get(key, options)
        await foldCustomer(ground, customerOfKey(key))
        return undefined
      },
    },
  })
  return {
    project: (ground, changes) => TRUE_STEPS.project(folding(ground), changes),
    close: closeWith({
      foldCustomer: (ground, key) => foldCustomer(ground, customerOfKey(key)),
      applyDelivery: (ground, row) => applyDeliveries(folding(ground), [row]),
    }),
  }
}

const tombstone: Days["withdraw"] = ({ db }, at) => saveContribution(db, at, undefined)

/** The product's own way, put together from its parts: it must pass where the variants below do not. */
export const WHOLE_CUSTOMER_FOLD = customerVariant("wholeCustomerFold", "Nothing.", {
  touched: (_, ever) => ever,
  withdraw: tombstone,
})

/** Settles a delivery, then applies it. */
async function settleFirst(ground: Ground, rows: readonly DeliveryRow[]): Promise<void> {
  for (const { pk, sk } of rows)
    await ground.db.write({ update: { pk, sk }, drop: DUE_FIELD_NAMES, when: { present: "pk" } })
  await applyDeliveries(ground, rows)
}

/** Ways to lose or to keep too much on the way from the inbox to revenue. */
export const INBOX_VARIANTS: readonly Variant[] = [
  customerVariant(
    "ownDaysOnly",
    "A fold looks only at days it gives something to, and forgets those of folds before.",
    {
      touched: (own) => own,
      withdraw: tombstone,
    },
  ),
  customerVariant(
    "noTombstones",
    "A day that gets nothing any more is removed, so that a slower fold can bring it back.",
    {
      touched: (_, ever) => ever,
      withdraw: ({ db }, { mode, zone, day, customerId }) =>
        db.write({ remove: { pk: contributionPartition(mode, zone, day), sk: customerId } }),
    },
  ),
  {
    name: "settleFirst",
    wrong: "A delivery leaves the work index before it is applied.",
    world: "inbox",
    steps: {
      project: async (ground, changes) => {
        const rows = changes.map(({ after }) => after).filter(({ kind }) => kind === "delivery")
        await settleFirst(ground, rows as DeliveryRow[])
        return undefined
      },
      close: closeWith({ applyDelivery: (ground, row) => settleFirst(ground, [row]) }),
    },
  },
]
