import type { Catalog, DefaultKey, Model, Provider, UsageDiscount } from "#shared/contract/catalog.ts"
import { instant, type Instant, msOf } from "#shared/time.ts"
import { sha256Hex } from "../runtime/digest.ts"
import { ABSENT, type Condition, type Db, type Key, queryAll, type Row, type TransactWrite } from "./db.ts"

/**
 * The catalog: providers, models with all their prices, and usage discounts. One query reads all of it.
 *   pk  catalog
 *   sk  provider#<provider>
 *   sk  providerKey#<provider>   that its default key was given, and set; the key itself is in Secrets Manager alone
 *   sk  model#<model>
 *   sk  discount#<discount>
 */
const PARTITION = "catalog"
const providerKey = (providerId: string): Key => ({ pk: PARTITION, sk: `provider#${providerId}` })
const keyOfProvider = (providerId: string): Key => ({ pk: PARTITION, sk: `providerKey#${providerId}` })
const modelKey = (modelId: string): Key => ({ pk: PARTITION, sk: `model#${modelId}` })
const discountKey = (discountId: string): Key => ({ pk: PARTITION, sk: `discount#${discountId}` })

export interface CatalogProviderRow extends Row {
  provider: Omit<Provider, "version" | "defaultKey">
  version: number
}
/** Which request gave the newest key, and what was set last. */
export interface ProviderKeyRow extends Row {
  providerId: string
  token: string
  givenAt: Instant
  isSet: boolean
  defaultKey?: DefaultKey
}
export interface CatalogModelRow extends Row {
  model: Omit<Model, "version">
  version: number
}
/** A usage discount, with a hash of what its request asked for, and how often it was saved. */
export interface UsageDiscountRow extends Row {
  discount: UsageDiscount
  askedHash: string
  version: number
}

const ID_CHARACTERS = 32

/** The id of a provider's model: the same for the same name always, so that nobody makes it twice. */
export const modelIdOf = (providerId: string, name: string): string =>
  sha256Hex(`${providerId}\n${name}`).slice(0, ID_CHARACTERS)

/** The whole catalog, strongly, each kind in the order of its ids. */
export async function wholeCatalog(db: Db): Promise<Catalog> {
  const rows = await queryAll(db, { pk: PARTITION, strong: true })
  const of = (kind: string) => rows.filter((row) => row.kind === kind)
  const keys = new Map((of("providerKey") as ProviderKeyRow[]).map((row) => [row.providerId, row]))
  return {
    providers: (of("catalogProvider") as CatalogProviderRow[]).map((row) =>
      providerOfRows(row, keys.get(row.provider.providerId)),
    ),
    models: (of("catalogModel") as CatalogModelRow[]).map(modelOfRow),
    discounts: (of("usageDiscount") as UsageDiscountRow[]).map(({ discount }) => discount),
  }
}

const providerOfRows = ({ provider, version }: CatalogProviderRow, key: ProviderKeyRow | undefined): Provider => ({
  ...provider,
  defaultKey: key?.defaultKey ?? null,
  version,
})
const modelOfRow = ({ model, version }: CatalogModelRow): Model => ({ ...model, version })

/** A provider as it stands this moment. */
export async function catalogProvider(db: Db, providerId: string): Promise<Provider | undefined> {
  const [row, key] = await Promise.all([
    db.get(providerKey(providerId), { strong: true }),
    providerKeyOf(db, providerId),
  ])
  return row && providerOfRows(row as CatalogProviderRow, key)
}

/** What stands of a provider's default key this moment. */
export const providerKeyOf = async (db: Db, providerId: string): Promise<ProviderKeyRow | undefined> =>
  (await db.get(keyOfProvider(providerId), { strong: true })) as ProviderKeyRow | undefined

/** A model as it stands this moment. */
export async function catalogModel(db: Db, modelId: string): Promise<Model | undefined> {
  const row = await db.get(modelKey(modelId), { strong: true })
  return row && modelOfRow(row as CatalogModelRow)
}

/** A usage discount as it stands this moment. */
export const usageDiscount = async (db: Db, discountId: string): Promise<UsageDiscountRow | undefined> =>
  (await db.get(discountKey(discountId), { strong: true })) as UsageDiscountRow | undefined

/** Refused unless the version before stands; the first, unless nothing does. */
const after = (version: number): Condition => (version === 1 ? ABSENT : { eq: ["version", version - 1] })

/** The write of a provider's next version. */
export const providerSaved = ({ providerId, name, isEnabled, rateLimits, version }: Provider): TransactWrite => ({
  put: {
    ...providerKey(providerId),
    kind: "catalogProvider",
    provider: { providerId, name, isEnabled, rateLimits },
    version,
  },
  when: after(version),
})

/** A key that was given and not set since holds up the next one for so long. */
const GIVEN_MS_MAX = 60_000

/** The write that notes that a request gives a provider's key; refused while another one is being set. */
export const providerKeyGiven = (providerId: string, token: string, at: Instant): TransactWrite => ({
  update: keyOfProvider(providerId),
  set: { kind: "providerKey", providerId, token, givenAt: at, isSet: false },
  when: {
    any: [{ absent: "token" }, { eq: ["isSet", true] }, { lt: ["givenAt", instant(msOf(at) - GIVEN_MS_MAX)] }],
  },
})

/** Notes that the key of a request was set; refused when another one was given since. */
export const noteProviderKeySet = (db: Db, providerId: string, token: string, defaultKey: DefaultKey) =>
  db.write({
    update: keyOfProvider(providerId),
    set: { isSet: true, defaultKey },
    when: { eq: ["token", token] },
  })

/** The write of a model's next version. */
export const modelSaved = ({ version, ...model }: Model): TransactWrite => ({
  put: { ...modelKey(model.modelId), kind: "catalogModel", model, version },
  when: after(version),
})

/** The write of a usage discount's next version. */
export const usageDiscountSaved = (
  discount: UsageDiscount,
  { askedHash, version }: Pick<UsageDiscountRow, "askedHash" | "version">,
): TransactWrite => ({
  put: { ...discountKey(discount.discountId), kind: "usageDiscount", discount, askedHash, version },
  when: after(version),
})
