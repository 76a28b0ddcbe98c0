import type { Instant } from "#shared/time.ts"
import { ABSENT, type Db, type Key, queryAll, type Row, type Write } from "./db.ts"
import { pack, unpack } from "./packed.ts"
import { DUE_FIELD_NAMES, dueFields } from "./work.ts"

/**
 * A Stripe customer: what we were told, and the timeline that adds up to.
 *   pk  customer#<mode>#<customer>       mode is live or test; they never meet
 *   sk  fact#<object>#<id>#<created>#<delivery>   one snapshot as told, written once
 *   sk  control                          how often it was marked, and its place in the work index
 *   sk  timeline                         the generation last folded, every day it ever gave something to, and which are to be marked
 * And so that every customer can be found:
 *   pk  customers#<mode>    sk  <customer>
 */
export type Mode = "live" | "test"
export interface CustomerId {
  mode: Mode
  customerId: string
}
export interface TimelineRow extends Row {
  gen: number
  /** Every day, as `<zone>#<day>`, that any fold of this customer gave something to. */
  days?: Set<string>
  /** Days that were written to and are not marked yet. */
  unmarked?: Set<string>
  /** How often days were written to. */
  writes?: number
}

const partition = ({ mode, customerId }: CustomerId): string => `customer#${mode}#${customerId}`
const timelineKey = (customer: CustomerId): Key => ({ pk: partition(customer), sk: "timeline" })
export const customerControlKey = (customer: CustomerId): Key => ({ pk: partition(customer), sk: "control" })
export const isCustomerControlKey = ({ pk, sk }: Key): boolean => pk.startsWith("customer#") && sk === "control"
export function customerOfKey({ pk }: Key): CustomerId {
  const [, mode, ...id] = pk.split("#") as [string, Mode, ...string[]]
  return { mode, customerId: id.join("#") }
}

/** Keeps one snapshot of a customer's object as it was told. */
export const appendCustomerFact = (
  db: Db,
  customer: CustomerId,
  fact: { object: string; objectId: string; createdSeconds: number; deliveryId: string; body: unknown },
): Promise<"done" | "refused"> =>
  db.write({
    put: {
      pk: partition(customer),
      sk: `fact#${fact.object}#${fact.objectId}#${String(fact.createdSeconds).padStart(11, "0")}#${fact.deliveryId}`,
      kind: "customerFact",
      packed: pack(fact.body),
    },
    when: ABSENT,
  })

/** Every snapshot of a customer, strongly. */
export async function customerFacts(db: Db, customer: CustomerId): Promise<unknown[]> {
  const rows = await queryAll(db, { pk: partition(customer), sk: { begins: "fact#" }, strong: true })
  return rows.map((row) => unpack(row["packed"] as Uint8Array))
}

export const markCustomer = (db: Db, customer: CustomerId, dueAt: Instant): Promise<"done" | "refused"> =>
  db.write({
    update: customerControlKey(customer),
    set: { kind: "customerControl" },
    init: dueFields(customerControlKey(customer), dueAt),
    add: { dirty: 1 },
  })

/** How often a customer was marked; 0 when never. */
export const customerGeneration = async (db: Db, customer: CustomerId): Promise<number> =>
  Number((await db.get(customerControlKey(customer), { strong: true }))?.["dirty"] ?? 0)

/** Takes a customer off the work index, unless it was marked again meanwhile. */
export const clearCustomer = (db: Db, customer: CustomerId, gen: number): Promise<"done" | "refused"> =>
  db.write({ update: customerControlKey(customer), drop: DUE_FIELD_NAMES, when: { eq: ["dirty", gen] } })

/**
 * Notes a fold unless a newer one was noted, and joins its days to those of every fold before:
 * the union is made by the table itself, so no fold can forget a day that another one wrote to.
 */
export async function saveTimeline(
  db: Db,
  customer: CustomerId,
  gen: number,
  days: readonly string[],
): Promise<TimelineRow | "refused"> {
  const row = await db.change({
    update: timelineKey(customer),
    set: { kind: "customer", mode: customer.mode, customerId: customer.customerId, gen },
    add: days.length > 0 ? { days: new Set(days) } : {},
    when: { any: [{ absent: "gen" }, { le: ["gen", gen] }] },
  })
  return row as TimelineRow | "refused"
}

/**
 * Writes to days, and notes that they are to be marked, while no newer fold has noted itself. A fold that was overtaken
 * writes nothing more; "refused" says so.
 */
export async function writeDays(
  db: Db,
  customer: CustomerId,
  gen: number,
  writes: readonly { day: string; write: Write }[],
): Promise<"done" | "refused"> {
  for (let at = 0; at < writes.length; at += DAYS_AT_ONCE) {
    const some = writes.slice(at, at + DAYS_AT_ONCE)
    const noted: Write = {
      update: timelineKey(customer),
      add: { unmarked: new Set(some.map(({ day }) => day)), writes: 1 },
      when: { eq: ["gen", gen] },
    }
    if ((await db.transact([noted, ...some.map(({ write }) => write)])) !== "done") return "refused"
  }
  return "done"
}
/** A transaction holds a hundred writes. */
const DAYS_AT_ONCE = 90

/** The timeline as it stands. */
export const customerTimeline = async (db: Db, customer: CustomerId): Promise<TimelineRow | undefined> =>
  (await db.get(timelineKey(customer), { strong: true })) as TimelineRow | undefined

/** Forgets the days that were to be marked, unless more were written to meanwhile. */
export const settleDays = (db: Db, customer: CustomerId, writes: number): Promise<"done" | "refused"> =>
  db.write({ update: timelineKey(customer), drop: ["unmarked"], when: { eq: ["writes", writes] } })

/** Says once that a customer exists. */
export const enlistCustomer = (db: Db, { mode, customerId }: CustomerId): Promise<"done" | "refused"> =>
  db.write({ put: { pk: `customers#${mode}`, sk: customerId, kind: "customerName" }, when: ABSENT })

/** The customers of a mode that come after one, in the order of their ids, up to a number of them; none at the end. */
export async function customersAfter(db: Db, mode: Mode, after: string, limit: number): Promise<CustomerId[]> {
  const { rows } = await db.query({
    pk: `customers#${mode}`,
    ...(after ? { sk: { gt: after } } : {}),
    limit,
    strong: true,
    fields: ["kind"],
  })
  return rows.map(({ sk }) => ({ mode, customerId: sk }))
}
