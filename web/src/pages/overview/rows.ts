import type { DEFINITIONS } from "#shared/revenue/definitions.ts"

export interface Rows {
  href: string
  /** What is seen there. */
  text: string
}

const SUBSCRIPTIONS = { href: "/admin/webhooks?search=customer.subscription", text: "Subscription deliveries" }
const MOVEMENTS = { href: "/admin/revenue/movements#movements", text: "Movements" }
const DAYS = { href: "#signups-and-revenue", text: "Signups by day" }

/** Where the rows behind a figure are seen. Jobs and tokens have no page of their own. */
export const ROWS = {
  mrr: SUBSCRIPTIONS,
  totalSubscribers: SUBSCRIPTIONS,
  newSubscribersThisMonth: MOVEMENTS,
  churnRate: MOVEMENTS,
  churnRate30d: MOVEMENTS,
  arpu: SUBSCRIPTIONS,
  movements: MOVEMENTS,
  recent: MOVEMENTS,
  month: MOVEMENTS,
  revenue: { href: "/admin/webhooks?search=invoice.", text: "Invoice deliveries" },
  signupsToday: DAYS,
  activeCompanies: { href: "/admin/organizations", text: "Organizations" },
  invoicesSent24h: { href: "/admin/webhooks?search=invoice.&last=24h", text: "Invoice deliveries of 24 hours" },
  pastDue: SUBSCRIPTIONS,
  committed: SUBSCRIPTIONS,
  trial: SUBSCRIPTIONS,
  paused: SUBSCRIPTIONS,
  usageRevenue: { href: "/admin/webhooks?search=invoice.paid", text: "Deliveries of paid invoices" },
  platform: { href: "/admin/organizations", text: "Organizations" },
} as const satisfies Partial<Record<keyof typeof DEFINITIONS, Rows>>

/** The rows of a figure, when they can be seen. */
export const rowsOf = (figure: keyof typeof DEFINITIONS): Rows | undefined =>
  (ROWS as Partial<Record<keyof typeof DEFINITIONS, Rows>>)[figure]
