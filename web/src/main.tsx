import "./ui/tokens.css"
import "./ui/base.css"
import { Route, Router } from "@solidjs/router"
import { lazy } from "solid-js"
import { render } from "solid-js/web"
import { readOverview } from "#shared/contract/overview.ts"
import { askAhead } from "./api.ts"
import { startLive } from "./live.ts"
import { HomePage } from "./pages/home-page.tsx"
import { NotFoundPage } from "./pages/not-found-page.tsx"
import { startTicking } from "./reporting.ts"
import { Shell } from "./shell/shell.tsx"

const SignInPage = lazy(() => import("./pages/sign-in/sign-in-page.tsx"))
const OverviewPage = lazy(() => import("./pages/overview/overview-page.tsx"))
const OrganizationsPage = lazy(() => import("./pages/organizations/organizations-page.tsx"))
const OrganizationPage = lazy(() => import("./pages/organization/organization-page.tsx"))
const UsagePage = lazy(() => import("./pages/usage/usage-page.tsx"))
const OrganizationLogsPage = lazy(() => import("./pages/organization-logs/organization-logs-page.tsx"))
const SessionsPage = lazy(() => import("./pages/sessions/sessions-page.tsx"))
const PersonPage = lazy(() => import("./pages/sessions/person-page.tsx"))
const GenerationsPage = lazy(() => import("./pages/generations/generations-page.tsx"))
const OrganizationGenerationsPage = lazy(() => import("./pages/generations/organization-generations-page.tsx"))
const MetricsPage = lazy(() => import("./pages/metrics/metrics-page.tsx"))
const WebhooksPage = lazy(() => import("./pages/webhooks/webhooks-page.tsx"))
const DeliveryLink = lazy(() => import("./pages/webhooks/delivery-link.tsx"))
const AuditPage = lazy(() => import("./pages/audit/audit-page.tsx"))
const AccessPage = lazy(() => import("./pages/access/access-page.tsx"))
const ExportsPage = lazy(() => import("./pages/exports/exports-page.tsx"))
const OrganizationSettingsPage = lazy(() => import("./pages/organization-settings/organization-settings-page.tsx"))
const IngestKeysPage = lazy(() => import("./pages/ingest-keys/ingest-keys-page.tsx"))
const SettingsPage = lazy(() => import("./pages/settings/settings-page.tsx"))

startLive()
startTicking()

render(
  () => (
    <Router>
      <Route path="/sign-in" component={SignInPage} />
      <Route component={Shell}>
        <Route path="/" component={HomePage} />
        <Route
          path="/admin/operations/overview"
          component={OverviewPage}
          preload={({ location, intent }) => {
            if (intent === "initial" && location.search === "") askAhead(readOverview, { days: 90 })
          }}
        />
        <Route path="/admin/organizations" component={OrganizationsPage} />
        <Route path="/admin/organizations/:organizationId" component={OrganizationPage} />
        <Route path="/admin/organizations/:organizationId/metrics" component={MetricsPage} />
        <Route path="/admin/usage" component={UsagePage} />
        <Route path="/admin/organizations/:organizationId/logs" component={OrganizationLogsPage} />
        <Route path="/admin/organizations/:organizationId/generations" component={OrganizationGenerationsPage} />
        <Route path="/admin/generations" component={GenerationsPage} />
        <Route path="/admin/usage/sessions" component={SessionsPage} />
        <Route path="/admin/usage/people/:userId" component={PersonPage} />
        <Route path="/admin/webhooks" component={WebhooksPage} />
        <Route path="/admin/webhooks/:provider/:deliveryId" component={DeliveryLink} />
        <Route path="/admin/audit" component={AuditPage} />
        <Route path="/admin/audit/access" component={AccessPage} />
        <Route path="/admin/exports" component={ExportsPage} />
        <Route path="/admin/settings/general" component={SettingsPage} />
        <Route path="/admin/settings/ingest-keys" component={IngestKeysPage} />
        <Route path="/organizations/:organizationId/overview" component={OrganizationPage} />
        <Route path="/organizations/:organizationId/settings" component={OrganizationSettingsPage} />
        <Route path="/organizations/:organizationId/usage" component={UsagePage} />
        <Route path="/organizations/:organizationId/metrics" component={MetricsPage} />
        <Route path="*" component={NotFoundPage} />
      </Route>
    </Router>
  ),
  document.getElementById("root")!,
)
