import type { Instant } from "#shared/time.ts"
import { NoRows } from "../../ui/no-rows.tsx"
import { NoneTold } from "../stripe/none-told.tsx"

/** A list without a transaction: none ever, none in this time, or none that matches; each with its next step. */
export function NoTransactions(props: {
  mode: "live" | "test"
  /** How many filters besides the time narrow the list. */
  filterCount: number
  clear: string
  anyTime: string | undefined
  /** Where the other mode is. */
  otherMode: string
  scannedTo: Instant | null
  further: string | undefined
}) {
  return (
    <NoRows
      one="transaction"
      noneInTime="No transactions in this time"
      timeText="Other times may have some: transactions are kept for good."
      filterCount={props.filterCount}
      clear={props.clear}
      anyTime={props.anyTime}
      scannedTo={props.scannedTo}
      further={props.further}
    >
      <NoneTold one="charge" many="transactions" mode={props.mode} otherMode={props.otherMode} />
    </NoRows>
  )
}
