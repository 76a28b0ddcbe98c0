import { type Day, dayOf, instant, isDay } from "#shared/time.ts"
import { useAddress } from "../../address.ts"
import { liveOverview } from "../../data/overview.ts"
import { nowMs, zone } from "../../reporting.ts"
import { usePage } from "../../shell/page.ts"
import { OverviewView } from "./overview-view.tsx"
import { daysAsked, rangeBetween, rangeNamed, USUAL_RANGE } from "./window.ts"

/** /admin/operations/overview: the state of the business before coffee. `range` or `from`, and `asOf` stand in the address. */
export default function OverviewPage() {
  const { field, href } = useAddress({ range: USUAL_RANGE, from: "", asOf: "" })
  const today = () => dayOf(instant(nowMs()), zone())
  const day = (name: "from" | "asOf"): Day | undefined => dayIn(field(name))
  const asOf = () => day("asOf")
  const range = () => {
    const [from, to] = [day("from"), asOf() ?? today()]
    return from && from <= to ? rangeBetween(from, to, today()) : rangeNamed(field("range"))
  }
  const query = liveOverview(() => {
    const at = asOf()
    return { days: daysAsked(range()), ...(at ? { asOf: at } : {}) }
  })
  usePage({ refresh: query.refresh })
  return <OverviewView of={query} range={range()} asOf={asOf()} href={href} />
}

const dayIn = (text: string): Day | undefined => (isDay(text) ? text : undefined)
