import type { Want } from "#shared/payments/parts.ts"
import type { Instant } from "#shared/time.ts"
import { type CustomerId, customerSource, type Mode } from "./customer.ts"
import type { Db, Key, Row } from "./db.ts"
import { type PaymentId, paymentSource } from "./payment.ts"
import { DUE_FIELD_NAMES, retryAt } from "./work.ts"

/**
 * What of a payment or a customer is to be asked of Stripe. It stands in GSI2 under `asking#stripe#<mode>`, due when it is to be
 * asked next, until nothing is wanted or Stripe has answered often enough without telling it.
 *   pk  payment#<mode>#charge#<charge>, customer#<mode>#<customer>
 *   sk  wanted
 */
export interface WantedRow extends Row {
  /** The generation of the fold that it was made from. */
  gen: number
  wants: Want[]
  attempts: number
  /** Why a try failed; null while none has. */
  failure: string | null
}

/** Each mode by itself: what no key may ask about keeps nobody waiting. */
const asking = (mode: Mode): string => `asking#stripe#${mode}`
/** Then Stripe does not know it. */
const ATTEMPTS_MAX = 10

/** Something whose fold finds what is to be asked of Stripe. */
export interface Wanting {
  mode: Mode
  kind: string
  /** Where its fold notes its generation; what is wanted stands beside it. */
  fold: Key
}
export const wantingPayment = (payment: PaymentId): Wanting => ({
  mode: payment.mode,
  kind: "paymentWanted",
  fold: paymentSource(payment).fold,
})
export const wantingCustomer = (customer: CustomerId): Wanting => ({
  mode: customer.mode,
  kind: "customerWanted",
  fold: customerSource(customer).fold,
})

const wantedKey = ({ fold }: Wanting): Key => ({ pk: fold.pk, sk: "wanted" })
export const wantedOf = async (db: Db, wanting: Wanting): Promise<WantedRow | undefined> =>
  (await db.get(wantedKey(wanting), { strong: true })) as WantedRow | undefined

/**
 * Notes what is wanted, due at once if it is anything new. What was wanted before goes on as it is. A fold that was overtaken
 * notes nothing: the newer one may have found nothing new, and so have left no trace here.
 */
export async function saveWants(
  db: Db,
  wanting: Wanting,
  gen: number,
  wants: readonly Want[],
  now: Instant,
): Promise<void> {
  const held = await wantedOf(db, wanting)
  if (JSON.stringify(held?.wants ?? []) === JSON.stringify(wants)) return
  const asked = { kind: wanting.kind, gen, wants, attempts: 0, failure: null }
  await db.transact([
    { check: wanting.fold, when: { eq: ["gen", gen] } },
    {
      update: wantedKey(wanting),
      ...(wants.length > 0
        ? { set: { ...asked, gsi2pk: asking(wanting.mode), gsi2sk: now } }
        : { set: asked, drop: DUE_FIELD_NAMES }),
    },
  ])
}

/** Keys of what is due to be asked, the longest overdue first. The index lags: `claimWanted` says whether it still is. */
export async function dueWanted(db: Db, mode: Mode, now: Instant, limit: number): Promise<Key[]> {
  const { rows } = await db.query({ index: "gsi2", pk: asking(mode), sk: { le: now }, limit, fields: ["gsi2sk"] })
  return rows.map(({ pk, sk }) => ({ pk, sk }))
}

/** Takes one to ask for, so that nobody else does meanwhile: it is due again later, should this one fail. */
export async function claimWanted(db: Db, key: Key, now: Instant): Promise<WantedRow | undefined> {
  const held = (await db.get(key, { strong: true })) as WantedRow | undefined
  if (!held?.gsi2pk || String(held.gsi2sk) > now) return undefined
  const claimed = await db.change({
    update: key,
    set: { gsi2sk: retryAt(now, held.attempts) },
    add: { attempts: 1 },
    when: { all: [{ eq: ["gsi2sk", held.gsi2sk] }, { eq: ["gen", held.gen] }] },
  })
  return claimed === "refused" ? undefined : (claimed as WantedRow)
}

/** Notes why a try failed. What Stripe has often said it does not know is asked for no more. */
export const noteFailure = (
  db: Db,
  { pk, sk, gen, attempts }: WantedRow,
  failure: { text: string; isUnknown: boolean },
): Promise<"done" | "refused"> =>
  db.write({
    update: { pk, sk },
    set: { failure: failure.text },
    ...(failure.isUnknown && attempts >= ATTEMPTS_MAX ? { drop: DUE_FIELD_NAMES } : {}),
    when: { eq: ["gen", gen] },
  })
