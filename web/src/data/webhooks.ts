import {
  type Delivery,
  type DeliveryFilter,
  listDeliveries,
  readDelivery,
  replayDelivery,
} from "#shared/contract/webhooks.ts"
import { call } from "../api.ts"
import { liveQuery } from "../live-query.ts"

export type { Delivery }
export type DeliveryName = Pick<Delivery, "provider" | "deliveryId">

/** One page of the inbox, newest first. */
export const liveDeliveries = (ask: () => DeliveryFilter & { cursor?: string }, againMs: () => number | undefined) =>
  liveQuery(listDeliveries, ask, { topics: ["webhooks"], key: "deliveryId", again: againMs })

/** One delivery with its payload. */
export const liveDelivery = (name: () => DeliveryName) => liveQuery(readDelivery, name, { topics: ["webhooks"] })

/** Applies a kept delivery again; doing so twice changes nothing. */
export const replay = ({ provider, deliveryId }: DeliveryName) => call(replayDelivery, { provider, deliveryId })
