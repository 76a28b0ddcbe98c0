import { expect } from "vitest"
import type { Reach } from "#shared/contract/reconciliation.ts"
import { receive } from "../../../functions/ingest/stripe.ts"
import type { Ground } from "../../../functions/table/ground.ts"
import { reconciliationById, tallyIn } from "../../../functions/table/reconciliation.ts"
import { placeHolder, reachFrom, reconciliationRequested } from "../../../functions/table/reconciliation-request.ts"
import type { Lister } from "../../../functions/task/open-stripe.ts"
import { reconcile } from "../../../functions/task/reconcile-step.ts"
import type { Told } from "../../support/stripe-object.ts"
import { machine } from "../../table/machine.ts"

export const NOW = "2026-03-20T14:02:00.000Z"

/** A console on the model of the table, and what a comparison with Stripe does to it. */
export function comparing() {
  const it = machine(NOW)
  const { db } = it.model
  const tell = async (...events: Told[]) => {
    for (const event of events) await receive(db, noFile, Buffer.from(JSON.stringify(event)), it.clock.now)
    await it.flow()
  }
  const request = async (id: string, reach: Reach = "35days") =>
    db.transact(
      reconciliationRequested(
        {
          ...{ reconciliationId: id, trigger: "person", requestedBy: "Ada", askedHash: "", reach },
          ...{ requestedAt: it.clock.now, from: reachFrom(reach, it.clock.now) },
        },
        it.clock.now,
        await placeHolder(db, it.clock.now),
      ),
    )
  const report = async (id: string) => {
    const row = (await reconciliationById(db, id))!
    return { ...row, ...tallyIn(row) }
  }
  /** Requests a comparison and works on it to its end; the stream flows after each step. */
  const run = async (id: string, lister: Lister | undefined, reach?: Reach) => {
    expect(await request(id, reach)).toBe("done")
    await toTheEnd(it.ground, lister, id, it.flow)
    return report(id)
  }
  return { ...it, tell, request, report, run }
}

const noFile = async () => expect.unreachable()

/** Works on a comparison a step at a time until it ended. */
export async function toTheEnd(
  ground: Ground,
  lister: Lister | undefined,
  reconciliationId: string,
  flow: () => Promise<void> = async () => {},
): Promise<void> {
  for (let step = 0; step < 1_000; step++) {
    let looks = 0
    const { status } = await reconcile(ground, lister, { reconciliationId, run: "run" }, () => looks++ > 0)
    await flow()
    if (status !== "more") return
  }
  throw new Error("It does not end")
}
