import type { Dispute, FraudWarning } from "../contract/disputes.ts"
import type { ProductUsage } from "../contract/product-usage.ts"
import type { Transaction } from "../contract/transactions.ts"
import type { UsageSnapshot } from "../contract/usage-snapshot.ts"
import { maskEmail } from "../directory/mask.ts"
import { maskPayload } from "../directory/mask-payload.ts"

/** A transaction as staff viewers read it: neither who paid, nor anybody's address in what it says. */
export const maskedTransaction = (transaction: Transaction): Transaction => ({
  ...transaction,
  name: transaction.name && maskEmail(transaction.name),
  email: transaction.email && maskEmail(transaction.email),
  description: maskPayload(transaction.description) as string | null,
  // Who opens Stripe's page of an invoice reads there whom it is sent to.
  invoice: transaction.invoice && { ...transaction.invoice, url: null },
})

/** A dispute or a warning as staff viewers read it: not who paid. */
export const maskedPayer = <Of extends Dispute | FraudWarning>(one: Of): Of => ({
  ...one,
  name: one.name && maskEmail(one.name),
  email: one.email && maskEmail(one.email),
})

/** A snapshot as staff viewers read it: who opens Stripe's page of an invoice reads there whom it is sent to. */
export const maskedUsage = (usage: UsageSnapshot): UsageSnapshot => ({
  ...usage,
  receipts: usage.receipts.map((receipt) => ({ ...receipt, url: null })),
})

/** What the product said as staff viewers read it: that it answered, for it may name in any line who paid. */
export const maskedProduct = (product: ProductUsage): ProductUsage => ({ ...product, answer: null })
