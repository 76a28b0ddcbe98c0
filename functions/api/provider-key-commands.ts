import type { Provider } from "#shared/contract/catalog.ts"
import { Refusal } from "#shared/refusal.ts"
import { machineNow } from "../runtime/clock.ts"
import { sha256Hex } from "../runtime/digest.ts"
import { env } from "../runtime/env.ts"
import { keepSecret } from "../runtime/keep-secret.ts"
import { catalogProvider, noteProviderKeySet, providerKeyGiven, providerKeyOf } from "../table/catalog.ts"
import type { Db } from "../table/db.ts"
import { type Caller, handOf } from "./caller.ts"
import { savedNext } from "./catalog-commands.ts"

/**
 * Keeps a provider's key, once for each idempotency key of a caller. That it was given is recorded before anything is kept;
 * whoever is cut off in between sends the same request again.
 */
export async function keepProviderKey(
  db: Db,
  caller: Caller,
  idempotencyKey: string,
  { providerId, key }: { providerId: string; key: string },
): Promise<Provider> {
  const token = sha256Hex(`${caller.personId} providerKey ${providerId} ${idempotencyKey}`)
  await found(db, providerId)
  const before = await providerKeyOf(db, providerId)
  const isRepeat = before?.token === token
  const at = isRepeat ? before.givenAt : machineNow()
  if (!isRepeat) {
    const told = { action: "provider.keyGiven", target: { kind: "provider", id: providerId } }
    if (!(await savedNext(db, caller, told, providerKeyGiven(providerId, token, at))))
      throw new Refusal("conflict", "Another key of this provider is being set at this moment", {
        where: "key",
        wanted: "wait a minute, look at who set it, then decide again",
      })
  }
  // Secrets Manager keeps a version once: a repeat changes nothing, and one with another key is refused.
  if ((await kept(providerId, key, sha256Hex(`${token} ${at}`))) === "refused")
    throw new Refusal("conflict", "This idempotency key was used for another key of this provider", {
      where: "Idempotency-Key",
      wanted: "a new key",
    })
  await noteProviderKeySet(db, providerId, token, { setAt: at, setBy: handOf(caller) })
  return found(db, providerId)
}

async function kept(providerId: string, apiKey: string, version: string): Promise<"kept" | "refused"> {
  try {
    return await keepSecret(`${env("SECRETS_PROVIDERS")}/${providerId}`, JSON.stringify({ apiKey }), version)
  } catch {
    throw new Refusal("notStored", "The key could not be kept; send the same request again")
  }
}

async function found(db: Db, providerId: string): Promise<Provider> {
  const provider = await catalogProvider(db, providerId)
  if (!provider) throw new Refusal("missing", `There is no provider ${providerId} in the catalog`)
  return provider
}
