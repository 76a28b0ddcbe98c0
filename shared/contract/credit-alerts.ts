import * as z from "zod/mini"
import { THRESHOLDS_MAX } from "../credits/low-credit.ts"
import { Instant } from "../time.ts"
import { isGiftAmount } from "./credits.ts"
import { endpoint, STAFF } from "./endpoint.ts"
import { PathId } from "./id.ts"
import { IngestKey } from "./ingest-keys.ts"

const Amount = z.string().check(
  z.refine(isGiftAmount, {
    error: "This is no amount of dollars that can be watched for",
    params: { wanted: "dollars above 0 as decimal text with at most two decimals, like 25.00" },
  }),
)
const areDistinct = z.refine<string[]>((all) => new Set(all.map(Number)).size === all.length, {
  error: "An amount stands there twice",
  params: { wanted: "each amount once" },
})

const path = "/api/organizations/{organizationId}/credits/alerts"

export const readCreditAlerts = endpoint({
  method: "GET",
  path,
  who: { staff: STAFF, members: ["owner", "admin"] },
  shows: ["personal", "money"],
  summary: "The low-credit thresholds of an organization, and how each stands.",
  input: z.object({ organizationId: PathId }),
  output: z.object({
    /** The highest first. Not armed: the balance fell below it, and was not a tenth above it since. */
    thresholds: z.array(z.object({ amountMicros: z.number(), isArmed: z.boolean(), crossedAt: z.nullable(Instant) })),
    balanceMicros: z.number(),
    /** How many owners have an e-mail address, and so are told. */
    ownerCount: z.number(),
    setBy: z.nullable(IngestKey.shape.createdBy),
    setAt: z.nullable(Instant),
    asOf: Instant,
    version: z.number(),
  }),
})
export type CreditAlerts = z.infer<typeof readCreditAlerts.output>

export const setCreditAlerts = endpoint({
  method: "PUT",
  path,
  who: { staff: [], members: ["owner"] },
  shows: [],
  summary: `Replaces the low-credit thresholds of an organization, ${THRESHOLDS_MAX} at most, none for no mail. One that was there stays as it stands. Audited.`,
  input: z.object({
    organizationId: PathId,
    thresholdsUsd: z.array(Amount).check(z.maxLength(THRESHOLDS_MAX), areDistinct),
  }),
  output: z.object({ thresholds: readCreditAlerts.output.shape.thresholds }),
  freshSignIn: "everybody",
})
