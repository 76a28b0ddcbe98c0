import type { PaymentFact, PaymentNode, PaymentTie } from "#shared/payments/payment-fact.ts"
import type { Instant } from "#shared/time.ts"
import { inGroups } from "../runtime/in-groups.ts"
import type { Mode } from "./customer.ts"
import { ABSENT, type Db, type Key, queryAll } from "./db.ts"
import { markSource, type Source } from "./derived.ts"
import { pack, unpack } from "./packed.ts"

/**
 * What is told of a charge, and what belongs to it.
 *   pk  payment#<mode>#charge#<charge>
 *   sk  fact#<object>#<id>#<created>#<delivery>   one snapshot as told, written once
 *   sk  control, fold                              as derived.ts has them; a place is the instant of its transaction, or one of dispute.ts
 * And what is paid through what, at both ends:
 *   pk  payment#<mode>#<object>#<id>    sk  tie#<object>#<id>
 */
export interface PaymentId {
  mode: Mode
  chargeId: string
}

const partition = (mode: Mode, { object, id }: PaymentNode): string => `payment#${mode}#${object}#${id}`
export const paymentPartition = ({ mode, chargeId }: PaymentId): string =>
  partition(mode, { object: "charge", id: chargeId })
const paymentControlKey = (payment: PaymentId): Key => ({ pk: paymentPartition(payment), sk: "control" })
export const isPaymentControlKey = ({ pk, sk }: Key): boolean => pk.startsWith("payment#") && sk === "control"
export function paymentOfKey({ pk }: Key): PaymentId {
  const [, mode, , ...id] = pk.split("#") as [string, Mode, string, ...string[]]
  return { mode, chargeId: id.join("#") }
}

/** What is folded of a payment, and gives to the list of transactions. */
export const paymentSource = (payment: PaymentId): Source => ({
  control: paymentControlKey(payment),
  controlKind: "paymentControl",
  fold: { pk: paymentPartition(payment), sk: "fold" },
  foldKind: "payment",
})

export const markPayment = (db: Db, payment: PaymentId, dueAt: Instant): Promise<"done" | "refused"> =>
  markSource(db, paymentSource(payment), dueAt)

/** Keeps one snapshot as it was told by a delivery, or as Stripe answered when it was asked. */
export const appendPaymentFact = (
  db: Db,
  payment: PaymentId,
  fact: PaymentFact,
  told: { deliveryId: string } | { asked: Instant },
): Promise<"done" | "refused"> =>
  db.write({
    put: {
      pk: paymentPartition(payment),
      sk: `fact#${fact.object}#${fact.objectId}#${String(fact.createdSeconds).padStart(11, "0")}#${"asked" in told ? `asked ${told.asked}` : told.deliveryId}`,
      ...("asked" in told ? { kind: "paymentAnswer" } : { kind: "paymentFact" }),
      packed: pack(fact),
    },
    when: ABSENT,
  })

/** Every snapshot of a payment, strongly. */
export async function paymentFacts(db: Db, payment: PaymentId): Promise<PaymentFact[]> {
  const rows = await queryAll(db, { pk: paymentPartition(payment), sk: { begins: "fact#" }, strong: true })
  return rows.map((row) => unpack(row["packed"] as Uint8Array) as PaymentFact)
}

/** Notes at both ends what belongs together. */
export async function tie(db: Db, mode: Mode, [one, other]: PaymentTie): Promise<void> {
  const end = (from: PaymentNode, to: PaymentNode) =>
    db.write({
      put: { pk: partition(mode, from), sk: `tie#${to.object}#${to.id}`, kind: "paymentTie" },
      when: ABSENT,
    })
  await Promise.all([end(one, other), end(other, one)])
}

const tiesOf = async (db: Db, mode: Mode, node: PaymentNode): Promise<PaymentNode[]> => {
  const rows = await queryAll(db, { pk: partition(mode, node), sk: { begins: "tie#" }, strong: true, fields: ["kind"] })
  return rows.map(({ sk }) => {
    const [, object, ...id] = sk.split("#") as [string, PaymentNode["object"], ...string[]]
    return { object, id: id.join("#") }
  })
}

/** What belongs to something at one remove, and through its payment intents at two. */
async function reach(db: Db, mode: Mode, from: PaymentNode, wanted: PaymentNode["object"]): Promise<string[]> {
  const near = await tiesOf(db, mode, from)
  const through = near.filter(({ object }) => object === "intent")
  const far = await Promise.all(through.map((intent) => tiesOf(db, mode, intent)))
  const found = [...near, ...far.flat()].filter(({ object }) => object === wanted)
  return [...new Set(found.map(({ id }) => id))].sort()
}

/** The charges that what is told of something is news for. */
export const chargesOf = async (db: Db, mode: Mode, node: PaymentNode): Promise<string[]> =>
  node.object === "charge" ? [node.id] : reach(db, mode, node, "charge")

/** The invoices that a charge pays. */
export const invoicesOf = (db: Db, { mode, chargeId }: PaymentId): Promise<string[]> =>
  reach(db, mode, { object: "charge", id: chargeId }, "invoice")

/** Every charge that one of several things is news for. */
export async function chargesToMark(db: Db, mode: Mode, nodes: readonly PaymentNode[]): Promise<PaymentId[]> {
  const found = await inGroups(nodes, AT_ONCE, (node) => chargesOf(db, mode, node))
  return [...new Set(found.flat())].map((chargeId) => ({ mode, chargeId }))
}
const AT_ONCE = 8
