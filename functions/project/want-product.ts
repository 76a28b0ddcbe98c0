import type { ProductSubject } from "#shared/payments/product-url.ts"
import type { DisputeId } from "../table/dispute.ts"
import type { Ground } from "../table/ground.ts"
import { wantProductUsage } from "../table/product-usage.ts"

/** Wants the product asked what a dispute's customer used, once for each dispute, where the settings say how. */
export async function wantProduct(ground: Ground, dispute: DisputeId, subject: ProductSubject): Promise<void> {
  const { productUrl } = await ground.settings()
  if (productUrl) await wantProductUsage(ground.db, dispute, subject, ground.clock.due())
}
