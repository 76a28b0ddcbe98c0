import {
  type Discrepancy,
  listReconciliations,
  readReconciliation,
  type Reconciliation,
  startReconciliation,
} from "#shared/contract/reconciliation.ts"
import { maskEmail } from "#shared/directory/mask.ts"
import { Refusal } from "#shared/refusal.ts"
import { sha256Hex } from "../runtime/digest.ts"
import { audited, CommandRefused } from "../table/audit-entry.ts"
import type { Ground } from "../table/ground.ts"
import { newestReconciliations, reconciliationOf } from "../table/list-reconciliations.ts"
import { reconciliationById, tallyIn } from "../table/reconciliation.ts"
import {
  placeHolder,
  reachFrom,
  reconciliationRequested,
  type ReconciliationRequest,
} from "../table/reconciliation-request.ts"
import { topicVersion } from "../table/topic.ts"
import type { Caller } from "./caller.ts"
import { noteOf } from "./note.ts"
import { route } from "./route.ts"

const TOPIC = "reconciliations"
const ID_CHARACTERS = 20

export const reconciliationRoutes = (ground: Ground) => [
  route(ground, listReconciliations, async ({ limit }) => {
    const version = await topicVersion(ground.db, TOPIC)
    const rows = await newestReconciliations(ground.db, ground.clock.business(), limit)
    return { items: rows.map(reconciliationOf), asOf: ground.clock.machine(), version }
  }),

  route(ground, readReconciliation, async ({ reconciliationId }, { caller }) => {
    const version = await topicVersion(ground.db, TOPIC)
    const row = await reconciliationById(ground.db, reconciliationId)
    if (!row) throw new Refusal("missing", "There is no such comparison; they are kept 90 days")
    const masked = caller.staffRole === "viewer"
    const { samples } = tallyIn(row)
    return { ...reconciliationOf(row), samples: masked ? samples.map(maskedSample) : samples, masked, version }
  }),

  route(ground, startReconciliation, ({ reach }, { caller, idempotencyKey }) => {
    const { clock } = ground
    const reconciliationId = sha256Hex(`${caller.personId} reconciliation ${idempotencyKey}`).slice(0, ID_CHARACTERS)
    return start(ground, caller, {
      reconciliationId,
      ...({ trigger: "person", requestedBy: caller.name, requestedAt: clock.business() } as const),
      askedHash: sha256Hex(reach),
      reach,
      from: reachFrom(reach, clock.business()),
    })
  }),
]

/** Requests a comparison, once for each idempotency key of a caller, while no other is under way. */
async function start({ db, clock }: Ground, caller: Caller, request: ReconciliationRequest): Promise<Reconciliation> {
  const { reconciliationId: id, askedHash, reach } = request
  for (let tries = 0; ; tries++) {
    const before = await reconciliationById(db, id)
    if (before && before.askedHash === askedHash) return reconciliationOf(before)
    if (before)
      throw new Refusal("conflict", "This idempotency key was used for another comparison", {
        where: "Idempotency-Key",
        wanted: "a new key",
      })
    const now = clock.machine()
    const holder = await placeHolder(db, now)
    if (holder?.underWay)
      throw new Refusal("conflict", `The comparison ${holder.reconciliationId} is under way`, {
        where: "request",
        wanted: "wait until it ends, then start this one",
      })
    const note = noteOf(caller, "reconciliation.started", { kind: "reconciliation", id }, now, { after: { reach } })
    try {
      await audited(db, note, reconciliationRequested(request, now, holder))
    } catch (error) {
      if (!(error instanceof CommandRefused) || tries === TRIES_MAX) throw error
    }
  }
}
const TRIES_MAX = 5

const PERSONAL = new Set(["name", "email"])

/** A sample as staff viewers read it: nobody's name or address in it. */
const maskedSample = (sample: Discrepancy): Discrepancy => ({
  ...sample,
  fields: sample.fields.map((one) =>
    PERSONAL.has(one.field)
      ? { ...one, ours: one.ours && maskEmail(one.ours), stripe: one.stripe && maskEmail(one.stripe) }
      : one,
  ),
})
