import { useAddress } from "../../address.ts"
import { liveOverview } from "../../data/overview.ts"
import { usePage } from "../../shell/page.ts"
import { OverviewView } from "./overview-view.tsx"
import { rangeNamed, USUAL_RANGE } from "./window.ts"

/** /admin/operations/overview: the state of the business before coffee. `range` and `asOf` stand in the address. */
export default function OverviewPage() {
  const { field, href } = useAddress({ range: USUAL_RANGE, asOf: "" })
  const range = () => rangeNamed(field("range"))
  const asOf = () => (/^\d{4}-\d\d-\d\d$/.test(field("asOf")) ? field("asOf") : undefined)
  const query = liveOverview(() => {
    const day = asOf()
    return { days: range().days, ...(day ? { asOf: day } : {}) }
  })
  usePage({ refresh: query.refresh })
  return <OverviewView of={query} range={range()} asOf={asOf()} href={href} />
}
