import type { Dispute } from "../contract/disputes.ts"
import type { Evidence, EvidenceTexts } from "../contract/evidence.ts"
import type { ProductUsage } from "../contract/product-usage.ts"
import type { UsageSnapshot } from "../contract/usage-snapshot.ts"
import { decimalOf, knowsCurrency } from "../money.ts"

/** What the texts of an answer are first: only what our own facts and the product say, and nothing where they say nothing. */
export function composedEvidence(
  { name, email, at }: Pick<Dispute, "name" | "email" | "at">,
  description: string | null,
  usage: UsageSnapshot | null,
  product: Pick<ProductUsage, "answer" | "askedAt"> | null,
): EvidenceTexts {
  return {
    customer_name: name ?? "",
    customer_email_address: email ?? "",
    product_description: productOf(description, usage),
    service_date: usage ? servedOn(usage, at) : "",
    access_activity_log: [usage ? logOf(usage) : "", product ? recordOf(product) : ""].filter(Boolean).join("\n\n"),
    cancellation_policy_disclosure: "",
    refund_policy_disclosure: "",
    uncategorized_text: usage ? statementOf(usage, at) : "",
  }
}

const dayIn = (at: string): string => at.slice(0, "2026-11-20".length)

function productOf(description: string | null, usage: UsageSnapshot | null): string {
  const plans = [...new Set(usage?.services.map(({ plan }) => plan))]
  const what = plans.length > 0 ? `A subscription to software that is used online: ${plans.join(", ")}.` : ""
  return [what, description === null ? "" : `The charge was described as: ${description}.`].filter(Boolean).join(" ")
}

/** From when, and until when or until the dispute, each service was given. */
const servedOn = ({ services }: UsageSnapshot, at: string): string =>
  services.map(({ plan, from, to }) => `${plan}: ${dayIn(from)} to ${dayIn(to ?? at)}`).join("; ")

const NAMES = [
  ["requests", "request", "requests"],
  ["activities", "activity", "activities"],
  ["sessions", "session", "sessions"],
  ["generations", "generation", "generations"],
] as const

const counted = (of: UsageSnapshot["sums"]): string =>
  NAMES.filter(([name]) => of[name] > 0)
    .map(([name, one, many]) => `${of[name]} ${of[name] === 1 ? one : many}`)
    .join(", ")

function logOf({ days, zone }: UsageSnapshot): string {
  if (days.length === 0) return ""
  const lines = days.map((one) => `${one.day}: ${counted(one)}`)
  return [`Use of the product by this customer, by day (${zone}):`, ...lines].join("\n")
}

/** The product's own words, each line as it was answered. */
function recordOf({ answer, askedAt }: Pick<ProductUsage, "answer" | "askedAt">): string {
  if (!answer || (answer.lines.length === 0 && !answer.note)) return ""
  const lines = answer.lines.map(({ label, value }) => `${label}: ${value}`)
  const head = `From the product's own records${askedAt === null ? "" : `, read on ${dayIn(askedAt)}`}:`
  return [head, ...lines, ...(answer.note ? [answer.note] : [])].join("\n")
}

function statementOf(usage: UsageSnapshot, at: string): string {
  const { organizationName, organizationId, firstSeenOn, lastSeenOn, firstDay, days, sums, receipts } = usage
  const who = organizationName ?? organizationId ?? "The customer"
  const used =
    days.length > 0
      ? [
          `${who} has used the product${firstSeenOn === null ? "" : ` since ${firstSeenOn}`}, last on ${lastSeenOn}.`,
          `Between ${firstDay} and the dispute on ${dayIn(at)} there were ${counted(sums)}.`,
        ].join(" ")
      : ""
  const paid = receipts.map(
    ({ number, invoiceId, paidAt, paidCents, currency }) =>
      `${number ?? invoiceId}: ${amountOf(paidCents, currency)} paid on ${dayIn(paidAt)}`,
  )
  return [used, paid.length > 0 ? ["Invoices paid before the dispute:", ...paid].join("\n") : ""]
    .filter(Boolean)
    .join("\n\n")
}

const amountOf = (cents: number, currency: string): string =>
  `${knowsCurrency(currency) ? decimalOf(cents, currency) : `${cents} minor units`} ${currency.toUpperCase()}`

const RECEIPT = { name: "Receipt", what: "The receipt or invoice of the disputed charge, as the customer got it." }
const CONTACT = {
  name: "Customer communication",
  what: "Mails with the customer that show them using or accepting the service.",
}
const POLICIES = [
  { name: "Cancellation policy", what: "The terms on cancelling as the customer was shown them, with where." },
  { name: "Refund policy", what: "The terms on refunds as the customer was shown them, with where." },
]
const SERVICE = { name: "Service documentation", what: "A page of the product's own log of the days above." }

/** Which files a bank wants to see, by what it says is wrong. */
export function filesFor(reason: string | null): Evidence["files"] {
  if (reason === "subscription_canceled" || reason === "credit_not_processed") return [RECEIPT, ...POLICIES, CONTACT]
  if (reason === "duplicate")
    return [
      RECEIPT,
      { name: "Duplicate charge documentation", what: "The receipts of both charges, showing that they differ." },
    ]
  return [RECEIPT, SERVICE, CONTACT]
}
