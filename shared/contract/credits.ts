import * as z from "zod/mini"
import { Day, Instant } from "../time.ts"
import { endpoint, page, queryCount, STAFF } from "./endpoint.ts"
import { PathId } from "./id.ts"

/** Who sees an organization's credits. */
const READERS = { staff: STAFF, members: ["owner", "admin"] } as const

/** What a ledger entry is about. */
export const EntryType = z.enum([
  "subscription_start",
  "subscription_renewal",
  "subscription_cancel",
  "subscription_end",
  "credit_topup",
  "credit_refund",
  "credit_gift",
  "dev_plan_start",
  "dev_plan_upgrade",
  "dev_plan_downgrade",
  "dev_plan_cancel",
  "dev_plan_end",
  "dev_plan_renewal",
  "usage",
  "usage_adjust",
  "expiry",
  "manual_adjust",
])
export type EntryType = z.infer<typeof EntryType>

/** The account on the other side of an entry: where credits come from, and where they go. */
export const ContraAccount = z.enum(["plan", "devPlan", "stripe", "promotion", "usage", "expired", "adjustment"])

/** One movement of an organization's credits. Amounts are signed integer micro-dollars; an entry is never changed. */
export const LedgerEntry = z.object({
  organizationId: z.string(),
  /** 1 for the first, without gaps. */
  seq: z.number(),
  type: EntryType,
  amountMicros: z.number(),
  contra: ContraAccount,
  /** What made it: a request, a day of usage, another entry, an object of Stripe's. */
  source: z.object({ kind: z.string(), id: z.string() }),
  /** Who made it, by the name of then. */
  actor: z.object({ personId: z.nullable(z.string()), label: z.string(), role: z.string() }),
  comment: z.nullable(z.string()),
  at: Instant,
  /** From when on what is left of it is gone; null where it stays. */
  expiresAt: z.nullable(Instant),
  balanceMicros: z.number(),
  previousHash: z.string(),
  /** SHA-256 of all of the above, as canonical JSON. */
  hash: z.string(),
})
export type LedgerEntry = z.infer<typeof LedgerEntry>

/** How a recount ended. unfinished: it holds as far as it was looked at, and there is more than one look can see. */
const Verdict = z.enum(["ok", "broken", "empty", "unfinished"])

export const readCredits = endpoint({
  method: "GET",
  path: "/api/organizations/{organizationId}/credits",
  who: READERS,
  shows: ["money"],
  summary: "The credits of an organization: balance, what was ever granted, how fast they go, and what expires.",
  input: z.object({ organizationId: PathId }),
  output: z.object({
    balanceMicros: z.number(),
    /** Everything that was ever granted: plans, top-ups, gifts, adjustments upward. */
    grantedMicros: z.number(),
    entryCount: z.number(),
    /** What usage cost in the last seven days, up to now, settled or not. */
    weekMicros: z.number(),
    /** How many days the balance lasts at that rate; null where nothing was used, 0 where nothing is left. */
    runwayDays: z.nullable(z.number()),
    /** What is left of credits that expire, the soonest first. */
    expiring: z.array(z.object({ seq: z.number(), expiresAt: Instant, leftMicros: z.number() })),
    /** How the last nightly recount ended; null before the first. */
    check: z.nullable(z.object({ verdict: Verdict, faultCount: z.number(), checkedAt: Instant })),
    /** What the caller may still gift: at once, and today; null for those who may not. */
    mayGift: z.nullable(z.object({ atOnceMicros: z.number(), todayMicros: z.number() })),
    asOf: Instant,
    version: z.number(),
  }),
})
export type Credits = z.infer<typeof readCredits.output>

/** What narrows a ledger; its CSV shares it. */
export const EntryFilter = z.object({ type: z.optional(EntryType) })
export type EntryFilter = z.infer<typeof EntryFilter>

export const listCreditEntries = endpoint({
  method: "GET",
  path: "/api/organizations/{organizationId}/credits/entries",
  who: READERS,
  shows: ["money"],
  summary: "The ledger of an organization, the newest entry first.",
  input: z.extend(EntryFilter, {
    organizationId: PathId,
    limit: queryCount(1, 200, 50),
    cursor: z.optional(z.string()),
  }),
  output: z.extend(page(LedgerEntry), { version: z.number() }),
})

export const verifyCredits = endpoint({
  method: "GET",
  path: "/api/organizations/{organizationId}/credits/verification",
  who: READERS,
  shows: ["money"],
  summary:
    "Recounts a ledger from its first entry: the chain of hashes, the numbers without gaps, the balance as the sum of entries, usage entries against what the cubes say that usage cost.",
  input: z.object({ organizationId: PathId }),
  output: z.object({
    verdict: Verdict,
    entryCount: z.number(),
    /** What is wrong, in words, each with where. */
    faults: z.array(z.object({ where: z.string(), what: z.string() })),
    sumMicros: z.number(),
    balanceMicros: z.number(),
    asOf: Instant,
  }),
})
export type CreditsVerification = z.infer<typeof verifyCredits.output>

const AMOUNT = /^\d{1,9}(\.\d{1,2})?$/
/** Whether a text is an amount that can be given: dollars above 0 with two decimals at most. */
export const isGiftAmount = (text: string): boolean => AMOUNT.test(text) && /[1-9]/.test(text)

const GiftAmount = z.pipe(
  z.pipe(
    z.union([z.string(), z.number()]),
    z.transform((told: string | number) => String(told)),
  ),
  z.string().check(
    z.refine(isGiftAmount, {
      error: "This is no amount of dollars that can be given",
      params: { wanted: "dollars above 0 with at most two decimals, like 25.00" },
    }),
  ),
)

export const COMMENT_CHARACTERS_MAX = 500
const isText = z.refine<string>((text) => !/[\p{Cc}--[\n]]/v.test(text), "A comment is text")

export const giftCredits = endpoint({
  method: "POST",
  path: "/api/organizations/{organizationId}/credits/gifts",
  who: { staff: ["admin", "support"], members: [] },
  shows: [],
  summary:
    "Gives an organization credits, once for each idempotency key of a caller: up to the role's cap at once and a day (admin $10,000, support $100). Audited.",
  input: z.object({
    organizationId: PathId,
    amountUsd: GiftAmount,
    comment: z.optional(z.string().check(z.trim(), z.maxLength(COMMENT_CHARACTERS_MAX), isText)),
    /** The last day on which it can be used, in the reporting zone; unsaid, it stays. */
    expiresOn: z.optional(Day),
  }),
  output: LedgerEntry,
  status: 201,
  freshSignIn: "everybody",
  idempotent: true,
})
