import type * as z from "zod/mini"
import { type CreditAlerts, readCreditAlerts, setCreditAlerts } from "#shared/contract/credit-alerts.ts"
import {
  type Credits,
  type CreditsVerification,
  type EntryType,
  giftCredits,
  type LedgerEntry,
  listCreditEntries,
  readCredits,
  verifyCredits,
} from "#shared/contract/credits.ts"
import { call } from "../api.ts"
import { liveQuery } from "../live-query.ts"

export type { CreditAlerts, Credits, CreditsVerification, EntryType, LedgerEntry }
/** What somebody wants to give. */
export type GiftWish = Pick<z.input<typeof giftCredits.input>, "comment" | "expiresOn"> & { amountUsd: string }

/** The running hour's usage moves the runway though nothing is entered. */
const AGAIN_MS = 60_000

/** An organization's balance and how fast it goes, current while the page is open. */
export const liveCredits = (organizationId: string) =>
  liveQuery(readCredits, () => ({ organizationId }), {
    topics: [`organization:${organizationId}`],
    again: () => AGAIN_MS,
  })

/** One page of an organization's ledger, the newest first. */
export const liveEntries = (organizationId: string, ask: () => { type?: EntryType; cursor?: string }) =>
  liveQuery(listCreditEntries, () => ({ organizationId, ...ask() }), {
    topics: [`organization:${organizationId}`],
    key: "hash",
  })

/** An organization's low-credit thresholds, and how each stands. */
export const liveCreditAlerts = (organizationId: string) =>
  liveQuery(readCreditAlerts, () => ({ organizationId }), { topics: [`organization:${organizationId}`] })

/** Replaces the low-credit thresholds; refused with `staleSignIn` when the sign-in is older than five minutes. */
export const setAlerts = (organizationId: string, thresholdsUsd: readonly string[]) =>
  call(setCreditAlerts, { organizationId, thresholdsUsd: [...thresholdsUsd] })

/** The ledger recounted, when somebody asks for it. */
export const recountCredits = (organizationId: string): Promise<CreditsVerification> =>
  call(verifyCredits, { organizationId })

/** Gives credits; the same key again gives no more. */
export const giveCredits = (organizationId: string, wish: GiftWish, idempotencyKey: string): Promise<LedgerEntry> =>
  call(giftCredits, { organizationId, ...wish }, { idempotencyKey })
