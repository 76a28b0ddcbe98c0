import type { Instant } from "#shared/time.ts"
import { WayOut } from "./no-rows.tsx"
import { Empty } from "./state.tsx"
import { Time } from "./time.tsx"

/** Nothing was found as far back as one page looks: how far that is, and the way on. */
export function NoneYet(props: { one: string; through: Instant; further: string; clear: string | undefined }) {
  return (
    <Empty
      icon="columns"
      title={`No ${props.one} found yet`}
      text={
        <>
          Scanned through <Time at={props.through} />; what is older was not looked at.
        </>
      }
    >
      <WayOut href={props.further}>Continue</WayOut>
      {props.clear && <a href={props.clear}>Clear filters</a>}
    </Empty>
  )
}
