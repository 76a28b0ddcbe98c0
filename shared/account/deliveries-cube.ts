import type { DeliveryStatus } from "../contract/webhooks.ts"
import type { CubeKind, FactRow } from "../cube/kind.ts"
import { named } from "../named.ts"

/** How many deliveries of a bucket stand at each status, and of which types they are. */
export interface Deliveries {
  statuses: Partial<Record<DeliveryStatus, number>>
  types: Record<string, number>
}
interface Body {
  status: DeliveryStatus
  type: string
}

const add = (into: Record<string, number>, name: string, count: number) => {
  into[name] = (into[name] ?? 0) + count
}

function merge(cubes: readonly Deliveries[]): Deliveries {
  const sum: Deliveries = { statuses: {}, types: named() }
  for (const { statuses, types } of cubes) {
    for (const [status, count] of Object.entries(statuses)) add(sum.statuses, status, count)
    for (const [type, count] of Object.entries(types)) add(sum.types, type, count)
  }
  return sum
}

/** The inbox by hour and day: the webhooks page counts with it and skips days without a delivery. */
export const deliveriesCube: CubeKind<Body, Deliveries> = {
  name: "deliveries",
  version: 1,
  levels: ["hour", "day"],
  families: ["delivery"],
  facts: "deliveries",
  clock: "machine",
  lanes: 0,
  empty: { statuses: {}, types: {} },
  fold: (facts: readonly FactRow<Body>[]) =>
    merge(facts.map(({ body }) => ({ statuses: { [body.status]: 1 }, types: Object.fromEntries([[body.type, 1]]) }))),
  merge,
}
