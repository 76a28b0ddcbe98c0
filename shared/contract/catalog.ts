import * as z from "zod/mini"
import { Instant } from "../time.ts"
import { endpoint, staff } from "./endpoint.ts"
import { IngestKey } from "./ingest-keys.ts"

/** What a model can do, as products ask for it. */
export const FEATURES = ["tools", "vision", "json", "reasoning", "caching", "streaming", "audio", "embeddings"] as const
export const Feature = z.enum(FEATURES)
export type Feature = z.infer<typeof Feature>

/** Plans that a model can be available to. */
export const PLANS = ["free", "pro", "enterprise"] as const
export const Plan = z.enum(PLANS)
export type Plan = z.infer<typeof Plan>

/** What a million tokens of each kind cost from an instant on, in integer micro-dollars, until the next price begins. */
export const Price = z.object({
  effectiveFrom: Instant,
  inputMicrosPerMillion: z.number(),
  outputMicrosPerMillion: z.number(),
  cachedMicrosPerMillion: z.number(),
})
export type Price = z.infer<typeof Price>

/** A limit of calls or tokens in a minute; null is none. */
export const RateLimits = z.object({
  requestsPerMinute: z.nullable(z.number()),
  tokensPerMinute: z.nullable(z.number()),
})
export type RateLimits = z.infer<typeof RateLimits>

/** That a provider's key was set, when and by whom; the key itself is told by nobody. */
export const DefaultKey = z.object({ setAt: Instant, setBy: IngestKey.shape.createdBy })
export type DefaultKey = z.infer<typeof DefaultKey>

export const Provider = z.object({
  /** As usage events name it. */
  providerId: z.string(),
  name: z.string(),
  isEnabled: z.boolean(),
  rateLimits: RateLimits,
  /** The key that products call it with unless they have their own; null where none was set. */
  defaultKey: z.nullable(DefaultKey),
  /** How often it was saved. */
  version: z.number(),
})
export type Provider = z.infer<typeof Provider>

export const Model = z.object({
  modelId: z.string(),
  providerId: z.string(),
  /** As usage events name it; one provider has no two of a name. */
  name: z.string(),
  contextWindowTokens: z.nullable(z.number()),
  features: z.array(Feature),
  plans: z.array(Plan),
  isAvailable: z.boolean(),
  /** Every price it ever had and those to come, the earliest first. */
  prices: z.array(Price),
  /** How often it was saved, prices included. */
  version: z.number(),
})
export type Model = z.infer<typeof Model>

/** What is taken off catalog prices of one model, or of all of a provider, in `[validFrom, validTo)`. */
export const UsageDiscount = z.object({
  discountId: z.string(),
  name: z.string(),
  providerId: z.string(),
  /** Null: every model of the provider. */
  modelId: z.nullable(z.string()),
  /** Hundredths of a percent: 1250 takes off 12.5 %. */
  percentHundredths: z.number(),
  validFrom: Instant,
  /** Null: until somebody ends it. Where it is `validFrom`, it was taken back before it began. */
  validTo: z.nullable(Instant),
  createdBy: IngestKey.shape.createdBy,
  createdAt: Instant,
})
export type UsageDiscount = z.infer<typeof UsageDiscount>

/** Everything that stands in the catalog. */
export const Catalog = z.object({
  providers: z.array(Provider),
  models: z.array(Model),
  discounts: z.array(UsageDiscount),
})
export type Catalog = z.infer<typeof Catalog>

export const readCatalog = endpoint({
  method: "GET",
  path: "/api/catalog",
  who: staff.any,
  shows: [],
  summary: "Every provider, every model with all its prices, and every usage discount.",
  input: z.object({}),
  output: z.extend(Catalog, { asOf: Instant, version: z.number() }),
})
