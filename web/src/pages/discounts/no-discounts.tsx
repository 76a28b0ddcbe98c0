import type { JSX } from "solid-js"
import { NoRows } from "../../ui/no-rows.tsx"
import { NoneTold } from "../stripe/none-told.tsx"

/** A list without a coupon: none ever, or none that matches; each with its next step, `make` where one may be made. */
export function NoDiscounts(props: {
  mode: "live" | "test"
  filterCount: number
  clear: string
  /** Where the other mode is. */
  otherMode: string
  make: JSX.Element
}) {
  return (
    <NoRows
      one="coupon"
      noneInTime=""
      filterCount={props.filterCount}
      clear={props.clear}
      anyTime={undefined}
      further={undefined}
    >
      <NoneTold
        one="coupon"
        many="coupons"
        mode={props.mode}
        otherMode={props.otherMode}
        or="or of a subscription that has one"
      >
        {props.make}
      </NoneTold>
    </NoRows>
  )
}
