import Stripe from "stripe"
import { secret } from "../runtime/aws.ts"
import { env, envOr } from "../runtime/env.ts"
import type { Mode } from "../table/customer.ts"

/** Stripe's API with the key that is set, and the modes that the key is for; undefined where none is set. A call ends after `answerMsMax`. */
export async function openClient(answerMsMax: number): Promise<{ stripe: Stripe; modes: readonly Mode[] } | undefined> {
  const { apiKey } = JSON.parse(await secret(env("SECRETS_STRIPE"))) as { apiKey?: string }
  if (!apiKey) return undefined
  const at = envOr("STRIPE_API_URL", "")
  const url = at ? new URL(at) : undefined
  const stripe = new Stripe(apiKey, {
    ...(url ? { protocol: url.protocol === "http:" ? "http" : "https", host: url.hostname, port: url.port } : {}),
    httpClient: Stripe.createFetchHttpClient(),
    maxNetworkRetries: 0,
    timeout: answerMsMax,
    telemetry: false,
  })
  // A key of one mode knows nothing of the other.
  const modes: readonly Mode[] = apiKey.includes("_live_")
    ? ["live"]
    : apiKey.includes("_test_")
      ? ["test"]
      : ["live", "test"]
  return { stripe, modes }
}
