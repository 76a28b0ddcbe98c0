import * as z from "zod/mini"
import { isProviderId } from "../catalog/provider-id.ts"
import { isPrice, PRICE_WANTED } from "../catalog/price.ts"
import { Instant } from "../time.ts"
import { Feature, Model, Plan, Provider } from "./catalog.ts"
import { endpoint, staff } from "./endpoint.ts"
import { Id, PathId } from "./id.ts"
import { Line } from "./line.ts"

/** Of a minute at most; beyond it nobody limits anything. */
const Limit = z.nullable(z.number().check(z.int(), z.gte(1), z.lte(1e12)))
/** How often what is changed was saved when it was read. */
const Version = z.number().check(z.int(), z.gte(1))

const CONTEXT_TOKENS_MAX = 100_000_000
const NAME_CHARACTERS_MAX = 80

/** What can be changed of a provider. */
export const ProviderWish = z.object({
  name: Line(NAME_CHARACTERS_MAX),
  isEnabled: z.boolean(),
  rateLimits: z.object({ requestsPerMinute: Limit, tokensPerMinute: Limit }),
})
export type ProviderWish = z.infer<typeof ProviderWish>

/** What can be changed of a model, prices apart. */
export const ModelWish = z.object({
  contextWindowTokens: z.nullable(z.number().check(z.int(), z.gte(1), z.lte(CONTEXT_TOKENS_MAX))),
  features: z.array(Feature).check(z.maxLength(20)),
  plans: z.array(Plan).check(z.maxLength(10)),
  isAvailable: z.boolean(),
})
export type ModelWish = z.infer<typeof ModelWish>

const Usd = z
  .string()
  .check(z.refine<string>(isPrice, { error: "This is no price of a million tokens", params: { wanted: PRICE_WANTED } }))

/** A price that is to begin, in dollars for a million tokens as decimal text. */
export const PriceWish = z.object({
  /** Unsaid: as soon as may be. */
  effectiveFrom: z.optional(Instant),
  inputUsd: Usd,
  outputUsd: Usd,
  cachedUsd: Usd,
})
export type PriceWish = z.infer<typeof PriceWish>

/** A provider's id is part of its secret's name, which takes no other characters. */
const ProviderId = z.string().check(
  z.refine<string>(isProviderId, {
    error: "This is no id of a provider",
    params: { wanted: "1 to 100 letters, digits and . _ + = @ -, beginning with a letter or a digit" },
  }),
)

/** A secret as providers give it: printable, without a space. */
const KEY = /^[\x21-\x7e]{1,4096}$/
export const isProviderKey = (text: string): boolean => KEY.test(text)
const ProviderKey = z.string().check(
  z.refine<string>(isProviderKey, {
    error: "This is no key of a provider",
    params: { wanted: "1 to 4096 printable characters without a space" },
  }),
)

const admin = { who: staff.admin, shows: [] } as const

export const createProvider = endpoint({
  ...admin,
  method: "POST",
  path: "/api/catalog/providers",
  summary: "Puts a provider of models into the catalog, by the name that usage events give it. Audited.",
  input: z.extend(ProviderWish, { providerId: ProviderId }),
  output: Provider,
  status: 201,
})

export const saveProvider = endpoint({
  ...admin,
  method: "PUT",
  path: "/api/catalog/providers/{providerId}",
  summary: "Replaces what a provider is and may, of the `version` that was read. Audited.",
  input: z.extend(ProviderWish, { providerId: PathId, version: Version }),
  output: Provider,
})

export const setProviderKey = endpoint({
  ...admin,
  method: "POST",
  path: "/api/catalog/providers/{providerId}/key",
  summary:
    "Keeps a provider's default key in Secrets Manager, in the place of the one before; the console never reads it back. Audited.",
  input: z.object({ providerId: PathId, key: ProviderKey }),
  output: Provider,
  idempotent: true,
})

export const createModel = endpoint({
  ...admin,
  method: "POST",
  path: "/api/catalog/models",
  summary:
    "Puts a model of a provider into the catalog, by the name that usage events give it; its prices come after. Audited.",
  input: z.extend(ModelWish, { providerId: PathId, name: Id }),
  output: Model,
  status: 201,
})

export const saveModel = endpoint({
  ...admin,
  method: "PUT",
  path: "/api/catalog/models/{modelId}",
  summary: "Replaces what a model can do and who may use it, of the `version` that was read. Audited.",
  input: z.extend(ModelWish, { modelId: PathId, version: Version }),
  output: Model,
})

export const setPrice = endpoint({
  ...admin,
  method: "POST",
  path: "/api/catalog/models/{modelId}/prices",
  summary:
    "Has a price begin at an instant from 15 minutes ahead on; one that was to begin at that instant is replaced. A price that has begun, or begins within 15 minutes, is never changed. Audited.",
  input: z.extend(PriceWish, { modelId: PathId, version: Version }),
  output: Model,
})

export const withdrawPrice = endpoint({
  ...admin,
  method: "POST",
  path: "/api/catalog/models/{modelId}/prices/withdraw",
  summary: "Takes back a price that begins more than 15 minutes from now. Audited.",
  input: z.object({ modelId: PathId, version: Version, effectiveFrom: Instant }),
  output: Model,
})
