import type { Catalog, Model, Provider, UsageDiscount } from "#shared/contract/catalog.ts"
import { sha256Hex } from "../runtime/digest.ts"
import { ABSENT, type Condition, type Db, type Key, queryAll, type Row, type TransactWrite } from "./db.ts"

/**
 * The catalog: providers, models with all their prices, and usage discounts. One query reads all of it.
 *   pk  catalog
 *   sk  provider#<provider>
 *   sk  model#<model>
 *   sk  discount#<discount>
 */
const PARTITION = "catalog"
const providerKey = (providerId: string): Key => ({ pk: PARTITION, sk: `provider#${providerId}` })
const modelKey = (modelId: string): Key => ({ pk: PARTITION, sk: `model#${modelId}` })
const discountKey = (discountId: string): Key => ({ pk: PARTITION, sk: `discount#${discountId}` })

export interface CatalogProviderRow extends Row {
  provider: Omit<Provider, "version">
  version: number
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
  return {
    providers: (of("catalogProvider") as CatalogProviderRow[]).map(providerOfRow),
    models: (of("catalogModel") as CatalogModelRow[]).map(modelOfRow),
    discounts: (of("usageDiscount") as UsageDiscountRow[]).map(({ discount }) => discount),
  }
}

const providerOfRow = ({ provider, version }: CatalogProviderRow): Provider => ({ ...provider, version })
const modelOfRow = ({ model, version }: CatalogModelRow): Model => ({ ...model, version })

/** A provider as it stands this moment. */
export async function catalogProvider(db: Db, providerId: string): Promise<Provider | undefined> {
  const row = await db.get(providerKey(providerId), { strong: true })
  return row && providerOfRow(row as CatalogProviderRow)
}

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
export const providerSaved = ({ version, ...provider }: Provider): TransactWrite => ({
  put: { ...providerKey(provider.providerId), kind: "catalogProvider", provider, version },
  when: after(version),
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
