import { canonical } from "#shared/account/canonical.ts"
import { MODELS_MAX, PROVIDERS_MAX } from "#shared/catalog/limits.ts"
import { FEATURES, type Model, PLANS, type Provider } from "#shared/contract/catalog.ts"
import type { ModelWish, ProviderWish } from "#shared/contract/catalog-commands.ts"
import { Refusal } from "#shared/refusal.ts"
import { machineNow } from "../runtime/clock.ts"
import { audited, CommandRefused } from "../table/audit-entry.ts"
import { catalogModel, catalogProvider, modelIdOf, modelSaved, providerSaved, wholeCatalog } from "../table/catalog.ts"
import type { Db, TransactWrite } from "../table/db.ts"
import type { Caller } from "./caller.ts"
import { noteOf } from "./note.ts"

/** What a command says of itself: its action, what it is about, and the values that it changes. */
interface Told {
  action: string
  target: { kind: string; id: string }
  before?: Record<string, unknown>
  after?: Record<string, unknown>
}

/** Writes the next version with its audit entry; false where somebody else wrote one first. */
export async function savedNext(db: Db, caller: Caller, told: Told, write: TransactWrite): Promise<boolean> {
  const { action, target, ...values } = told
  try {
    await audited(db, noteOf(caller, action, target, machineNow(), values), [write])
    return true
  } catch (error) {
    if (error instanceof CommandRefused) return false
    throw error
  }
}

/** Makes a provider; who asks for the same again is told the same. */
export async function makeProvider(
  db: Db,
  caller: Caller,
  asked: ProviderWish & { providerId: string },
): Promise<Provider> {
  const provider: Provider = { ...asked, defaultKey: null, version: 1 }
  const { providers } = await wholeCatalog(db)
  const isKnown = providers.some(({ providerId }) => providerId === asked.providerId)
  if (!isKnown && providers.length >= PROVIDERS_MAX) throw full(PROVIDERS_MAX, "providers")
  const told = { action: "provider.created", target: { kind: "provider", id: asked.providerId }, after: { ...asked } }
  if (!isKnown && (await savedNext(db, caller, told, providerSaved(provider)))) return provider
  const before = await catalogProvider(db, asked.providerId)
  if (canonical(before) === canonical(provider)) return provider
  throw new Refusal("conflict", `There is a provider ${asked.providerId} already`, {
    where: "providerId",
    wanted: "another id, or change the provider that stands",
  })
}

/** Replaces what a provider is, over the version that was read. */
export async function changeProvider(
  db: Db,
  caller: Caller,
  { version, ...asked }: ProviderWish & { providerId: string; version: number },
): Promise<Provider> {
  const before = await catalogProvider(db, asked.providerId)
  if (!before) throw new Refusal("missing", `There is no provider ${asked.providerId} in the catalog`)
  const next: Provider = { ...before, ...asked, version: version + 1 }
  // The answer to the same save was lost on its way: it stands.
  if (canonical(before) === canonical(next)) return before
  if (before.version !== version) throw savedSince("provider", before.version)
  const told = {
    action: "provider.saved",
    target: { kind: "provider", id: asked.providerId },
    ...changed(before, next),
  }
  if (!(await savedNext(db, caller, told, providerSaved(next)))) throw savedSince("provider", version + 1)
  return next
}

/** Makes a model without a price; who asks for the same again is told the same. */
export async function makeModel(
  db: Db,
  caller: Caller,
  asked: ModelWish & { providerId: string; name: string },
): Promise<Model> {
  const { providers, models } = await wholeCatalog(db)
  if (!providers.some(({ providerId }) => providerId === asked.providerId))
    throw new Refusal("unprocessable", `There is no provider ${asked.providerId} in the catalog`, {
      where: "providerId",
      wanted: "the id of a provider; make that first",
    })
  const model: Model = { ...inOrder(asked), modelId: modelIdOf(asked.providerId, asked.name), prices: [], version: 1 }
  const before = models.find(({ modelId }) => modelId === model.modelId)
  if (!before && models.length >= MODELS_MAX) throw full(MODELS_MAX, "models")
  const told = { action: "model.created", target: { kind: "model", id: model.modelId }, after: toldModel(model) }
  if (!before && (await savedNext(db, caller, told, modelSaved(model)))) return model
  if (canonical(before ?? (await catalogModel(db, model.modelId))) === canonical(model)) return model
  throw new Refusal("conflict", `${asked.providerId} has a model ${asked.name} already`, {
    where: "name",
    wanted: "another name, or change the model that stands",
  })
}

/** Replaces what a model can do and who may use it, over the version that was read. */
export async function changeModel(
  db: Db,
  caller: Caller,
  { modelId, version, ...asked }: ModelWish & { modelId: string; version: number },
): Promise<Model> {
  const before = await foundModel(db, modelId)
  const next: Model = { ...before, ...inOrder(asked), version: version + 1 }
  if (canonical(before) === canonical(next)) return before
  if (before.version !== version) throw savedSince("model", before.version)
  const told = { action: "model.saved", target: { kind: "model", id: modelId }, ...changed(before, next) }
  if (!(await savedNext(db, caller, told, modelSaved(next)))) throw savedSince("model", version + 1)
  return next
}

/** A model that stands, or the refusal that says there is none. */
export async function foundModel(db: Db, modelId: string): Promise<Model> {
  const model = await catalogModel(db, modelId)
  if (!model) throw new Refusal("missing", `There is no model ${modelId} in the catalog`)
  return model
}

/** Somebody was faster. */
export const savedSince = (what: string, version: number) =>
  new Refusal("conflict", `Somebody saved this ${what} since it was read`, {
    where: "version",
    wanted: `${version} or a later one, as it stands now; look at it, then decide again`,
  })

const full = (most: number, what: string) =>
  new Refusal("conflict", `The catalog has ${most} ${what}, as many as it may`, { where: "catalog" })

/** Words that are told in any order, and more than once, in one order and once. */
const inOrder = <Wish extends Pick<ModelWish, "features" | "plans">>(wish: Wish): Wish => ({
  ...wish,
  features: FEATURES.filter((one) => wish.features.includes(one)),
  plans: PLANS.filter((one) => wish.plans.includes(one)),
})

/** A model as the audit trail tells it when it is made. */
const toldModel = ({ providerId, name, contextWindowTokens, features, plans, isAvailable }: Model) => ({
  ...{ providerId, name, contextWindowTokens, features, plans, isAvailable },
})

/** The fields that differ, as they were and as they are. */
function changed<Of extends object>(before: Of, after: Of) {
  const fields = (Object.keys(after) as (keyof Of)[]).filter(
    (name) => name !== "version" && canonical(before[name]) !== canonical(after[name]),
  )
  const of = (one: Of) => Object.fromEntries(fields.map((name) => [name, one[name]]))
  return { before: of(before), after: of(after) }
}
