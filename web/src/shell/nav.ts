import type { StaffRole } from "#shared/contract/endpoint.ts"
import { PARKED_COUNT_MAX, WAITING_COUNT_MAX } from "#shared/contract/me.ts"
import type { Me } from "../data/me.ts"
import { countText } from "../format.ts"

/** One page of the console. Sidebar, breadcrumb, palette and shortcuts are all made of these. */
export interface Place {
  title: string
  path: string
  /** The letter after `g`. */
  letter?: string
  /** Other words by which the palette finds it. */
  words?: string
  /** What waits there for a person, in a word or two; undefined when nothing does. */
  waiting?: (me: Me) => string | undefined
}

export interface Area {
  title: string
  places: readonly Place[]
}

const DISPUTES_PATH = "/admin/revenue/disputes"
const USAGE_WORDS = "leaderboard sessions agents people success cost"

/** What staff see, in the order of the day: what happens, who it concerns, the record of it. */
export const STAFF_AREAS: readonly Area[] = [
  {
    title: "Operations",
    places: [
      {
        title: "Overview",
        path: "/admin/operations/overview",
        letter: "o",
        words: "mrr revenue subscribers churn arpu",
      },
    ],
  },
  {
    title: "Revenue",
    places: [
      {
        title: "Movements",
        path: "/admin/revenue/movements",
        letter: "m",
        words: "mrr churn expansion contraction cohorts quick ratio ltv trial conversion months",
      },
      {
        title: "Subscriptions",
        path: "/admin/revenue/subscriptions",
        letter: "b",
        words: "mrr plans cancel resume retry change renew stripe",
      },
      {
        title: "Discounts",
        path: "/admin/revenue/discounts",
        letter: "i",
        words: "coupons promotion codes percent off redemptions stripe",
      },
      {
        title: "Failed payments",
        path: "/admin/revenue/failed-payments",
        letter: "f",
        words: "declined card dunning retry invoices past due stripe",
      },
      {
        title: "Transactions",
        path: "/admin/revenue/transactions",
        letter: "t",
        words: "charges payments fx fees refunds net stripe",
      },
      {
        title: "Disputes",
        path: DISPUTES_PATH,
        letter: "d",
        words: "chargebacks inquiries evidence fraud warnings stripe",
        waiting: ({ waitingDisputeCount: count = 0 }) =>
          count > 0 ? `${countText(count)}${count >= WAITING_COUNT_MAX ? "+" : ""} to answer` : undefined,
      },
      {
        title: "Reconciliation",
        path: "/admin/revenue/reconciliation",
        letter: "r",
        words: "stripe compare missing repair lost webhooks difference",
      },
    ],
  },
  {
    title: "Customers",
    places: [
      {
        title: "Organizations",
        path: "/admin/organizations",
        letter: "c",
        words: "customers companies directory accounts",
      },
      {
        title: "Users",
        path: "/admin/users",
        letter: "p",
        words: "people accounts registered verified members directory",
      },
      { title: "Usage", path: "/admin/usage", letter: "u", words: USAGE_WORDS },
      {
        title: "Generations",
        path: "/admin/generations",
        letter: "g",
        words: "image language model steps components mode result",
      },
    ],
  },
  {
    title: "Catalog",
    places: [
      {
        title: "Models",
        path: "/admin/catalog/models",
        letter: "l",
        words: "catalog prices tokens plans features context usage discounts",
      },
      {
        title: "Providers",
        path: "/admin/catalog/providers",
        letter: "v",
        words: "catalog rate limits enabled models",
      },
    ],
  },
  {
    title: "Record",
    places: [
      {
        title: "Webhooks",
        path: "/admin/webhooks",
        letter: "w",
        words: "stripe deliveries inbox parked replay",
        waiting: ({ parkedCount: count = 0 }) =>
          count > 0 ? `${countText(count)}${count >= PARKED_COUNT_MAX ? "+" : ""} parked` : undefined,
      },
      { title: "Audit", path: "/admin/audit", letter: "a", words: "trail chain verify log access" },
      { title: "Exports", path: "/admin/exports", letter: "e", words: "csv download files" },
      {
        title: "Settings",
        path: "/admin/settings/general",
        letter: "s",
        words: "zone currency rates discounts general",
      },
      {
        title: "Plans",
        path: "/admin/settings/plans",
        letter: "n",
        words: "settings prices terms credits cycle dev plan tier",
      },
      {
        title: "Ingest keys",
        path: "/admin/settings/ingest-keys",
        letter: "k",
        words: "settings events door secret token wbk import",
      },
      {
        title: "Outbox",
        path: "/admin/settings/outbox",
        letter: "x",
        words: "settings mail e-mail sent sandbox alerts",
      },
    ],
  },
]

/** What members of one organization see. */
export const organizationArea = (organizationId: string): Area => ({
  title: "Organization",
  places: [
    { title: "Dashboard", path: organizationPath(organizationId), letter: "o", words: "overview identity" },
    { title: "Usage", path: usagePath(organizationId), letter: "u", words: USAGE_WORDS },
    {
      title: "Metrics",
      path: `/organizations/${encodeURIComponent(organizationId)}/metrics`,
      letter: "m",
      words: "model calls requests tokens latency errors cost",
    },
    {
      title: "Cost",
      path: organizationCostPath(organizationId),
      letter: "c",
      words: "spend money forecast month budget alerts",
    },
    {
      title: "Team",
      path: `/organizations/${encodeURIComponent(organizationId)}/team`,
      letter: "t",
      words: "members people roles owner admin",
    },
    {
      title: "Settings",
      path: organizationSettingsPath(organizationId),
      letter: "s",
      words: "ingest keys events secret low credit alerts thresholds",
    },
  ],
})

export const organizationPath = (organizationId: string): string =>
  `/organizations/${encodeURIComponent(organizationId)}/overview`

/** Who ran how many sessions in an organization. */
const usagePath = (organizationId: string): string => `/organizations/${encodeURIComponent(organizationId)}/usage`

/** One dispute. */
export const disputePath = (mode: "live" | "test", disputeId: string): string =>
  `${DISPUTES_PATH}/${mode}/${encodeURIComponent(disputeId)}`

/** What an organization's model calls cost. */
export const organizationCostPath = (organizationId: string): string =>
  `/organizations/${encodeURIComponent(organizationId)}/cost`

/** Somebody who runs sessions, as staff see them. */
export const personPath = (userId: string): string => `/admin/usage/people/${encodeURIComponent(userId)}`

/** A user of the product, as staff see them. */
export const userPath = (userId: string): string => `/admin/users/${encodeURIComponent(userId)}`

/** Generations of one person. */
export const personGenerationsPath = (userId: string): string =>
  `/admin/generations?${new URLSearchParams({ user: userId })}`

export const organizationSettingsPath = (organizationId: string): string =>
  `/organizations/${encodeURIComponent(organizationId)}/settings`

/** An organization as staff see it. */
export const directoryPath = (organizationId: string): string =>
  `/admin/organizations/${encodeURIComponent(organizationId)}`

/** Where a person begins: staff at the overview, members at the organization they were in last. */
export function homePath(
  staffRole: StaffRole | null,
  organizations: readonly { id: string }[],
  lastId?: string,
): string | undefined {
  if (staffRole) return STAFF_AREAS[0]!.places[0]!.path
  const id = organizations.find(({ id }) => id === lastId)?.id ?? organizations[0]?.id
  return id === undefined ? undefined : organizationPath(id)
}

/** The place a path belongs to, and its area. A page below a place belongs to it. */
export function placeOf(path: string, areas: readonly Area[]): { area: Area; place: Place } | undefined {
  for (const area of areas)
    for (const place of area.places)
      if (path === place.path || path.startsWith(`${place.path}/`)) return { area, place }
  return undefined
}

/** The organization a path is about, in either of its two forms. */
export function organizationIdOf(path: string): string | undefined {
  const id = /^\/(?:admin\/)?organizations\/([^/]+)/.exec(path)?.[1]
  try {
    return id === undefined ? undefined : decodeURIComponent(id)
  } catch {
    return id
  }
}
