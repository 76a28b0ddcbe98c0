import { useAddress } from "../../address.ts"
import { liveMovements } from "../../data/movements.ts"
import { usePage } from "../../shell/page.ts"
import { MovementRows } from "./movement-rows.tsx"
import { MovementsView } from "./movements-view.tsx"

/** How many months the page shows; the usual ones hold the same month of the year before. */
export const MONTHS = ["6", "13", "24"] as const
const USUAL_MONTHS = "13"

/** How MRR came to be what it is: month by month, by cohorts, and row by row. What is looked at stands in the address. */
export default function MovementsPage() {
  const address = useAddress(
    {
      ...{ months: USUAL_MONTHS, month: "", cohorts: "customers" },
      ...{ kind: "", currency: "", search: "", cursor: "", page: "", open: "" },
    },
    ["open", "months", "cohorts"],
  )
  const { field } = address
  const count = () => MONTHS.find((months) => months === field("months")) ?? USUAL_MONTHS
  const month = () => (/^\d{4}-(0[1-9]|1[0-2])$/.test(field("month")) ? field("month") : undefined)
  const movements = liveMovements(() => ({ months: Number(count()) }))
  usePage({ refresh: movements.refresh })
  return (
    <>
      <MovementsView
        of={movements}
        count={count()}
        month={month()}
        measure={field("cohorts") === "mrr" ? "mrr" : "customers"}
        href={address.href}
      />
      <MovementRows month={month()} address={address} />
    </>
  )
}
