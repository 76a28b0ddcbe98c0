import { NoRows } from "../../ui/no-rows.tsx"
import { NoneTold } from "../stripe/none-told.tsx"

/** A list without a subscription: none ever, or none that matches; each with its next step. */
export function NoSubscriptions(props: {
  mode: "live" | "test"
  filterCount: number
  clear: string
  /** Where the other mode is. */
  otherMode: string
}) {
  return (
    <NoRows
      one="subscription"
      noneInTime=""
      filterCount={props.filterCount}
      clear={props.clear}
      anyTime={undefined}
      further={undefined}
    >
      <NoneTold one="subscription" many="subscriptions" mode={props.mode} otherMode={props.otherMode} />
    </NoRows>
  )
}
