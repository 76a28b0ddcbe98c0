import "../../../web/src/ui/tokens.css"
import "../../../web/src/ui/base.css"
import "../../../web/src/shell/shell.css"
import { Route, Router } from "@solidjs/router"
import { createSignal } from "solid-js"
import { createStore, reconcile } from "solid-js/store"
import { render } from "solid-js/web"
import type { Overview } from "#shared/contract/overview.ts"
import { useAddress } from "../../../web/src/address.ts"
import { Problem } from "../../../web/src/api.ts"
import { OverviewView } from "../../../web/src/pages/overview/overview-view.tsx"
import { rangeBetween, rangeNamed, USUAL_RANGE } from "../../../web/src/pages/overview/window.ts"
import { setReporting } from "../../../web/src/reporting.ts"
import { DAY, emptyOverview, overviewOf } from "./overview-fixture.ts"

/** The overview over an answer that the address chooses, so that every state of it can be looked at: `?state=`. */

const broken = new Problem({
  status: 503,
  code: "notStored",
  title: "Could not load",
  detail: "The answer took longer than 10 s.",
  requestId: "req_71c0f4",
})

const STATES: Record<string, (days: number) => { data?: Overview; error?: Problem; loading?: boolean }> = {
  usual: (days) => ({ data: overviewOf({ days }) }),
  empty: () => ({ data: emptyOverview() }),
  failed: () => ({ error: broken }),
  forbidden: () => ({ error: new Problem({ status: 403, title: "Not allowed", detail: "This is for staff." }) }),
  stale: (days) => ({ data: overviewOf({ days }), error: broken }),
  loading: () => ({ loading: true }),
  "one-day": (days) => ({ data: overviewOf({ days, historyDays: 1 }) }),
  "late-invoices": (days) => ({ data: overviewOf({ days, invoiceDays: 10 }) }),
  huge: (days) => ({ data: overviewOf({ days, times: 1_234_567 }) }),
  falling: (days) => ({ data: overviewOf({ days, falling: true }) }),
  "broken-month": (days) => {
    const data = overviewOf({ days })
    return { data: { ...data, month: { ...data.month!, endCents: data.month!.endCents - 100 } } }
  },
  "broken-part": (days) => {
    const data = overviewOf({ days })
    return { data: { ...data, recentMovements: data.recentMovements.map((row) => ({ ...row, at: "never" })) } }
  },
  "parts-failed": (days) => {
    const data = overviewOf({ days })
    const failed = (["activity", "signups", "platform"] as const).map((part) => ({ part, requestId: `req_${part}` }))
    return {
      data: { ...data, activity: null, platform: null, series: { ...data.series, signups: null }, failed },
    }
  },
  outdated: (days) => {
    const data = overviewOf({ days })
    return { data: { ...data, cubes: { ...data.cubes, revenue: { ...data.cubes["revenue"]!, outdated: true } } } }
  },
  still: (days) => {
    const data = overviewOf({ days })
    const series = { ...data.series, movements: [], signups: [], revenue: [] }
    return { data: { ...data, series } }
  },
  "no-rate": (days) => {
    const data = overviewOf({ days })
    return {
      data: {
        ...data,
        mrrCents: null,
        arpuCents: null,
        month: null,
        byCurrency: [
          { currency: "usd", mrrCents: data.mrrCents! - 420_000, convertedCents: data.mrrCents! - 420_000 },
          { currency: "eur", mrrCents: 420_000, convertedCents: null },
        ],
        missingRates: [{ currency: "eur", day: "2026-11-03" }],
        series: {
          ...data.series,
          mrr: data.series.mrr.map((it) => (it.day < "2026-11-03" ? it : { ...it, cents: null })),
          revenue: data.series.revenue.map((it) => (it.day === "2026-11-04" ? { ...it, cents: null } : it)),
        },
      },
    }
  },
}

function Page() {
  const { field, href } = useAddress({ range: USUAL_RANGE, from: "", asOf: "", state: "usual" })
  const range = () =>
    field("from") ? rangeBetween(field("from"), field("asOf") || DAY, DAY) : rangeNamed(field("range"))
  const answer = () => STATES[field("state")]!(range().days)
  const [held, setHeld] = createStore<{ data: Overview | undefined }>({ data: answer().data })
  const [asked, setAsked] = createSignal(0)
  const refresh = () => {
    setAsked(asked() + 1)
    setHeld("data", reconcile(answer().data) as never)
  }
  return (
    <>
      <output id="asked" hidden>
        {asked()}
      </output>
      <OverviewView
        of={{
          data: () => (range() && held.data ? held.data : undefined),
          error: () => answer().error,
          loading: () => answer().loading ?? false,
          changing: () => false,
          answered: () => String(range().days),
          asOf: () => answer().data?.asOf,
          refresh,
        }}
        range={range()}
        asOf={field("asOf") || undefined}
        href={href}
      />
    </>
  )
}

const now = new URLSearchParams(location.search).get("now") ?? `${DAY}T14:02:11.000Z`
const told = { timeZone: "UTC", currency: "usd", now }
setReporting(told)
render(
  () => (
    <Router>
      <Route path="*" component={Page} />
    </Router>
  ),
  document.querySelector("main")!,
)
