import type { Component } from "solid-js"

/** A page that comes when it is first wanted. */
interface LazyPage {
  load: () => Promise<{ default: Component }>
  /**
   * What the page asks the API for at once, as the page asks it: the same address to the letter. `:name` is of the page's path,
   * `{field=usual}` of its search. Asked beside the page; what the page asks otherwise, it asks again itself.
   */
  asks: readonly string[]
}

const page = (load: LazyPage["load"], ...asks: string[]): LazyPage => ({ load, asks })

const ORGANIZATION = "/api/organizations/:organizationId"
const METRICS = `${ORGANIZATION}/metrics?window={window=1d}&compare=previous`
const boardOf = (api: string): string[] => [
  `${api}?days={days=30}&compare=previous`,
  ...["timeseries", "timeseries/by-user", "repos", "prs"].map((part) => `${api}/${part}?days={days=30}`),
]

const organizationPage = page(() => import("./pages/organization/organization-page.tsx"), ORGANIZATION)
const metricsPage = page(() => import("./pages/metrics/metrics-page.tsx"), METRICS, ORGANIZATION)
const membersPage = page(() => import("./pages/members/members-page.tsx"), ORGANIZATION, `${ORGANIZATION}/members`)
const costPage = page(() => import("./pages/cost/cost-page.tsx"), METRICS, ORGANIZATION)
const usagePage = () => import("./pages/usage/usage-page.tsx")

/** The sign-in, which stands outside of the frame that all other pages share. */
export const SIGN_IN = "/sign-in"
export const signInPage = page(() => import("./pages/sign-in/sign-in-page.tsx"))

/** Every other page, by its address as the router writes it. */
export const PAGES: Readonly<Record<string, LazyPage>> = {
  "/admin/operations/overview": page(() => import("./pages/overview/overview-page.tsx"), "/api/overview?days=90"),
  "/admin/revenue/movements": page(
    () => import("./pages/movements/movements-page.tsx"),
    "/api/movements?months={months=13}",
    "/api/movements/rows",
  ),
  "/admin/revenue/subscriptions": page(
    () => import("./pages/subscriptions/subscriptions-page.tsx"),
    "/api/subscriptions?sort=mrr&order=desc",
  ),
  "/admin/revenue/discounts": page(
    () => import("./pages/discounts/discounts-page.tsx"),
    "/api/discounts?sort=offMonth&order=desc",
  ),
  "/admin/revenue/failed-payments": page(
    () => import("./pages/failed-payments/failed-payments-page.tsx"),
    "/api/failed-payments",
  ),
  "/admin/revenue/transactions": page(() => import("./pages/transactions/transactions-page.tsx"), "/api/transactions"),
  "/admin/revenue/disputes": page(() => import("./pages/disputes/disputes-page.tsx"), "/api/disputes"),
  "/admin/revenue/disputes/:mode/:disputeId": page(
    () => import("./pages/dispute/dispute-page.tsx"),
    "/api/disputes/:mode/:disputeId",
  ),
  "/admin/revenue/reconciliation": page(
    () => import("./pages/reconciliation/reconciliation-page.tsx"),
    "/api/reconciliations",
  ),
  "/admin/organizations": page(
    () => import("./pages/organizations/organizations-page.tsx"),
    "/api/organizations?sort=createdAt&order=desc&limit=50",
    "/api/organizations?status=deleted&limit=1",
  ),
  "/admin/users": page(
    () => import("./pages/users/users-page.tsx"),
    "/api/users?sort=createdAt&order=desc&limit=50",
    "/api/users?status=deleted&limit=1",
  ),
  "/admin/users/:userId": page(() => import("./pages/user/user-page.tsx"), "/api/users/:userId"),
  "/admin/organizations/:organizationId": organizationPage,
  "/admin/organizations/:organizationId/members": membersPage,
  "/admin/organizations/:organizationId/metrics": metricsPage,
  "/admin/organizations/:organizationId/cost": costPage,
  "/admin/organizations/:organizationId/credits": page(
    () => import("./pages/credits/credits-page.tsx"),
    ORGANIZATION,
    `${ORGANIZATION}/credits`,
    `${ORGANIZATION}/credits/alerts`,
    `${ORGANIZATION}/credits/entries`,
  ),
  "/admin/organizations/:organizationId/logs": page(
    () => import("./pages/organization-logs/organization-logs-page.tsx"),
    ORGANIZATION,
    `${ORGANIZATION}/logs`,
  ),
  "/admin/organizations/:organizationId/generations": page(
    () => import("./pages/generations/organization-generations-page.tsx"),
    ORGANIZATION,
    "/api/generations/figures?organizationId=:organizationId",
    "/api/generations?organizationId=:organizationId",
  ),
  "/admin/generations": page(
    () => import("./pages/generations/generations-page.tsx"),
    "/api/generations/figures",
    "/api/generations",
  ),
  "/admin/catalog/models": page(() => import("./pages/catalog/models-page.tsx"), "/api/catalog"),
  "/admin/catalog/providers": page(() => import("./pages/catalog/providers-page.tsx"), "/api/catalog"),
  "/admin/usage": page(usagePage, ...boardOf("/api/leaderboard")),
  "/admin/usage/sessions": page(() => import("./pages/sessions/sessions-page.tsx"), "/api/sessions"),
  "/admin/usage/people/:userId": page(() => import("./pages/sessions/person-page.tsx")),
  "/admin/webhooks": page(() => import("./pages/webhooks/webhooks-page.tsx"), "/api/webhooks"),
  "/admin/webhooks/:provider/:deliveryId": page(() => import("./pages/webhooks/delivery-link.tsx")),
  "/admin/audit": page(() => import("./pages/audit/audit-page.tsx"), "/api/audit"),
  "/admin/audit/access": page(() => import("./pages/access/access-page.tsx")),
  "/admin/exports": page(() => import("./pages/exports/exports-page.tsx"), "/api/exports"),
  "/admin/settings/general": page(() => import("./pages/settings/settings-page.tsx")),
  "/admin/settings/plans": page(() => import("./pages/plans/plans-page.tsx"), "/api/settings/plans"),
  "/admin/settings/outbox": page(() => import("./pages/outbox/outbox-page.tsx"), "/api/outbox"),
  "/admin/settings/ingest-keys": page(() => import("./pages/ingest-keys/ingest-keys-page.tsx")),
  "/organizations/:organizationId/overview": organizationPage,
  "/organizations/:organizationId/settings": page(
    () => import("./pages/organization-settings/organization-settings-page.tsx"),
    ORGANIZATION,
  ),
  "/organizations/:organizationId/team": membersPage,
  "/organizations/:organizationId/usage": page(usagePage, ...boardOf(`${ORGANIZATION}/leaderboard`)),
  "/organizations/:organizationId/metrics": metricsPage,
  "/organizations/:organizationId/cost": costPage,
}

/** The page of an address, and what it will ask there; undefined where none is fetched by its address. */
export function pageAt(path: string, search: string): LazyPage | undefined {
  if (path === SIGN_IN) return signInPage
  for (const [pattern, { load, asks }] of Object.entries(PAGES)) {
    const found = new RegExp(`^${pattern.replaceAll(/:(\w+)/g, "(?<$1>[^/]+)")}$`).exec(path)
    if (found) return { load, asks: filled(asks, found.groups ?? {}, new URLSearchParams(search)) }
  }
  return undefined
}

/** Nothing, when the search says more than the questions take over: then they are others. */
function filled(asks: readonly string[], names: Record<string, string>, search: URLSearchParams): string[] {
  const taken = new Set(asks.flatMap((ask) => [...ask.matchAll(/\{(\w+)=/g)].map(([, field]) => field!)))
  if ([...search.keys()].some((field) => !taken.has(field))) return []
  return asks.map((ask) =>
    ask
      .replaceAll(/:(\w+)/g, (_, name: string) => names[name]!)
      .replaceAll(/\{(\w+)=(\w+)\}/g, (_, field: string, usual: string) =>
        encodeURIComponent(search.get(field) || usual),
      ),
  )
}
