import type { AuditEntry } from "#shared/contract/audit.ts"
import type { Export } from "#shared/contract/exports.ts"
import type { OrganizationRow } from "#shared/contract/organizations.ts"
import type { SavedPlans } from "#shared/contract/plans.ts"
import type { SavedSettings } from "#shared/contract/settings.ts"
import type { Delivery } from "#shared/contract/webhooks.ts"
import type * as z from "zod/mini"
import { HOUR_MS, instant, MINUTE_MS, msOf, SECOND_MS } from "#shared/time.ts"

/** Invented rows that pages are looked at with. The figures of different pages need not agree. */

export const NOW = "2026-11-20T14:02:11.000Z"
export const ago = (ms: number) => instant(msOf(NOW) - ms)

const FIRST = [
  "Alder & Finch",
  "Bluegate",
  "Kestrel",
  "Mbeki",
  "Sato",
  "Tidewell",
  "Lindqvist",
  "Oakes & Kesh",
  "Orsini",
  "Harbour Street",
  "Nørgaard",
  "Čapek",
  "Vantaa",
  "Quillfeather",
]
const LAST = ["Plumbing", "Electric", "Roofing", "Solar", "HVAC", "Pools", "Joinery", "Landscaping", "Glass", "Lifts"]
const PLAN_WORDS = ["free", "pro", "enterprise"] as const
const DEV_PLANS = ["none", "lite", "pro", "max"] as const

export const ORGANIZATIONS: OrganizationRow[] = Array.from({ length: 1_284 }, (_, at) => {
  const name =
    at === 0
      ? "Acme"
      : `${FIRST[at % FIRST.length]} ${LAST[Math.floor(at / 3) % LAST.length]}${at > 139 ? ` ${at}` : ""}`
  const slug = name
    .toLowerCase()
    .normalize("NFD")
    .replace(/[^a-z0-9]+/g, "")
  return {
    id: at === 0 ? "org_acme" : `org_${((at * 7_919_993) % 2 ** 31).toString(36)}`,
    name,
    billingEmail: at % 9 === 8 ? null : `accounts@${slug.slice(0, 14)}.example`,
    plan: PLAN_WORDS[(at * 5) % 3]!,
    devPlan: DEV_PLANS[(at * 7) % 4]!,
    creditsMicros: at % 11 === 10 ? -((at * 37_700_000) % 90_000_000) : (at * 911_350_000) % 4_000_000_000,
    allTimeCreditsMicros: ((at * 911_350_000) % 4_000_000_000) + ((at * 137_000_000) % 9_000_000_000),
    totalSpentCents: at % 41 === 40 ? 0 : (at * 77_731) % 1_900_000,
    status: at % 23 === 22 ? "inactive" : at % 97 === 96 ? "deleted" : "active",
    createdAt: at % 41 === 40 ? null : ago(at * 9.3 * HOUR_MS),
    stub: at % 41 === 40,
  }
})

const TYPES = [
  ["customer.subscription.updated", "sub"],
  ["invoice.paid", "in"],
  ["invoice.finalized", "in"],
  ["customer.created", "cus"],
  ["charge.refunded", "ch"],
  ["payment_intent.succeeded", "pi"],
  ["customer.subscription.deleted", "sub"],
] as const
const LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"
export const token = (seed: number, length = 14) => {
  let state = Math.imul(seed + 1, 2_654_435_761) >>> 0
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return LETTERS[(state >>> 16) % LETTERS.length]
  }).join("")
}

export const deliveryAt = (at: number, receivedAt = ago(at * 4 * MINUTE_MS + 11 * SECOND_MS)): Delivery => {
  const [type, prefix] = TYPES[at % TYPES.length]!
  const status =
    type === "payment_intent.succeeded" ? "ignored" : at % 31 === 4 ? "parked" : at === 0 ? "received" : "applied"
  return {
    provider: "stripe",
    deliveryId: `evt_1Q${token(at + 3, 22)}`,
    type,
    status,
    reason:
      status === "ignored"
        ? "payments are read from their invoice"
        : status === "parked"
          ? "subscription item si_1QwT names price price_pro_month_eur, whose currency has no rate on 12 Nov"
          : null,
    livemode: at % 17 !== 9,
    objectId: `${prefix}_1Q${token(at + 11)}`,
    customerId: type === "payment_intent.succeeded" ? null : `cus_${token(at % 40, 12)}`,
    attempts: status === "parked" ? 10 : status === "received" ? 0 : 1,
    sizeBytes: 1_840 + at * 37,
    receivedAt,
    occurredAt: instant(msOf(receivedAt) - 1_400),
    appliedAt: status === "received" || status === "parked" ? null : instant(msOf(receivedAt) + 420),
  }
}

export const payloadOf = ({ deliveryId, type, objectId, customerId, livemode, occurredAt }: Delivery): string =>
  JSON.stringify({
    id: deliveryId,
    object: "event",
    api_version: "2026-09-30.basil",
    created: Math.floor(msOf(occurredAt!) / 1_000),
    livemode,
    type,
    pending_webhooks: 1,
    request: { id: "req_pZQ0Qy4nTmr6ZQ", idempotency_key: "b0a3c5f0-1f6e-4a58-9f0e-0a6a5a4f1d11" },
    data: {
      object: {
        id: objectId,
        object: type.split(".")[0],
        customer: customerId,
        currency: "usd",
        status: "active",
        items: {
          object: "list",
          data: [
            {
              id: "si_1QwT",
              price: { id: "price_pro_month", unit_amount: 6900, recurring: { interval: "month", interval_count: 1 } },
              quantity: 31,
            },
          ],
        },
        metadata: { organization: "org_acme", note: 'say "hello": it is quoted' },
      },
      previous_attributes: { items: { data: [{ quantity: 25 }] } },
    },
  })

export const hash = (seed: number) =>
  Array.from({ length: 4 }, (_, at) => Buffer.from(token(seed * 7 + at, 8)).toString("hex")).join("")
export const PEOPLE = [
  { personId: "per_ines", label: "Ines Okafor", role: "staff admin" },
  { personId: "per_tom", label: "Tom Abel", role: "staff support" },
  { personId: "console", label: "Watchbill", role: "console" },
]

export const entryAt = (seq: number, at = ago((220 - seq) * 47 * MINUTE_MS)): AuditEntry => {
  const kind = seq % 4
  return {
    scope: "platform",
    seq,
    at,
    actor: PEOPLE[seq % 3]!,
    action: ["webhook.replayed", "export.requested", "settings.changed", "person.signedIn"][kind]!,
    target: [
      { kind: "delivery", id: `evt_1Q${token(seq, 22)}` },
      { kind: "export", id: hash(seq).slice(0, 20) },
      { kind: "settings", id: "general" },
      { kind: "person", id: "per_ines" },
    ][kind]!,
    before: kind === 2 ? { reportingZone: "UTC", discounts: "forever", rates: [] } : null,
    after:
      kind === 2
        ? {
            reportingZone: "Europe/Berlin",
            discounts: "active",
            rates: [{ currency: "eur", day: "2026-01-01", rate: "1.0842" }],
          }
        : kind === 1
          ? { list: "organizations", filter: { plan: "pro", sort: "name", order: "asc" } }
          : null,
    requestId: `req_${hash(seq).slice(20, 34)}`,
    address: kind === 3 ? null : "203.0.113.0",
    agent: kind === 3 ? null : "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36",
    previousHash: hash(seq - 1),
    hash: hash(seq),
  }
}

const WEEK_MS = 168 * HOUR_MS
export const exportAt = (at: number): z.infer<typeof Export> => {
  const status = (["ready", "ready", "failed", "ready", "writing"] as const)[at % 5]!
  const requestedAt = instant(Date.now() - at * 11 * HOUR_MS - 5 * MINUTE_MS)
  return {
    exportId: hash(at).slice(0, 20),
    format: "csv",
    list: ["organizations", "webhooks", "audit"][at % 3]!,
    filter: [{ plan: "pro", sort: "name", order: "asc" }, { status: "parked" }, {}][at % 3]!,
    status,
    reason: status === "failed" ? "The table did not answer for five minutes. Ask again." : null,
    rows: status === "ready" ? 1_284 + at * 17 : 0,
    sizeBytes: status === "ready" ? 148_200 + at * 9_100 : 0,
    requestedBy: PEOPLE[at % 2]!.label,
    requestedAt,
    readyAt: status === "ready" ? instant(msOf(requestedAt) + 4_000) : null,
    expiresAt: instant(msOf(requestedAt) + WEEK_MS),
  }
}

export const SETTINGS: z.infer<typeof SavedSettings> = {
  revision: 3,
  reportingZone: "UTC",
  reportingCurrency: "usd",
  discounts: "forever",
  rates: [
    { currency: "eur", day: "2026-01-01", rate: "1.0842" },
    { currency: "eur", day: "2026-07-01", rate: "1.1015" },
    { currency: "gbp", day: "2026-01-01", rate: "1.2711" },
  ],
}

const price = (priceId: string, name: string, unit: string, subscriptions: number) => ({
  priceId,
  name,
  currency: "usd",
  unit,
  cadence: { interval: "month", count: 1 } as const,
  subscriptions,
})
export const PLANS: z.infer<typeof SavedPlans> = {
  terms: [
    { priceId: "price_pro", product: "plan", tier: "pro", creditsMicros: 0, from: "2025-01-01" },
    { priceId: "price_dev_lite", product: "devPlan", tier: "lite", creditsMicros: 20_000_000, from: "2026-02-01" },
    { priceId: "price_dev_lite", product: "devPlan", tier: "lite", creditsMicros: 10_000_000, from: "2025-06-01" },
    { priceId: "price_dev_max", product: "devPlan", tier: "max", creditsMicros: 200_000_000, from: "2026-12-01" },
  ],
  revision: 4,
  today: NOW.slice(0, 10),
  prices: [
    price("price_pro", "Pro", "4900", 312),
    price("price_dev_lite", "Dev Lite", "1000", 48),
    price("price_enterprise", "Enterprise", "64900", 21),
    price("price_pro_old", "Pro, until 2024", "3900", 7),
  ],
}
