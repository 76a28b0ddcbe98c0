import type * as z from "zod/mini"
import {
  createSpendAlert,
  deleteSpendAlert,
  listSpendAlerts,
  type RaisedSpend,
  type SpendAlert,
  type SpendAlerts,
} from "#shared/contract/spend-alerts.ts"
import { call } from "../api.ts"
import { type LiveQuery, liveQuery } from "../live-query.ts"

export type { RaisedSpend, SpendAlert, SpendAlerts }
/** What a new alert is to watch. */
export type AlertWish = Omit<z.input<typeof createSpendAlert.input>, "organizationId">

const AGAIN_MS = 30_000

/** An organization's spend alerts and how they stand, current while the page is open. */
export const liveSpendAlerts = (organizationId: string): LiveQuery<SpendAlerts> =>
  liveQuery(listSpendAlerts, () => ({ organizationId }), {
    topics: [`organization:${organizationId}`],
    key: "alertId",
    again: () => AGAIN_MS,
  })

/** Has spend watched; the same key again makes no other alert. */
export const createAlert = (organizationId: string, wish: AlertWish, idempotencyKey: string) =>
  call(createSpendAlert, { organizationId, ...wish }, { idempotencyKey })

/** Ends an alert. */
export const deleteAlert = (organizationId: string, alertId: string) =>
  call(deleteSpendAlert, { organizationId, alertId })
