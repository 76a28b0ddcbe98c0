import type { Bucket } from "#shared/cube/bucket.ts"
import { contributionsOf } from "#shared/revenue/contribution.ts"
import type { StripeFact } from "#shared/revenue/stripe-fact.ts"
import { timelineOf } from "#shared/revenue/timeline.ts"
import { applyDeliveries } from "../../../functions/project/apply-delivery.ts"
import { contributionGiven } from "../../../functions/table/contribution.ts"
import {
  type CustomerId,
  customerFacts,
  customerOfKey,
  customerSource,
  isCustomerControlKey,
  enlistCustomer,
} from "../../../functions/table/customer.ts"
import {
  clearSource,
  foldOf,
  generationOf,
  saveFold,
  settlePlaces,
  staleOf,
  writePlaces,
} from "../../../functions/table/derived.ts"
import type { DeliveryRow } from "../../../functions/table/delivery.ts"
import { markBuckets } from "../../../functions/table/fold.ts"
import type { Ground } from "../../../functions/table/ground.ts"
import { generalSettings } from "../../../functions/table/settings.ts"
import { DUE_FIELD_NAMES } from "../../../functions/table/work.ts"
import { TRUE_STEPS, type Steps, type Variant } from "../steps.ts"
import { closeWith } from "./close-with.ts"

/** What a customer's fold does in a way of its own. */
interface OwnFold {
  /** Which days it looks at: those of this fold, or of every fold there ever was. */
  touched(own: readonly string[], ever: ReadonlySet<string>): Iterable<string>
  /** How it writes to days. */
  write: typeof writePlaces
  /** Which days it marks: those it wrote to, or also those that others wrote to and did not mark. */
  marks(own: readonly string[], unmarked: ReadonlySet<string>): Iterable<string>
}

async function foldCustomerWith(own: OwnFold, ground: Ground, customer: CustomerId): Promise<void> {
  const { db } = ground
  const { customerId, mode } = customer
  const source = customerSource(customer)
  const gen = await generationOf(db, source)
  await enlistCustomer(db, customer)
  const settings = await generalSettings(db, { strong: true })
  const timeline = timelineOf((await customerFacts(db, customer)) as StripeFact[], settings)
  const zone = settings.reportingZone
  const given = new Map(
    contributionsOf(customerId, timeline, zone).map((contribution) => [`${zone}#${contribution.day}`, contribution]),
  )
  const saved = await saveFold(db, source, gen, [...given.keys()], { set: { ...customer } })
  if (saved === "refused") return
  const days = [...own.touched([...given.keys()], saved.places ?? new Set())].map((told) => {
    const [dayZone, day] = told.split("#") as [string, string]
    return contributionGiven(told, { zone: dayZone, day, mode, customerId }, given.get(told))
  })
  const stale = await staleOf(db, days)
  if ((await own.write(db, source, gen, stale)) === "refused") return
  const held = await foldOf(db, source)
  const told = own.marks(
    stale.map(({ place }) => place),
    held?.unmarked ?? new Set(),
  )
  const marked = [...told].flatMap((one) => {
    const [dayZone, start] = one.split("#") as [string, string]
    return ["revenue", "sent"].map((kind): Bucket => ({ kind, scope: mode, level: "day", zone: dayZone, start }))
  })
  await markBuckets(ground, marked)
  if (held?.unmarked && (await settlePlaces(db, source, held.writes ?? 0)) === "refused") return
  await clearSource(db, source, gen)
}

/** Applies deliveries as the product does, but folds every customer that is due in a way of its own. */
const customerVariant = (name: string, wrong: string, own: Partial<OwnFold>): Variant => {
  const foldCustomer = (ground: Ground, customer: CustomerId) =>
    foldCustomerWith({ ...WHOLE, ...own }, ground, customer)
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

const WHOLE: OwnFold = { touched: (_, ever) => ever, write: writePlaces, marks: (_, unmarked) => unmarked }

/** The product's own way, put together from its parts: it must pass where the variants below do not. */
export const WHOLE_CUSTOMER_FOLD = customerVariant("wholeCustomerFold", "Nothing.", {})

/** Writes to days without asking whether a newer fold has been there. */
const unfenced: OwnFold["write"] = async (db, source, _gen, given) => {
  const fold = await foldOf(db, source)
  return writePlaces(db, source, fold?.gen ?? 0, given)
}

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
    },
  ),
  customerVariant("unfencedDays", "A fold that was overtaken goes on writing to days.", { write: unfenced }),
  customerVariant("ownMarksOnly", "A fold marks only days it wrote to, not those that one before it died over.", {
    marks: (own) => own,
  }),
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
