import { describe, expect, test } from "vitest"
import { HOUR_MS, instant, msOf } from "#shared/time.ts"
import { receive } from "../../functions/ingest/stripe.ts"
import { close } from "../../functions/project/close.ts"
import { raisedOf } from "../../functions/table/dispute-alert.ts"
import { disputeSeen, isDisputeChargeKey, isDisputeKey } from "../../functions/table/dispute.ts"
import { usageSnapshotOf } from "../../functions/table/usage-snapshot.ts"
import { dueWork } from "../../functions/table/work.ts"
import { listDisputes } from "../../functions/table/list-disputes.ts"
import { chargeObject, disputeObject, PAID_AT } from "../support/payment-object.ts"
import { customerObject, invoiceObject, type Told, told } from "../support/stripe-object.ts"
import { event, machine } from "./machine.ts"

const DAY = 86_400
const at = (day: number) => instant((PAID_AT + day * DAY) * 1_000)
const DISPUTE = { mode: "live", disputeId: "dp_1" } as const
const noFile = async () => expect.unreachable()

function river(startDay: number) {
  const it = machine(at(startDay))
  const { ground, clock, flow } = it
  const tell = async (...events: Told[]) => {
    for (const one of events) await receive(it.model.db, noFile, Buffer.from(JSON.stringify(one)), clock.now)
    await flow()
  }
  return {
    ...it,
    tell,
    /** At a day, and hours later, everything that is due is done. */
    async at(day: number, hours = 0) {
      clock.now = instant(msOf(at(day)) + hours * HOUR_MS)
      await close(ground)
      await flow()
    },
    raised: async () => (await raisedOf(ground.db, DISPUTE)).map(({ kind, stage }) => `${kind} ${stage}`),
    listed: async () => {
      const { items } = await listDisputes(ground.db, { filter: { mode: "live" }, limit: 10, reads: (one) => one })
      return items
    },
  }
}

const charged = told("charge.succeeded", PAID_AT, chargeObject(), { id: "evt_charge" })
const dispute = (name: string, day: number, status: string, dueDay: number, submissions = 0) =>
  told(
    `charge.dispute.${name}`,
    PAID_AT + day * DAY,
    disputeObject({
      status,
      evidence_details: {
        ...{ due_by: PAID_AT + dueDay * DAY, has_evidence: false, past_due: false, submission_count: submissions },
      },
    }),
    { id: `evt_${name}_${day}` },
  )

describe("alerts of a dispute", () => {
  test("are raised once each: opened, 72 hours, 24 hours, and how it ended, whatever is told again", async () => {
    const it = river(1)
    const created = dispute("created", 1, "needs_response", 10)
    await it.tell(charged, created)
    await it.at(1)
    expect(await it.raised()).toEqual(["created chargeback"])
    await it.tell(created, dispute("updated", 2, "needs_response", 10))
    await it.at(6, 23)
    expect(await it.raised()).toEqual(["created chargeback"])
    await it.at(7)
    expect(await it.raised()).toEqual(["created chargeback", "dueIn72h chargeback"])
    await it.at(8, 23)
    await it.at(9)
    await it.at(9, 6)
    expect(await it.raised()).toEqual(["created chargeback", "dueIn72h chargeback", "dueIn24h chargeback"])
    await it.tell(dispute("closed", 12, "lost", 10), dispute("updated", 13, "won", 10))
    await it.at(14)
    expect((await it.raised()).slice(3)).toEqual(["result chargeback"])
  })

  test("remind nobody of what is answered", async () => {
    const it = river(1)
    await it.tell(charged, dispute("created", 1, "needs_response", 10), dispute("updated", 2, "under_review", 10, 1))
    await it.at(8)
    await it.at(9, 12)
    expect(await it.raised()).toEqual(["created chargeback"])
  })

  test("remind of the second answer, once an answered inquiry has become a chargeback", async () => {
    const it = river(1)
    await it.tell(charged, dispute("created", 1, "warning_needs_response", 5))
    await it.at(4, 1)
    await it.tell(dispute("updated", 4, "warning_under_review", 5, 1))
    await it.at(5)
    await it.tell(dispute("updated", 20, "needs_response", 30, 1))
    await it.at(20)
    await it.at(29, 1)
    expect(await it.raised()).toEqual([
      ...["created inquiry", "dueIn24h inquiry", "escalated chargeback", "dueIn24h chargeback"],
    ])
  })

  test("wait for nothing once nothing is left to be told", async () => {
    const it = river(1)
    await it.tell(charged, dispute("closed", 1, "lost", 10))
    await it.at(1, 1)
    expect(await it.raised()).toEqual(["created chargeback", "result chargeback"])
    expect((await dueWork(it.ground.db, at(400), 400)).filter(isDisputeKey)).toEqual([])
  })
})

describe("the snapshot of what a customer used", () => {
  const customer = told("customer.created", PAID_AT - 60, customerObject({ metadata: { organizationId: "org_1" } }), {
    id: "evt_customer",
  })
  const paid = told("invoice.paid", PAID_AT, invoiceObject({ id: "in_1", number: "A-1" }), { id: "evt_invoice" })
  const used = (day: number, count: number) =>
    Array.from({ length: count }, () => event("usage.recorded", at(day), { org: "org_1", model: "heron" }))

  test("holds each day before the dispute and what was paid, and never changes", async () => {
    const it = river(1)
    await it.send([event("organization.created", at(-30), { id: "org_1", name: "Acme" })])
    await it.send([...used(-2, 3), ...used(0.5, 2)])
    await it.send([event("activity.recorded", at(-1), { org: "org_1", resource: "Job", action: "Create" })])
    await it.tell(customer, paid, charged, dispute("created", 1, "needs_response", 10))
    expect(await usageSnapshotOf(it.ground.db, DISPUTE)).toBeUndefined()
    await it.at(1, 1)
    const taken = await usageSnapshotOf(it.ground.db, DISPUTE)
    expect(taken).toMatchObject({
      ...{ organizationId: "org_1", organizationName: "Acme", lastDay: "2026-03-02" },
      sums: { requests: 5, activities: 1, sessions: 0, generations: 0 },
      ...{ firstSeenOn: "2026-02-27", lastSeenOn: "2026-03-02" },
      receipts: [{ invoiceId: "in_1", number: "A-1" }],
    })
    expect(taken!.days.map(({ day, requests }) => [day, requests])).toEqual([
      ["2026-02-27", 3],
      ["2026-02-28", 0],
      ["2026-03-02", 2],
    ])
    expect((await dueWork(it.ground.db, at(400), 400)).filter(isDisputeChargeKey)).toEqual([])
    await it.send(used(0.9, 4))
    await it.tell(dispute("updated", 2, "needs_response", 10))
    await it.at(2, 1)
    expect(await usageSnapshotOf(it.ground.db, DISPUTE)).toEqual(taken)
  })

  test("of a customer without an organization says so", async () => {
    const it = river(1)
    await it.tell(charged, dispute("created", 1, "needs_response", 10))
    await it.at(1, 1)
    expect(await usageSnapshotOf(it.ground.db, DISPUTE)).toMatchObject({ organizationId: null, days: [], receipts: [] })
  })

  test("that cannot be taken holds up nothing, is tried again, and is given up with its reason", async () => {
    const it = river(1)
    await it.tell(dispute("created", 1, "needs_response", 10))
    expect(await it.listed()).toMatchObject([{ disputeId: "dp_1", name: null }])
    for (let hour = 1; hour <= 15; hour++) await it.at(1, hour * 2)
    expect(await disputeSeen(it.ground.db, DISPUTE)).toEqual({
      chargeId: "ch_1",
      failure: "its charge is not told yet",
    })
    expect(await usageSnapshotOf(it.ground.db, DISPUTE)).toBeUndefined()
    expect((await dueWork(it.ground.db, at(400), 400)).filter(isDisputeChargeKey)).toEqual([])
  })
})
