import { randomBytes } from "node:crypto"
import type { Model, Provider, UsageDiscount } from "#shared/contract/catalog.ts"
import type { MemberRole, StaffRole } from "#shared/contract/endpoint.ts"
import { PLATFORM } from "#shared/cube/kind.ts"
import { timeOrderedId } from "#shared/id.ts"
import { msOf } from "#shared/time.ts"
import { machineNow } from "../runtime/clock.ts"
import { sha256Hex } from "../runtime/digest.ts"
import { modelIdOf, modelSaved, providerSaved, usageDiscountSaved } from "./catalog.ts"
import type { Db } from "./db.ts"
import { ingestKeyAdded } from "./ingest-key.ts"
import { bindSubject, invitePerson } from "./person.ts"

/** Somebody of a fresh console on one machine, and the issuer's name for them. */
export interface SeedPerson {
  email: string
  name: string
  subject: string
  staffRole?: StaffRole
  membership?: { organizationId: string; role: MemberRole }
}

/** The ingest key of one machine. A deployment never has it: nothing there calls this. */
const LOCAL_KEY = "wbk_local"

/** The people and the key of a fresh console on one machine. Safe to repeat: what is there stays as it is. */
export async function seedConsole(db: Db, people: readonly SeedPerson[]): Promise<void> {
  const now = machineNow()
  const key = {
    keyId: timeOrderedId(msOf(now), randomBytes(16)),
    name: "Local",
    scope: PLATFORM,
    use: "events" as const,
    prefix: LOCAL_KEY,
    createdBy: { name: "One machine", isStaff: true },
    createdAt: now,
  }
  await db.transact(ingestKeyAdded(key, sha256Hex(LOCAL_KEY)))
  for (const { email, name, subject, staffRole, membership } of people) {
    const memberships = membership ? { [membership.organizationId]: membership.role } : {}
    const personId = `person_${sha256Hex(email).slice(0, 12)}`
    await invitePerson(db, { personId, name, email, memberships, ...(staffRole ? { staffRole } : {}) })
    await bindSubject(db, subject, email, now)
  }
}

/** A catalog by names: models have no ids yet, and a discount of one names it. */
export interface SeedCatalog {
  providers: readonly Provider[]
  models: readonly Omit<Model, "modelId">[]
  discounts: readonly (Omit<UsageDiscount, "modelId"> & { model: string })[]
}

/** A catalog in its first version, prices of the past among it. Safe to repeat: what is there stays as it is. */
export async function seedCatalog(db: Db, { providers, models, discounts }: SeedCatalog): Promise<void> {
  const writes = [
    ...providers.map(providerSaved),
    ...models.map((model) => modelSaved({ ...model, modelId: modelIdOf(model.providerId, model.name) })),
    ...discounts.map(({ model, ...discount }) =>
      usageDiscountSaved(
        { ...discount, modelId: modelIdOf(discount.providerId, model) },
        { askedHash: "", version: 1 },
      ),
    ),
  ]
  for (const write of writes) await db.transact([write])
}
