import { describe, expect, test } from "vitest"
import { HOUR_MS, instant, MINUTE_MS, msOf } from "#shared/time.ts"
import type { Caller } from "../../functions/api/caller.ts"
import { askOfStripe, type AskedOfStripe } from "../../functions/api/stripe-commands.ts"
import { receive } from "../../functions/ingest/stripe.ts"
import { auditEntries } from "../../functions/table/audit-entry.ts"
import { codesOfCoupon, couponById } from "../../functions/table/coupon.ts"
import { customerFactsOf } from "../../functions/table/customer.ts"
import type { Db } from "../../functions/table/db.ts"
import { stripeCommandsOf } from "../../functions/table/stripe-command.ts"
import { type Sent, sendCommands } from "../../functions/task/send-commands.ts"
import { promotionCodeObject, subscribed, told, unix } from "../support/stripe-object.ts"
import { tellerOf, TurnedDown } from "../support/teller.ts"
import { machine } from "../table/machine.ts"

const NOW = "2026-03-20T14:02:00.000Z"
const SUBJECT = { kind: "subscription", id: "sub_1" } as const
const SUBSCRIPTION = subscribed()
const CALLER: Caller = {
  personId: "p_ada",
  name: "Ada",
  email: "ada@example.org",
  staffRole: "admin",
  memberships: {},
  signedInAt: NOW,
  requestId: "request_1",
  address: "192.0.2.0",
  agent: "a browser",
}
const CANCEL: AskedOfStripe = {
  mode: "live",
  subject: SUBJECT,
  action: "cancel",
  parameters: { cancel_at_period_end: true },
  asks: { atPeriodEnd: true },
}

/** A console that knows one subscription. */
async function subscribedOnce() {
  const it = machine(NOW)
  const { db } = it.ground
  const created = told("customer.subscription.created", unix("2026-01-01"), SUBSCRIPTION)
  await receive(db, async () => expect.unreachable(), Buffer.from(JSON.stringify(created)), NOW)
  await it.flow()
  return {
    ...it,
    ask: (key = "key-00000001", asked: Partial<AskedOfStripe> = {}) =>
      askOfStripe(it.ground, CALLER, key, { ...CANCEL, ...asked }),
    commands: () => stripeCommandsOf(db, "live", SUBJECT),
    audit: async () => (await auditEntries(db, "platform", 50)).entries.map(({ action }) => action).reverse(),
    later: (ms: number) => {
      it.clock.now = instant(msOf(it.clock.now) + ms)
    },
  }
}

test("a command is told once, its ending is noted and audited, and what Stripe shows then is folded", async () => {
  const { ground, model, ask, commands, audit, flow } = await subscribedOnce()
  const { commandId } = await ask()
  expect(await commands()).toMatchObject([{ commandId, state: "waiting", by: { name: "Ada" }, attempts: 0 }])
  const stripe = tellerOf([SUBSCRIPTION])
  expect(await sendCommands(ground, stripe)).toBe(1)
  expect(await sendCommands(ground, stripe)).toBe(0)
  expect([stripe.acted, stripe.sent]).toEqual([[{ cancel_at_period_end: true }], [commandId]])
  expect(await commands()).toMatchObject([{ state: "done", failure: null, nextTryAt: null, endedAt: NOW }])
  expect(await audit()).toEqual(["subscription.cancel.asked", "subscription.cancel.done"])
  const marks = () => model.rows().find(({ kind }) => kind === "customerControl")?.["dirty"]
  const before = Number(marks())
  await flow()
  expect(marks()).toBe(before + 1)
  const facts = await customerFactsOf(model.db, { mode: "live", customerId: "cus_1" }, "subscription", "sub_1")
  expect(facts.at(-1)).toMatchObject({ type: "asked", snapshot: { cancelAtPeriodEnd: true } })
})

test("where the audit entry is refused there is no command, and nothing is ever sent", async () => {
  const { ground, commands } = await subscribedOnce()
  const db: Db = {
    ...ground.db,
    transact: async (writes) => {
      const entry = writes.findIndex((write) => "put" in write && write.put.kind === "auditEntry")
      return entry < 0 ? ground.db.transact(writes) : { refused: [entry] }
    },
  }
  await expect(askOfStripe({ ...ground, db }, CALLER, "key-00000001", CANCEL)).rejects.toThrow("too busy")
  const stripe = tellerOf([SUBSCRIPTION])
  expect(await sendCommands(ground, stripe)).toBe(0)
  expect([stripe.sent, await commands()]).toEqual([[], []])
})

test("a repeat of the key makes no second command; another command with it, or beside one that waits, is refused", async () => {
  const { ground, ask, commands, audit } = await subscribedOnce()
  const first = await ask()
  expect(await ask()).toEqual(first)
  const [one, other] = await Promise.all([ask(), ask()])
  expect([one, other]).toEqual([first, first])
  await expect(ask("key-00000001", { action: "resume" })).rejects.toMatchObject({ where: "Idempotency-Key" })
  await expect(ask("key-00000002")).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("Stripe has not answered yet what Ada asked for"),
  })
  await sendCommands(ground, tellerOf([SUBSCRIPTION]))
  expect(await ask()).toEqual(first)
  expect(await commands()).toHaveLength(1)
  await ask("key-00000002", { action: "resume" })
  expect(await commands()).toHaveLength(2)
  expect(await audit()).toEqual(["subscription.cancel.asked", "subscription.cancel.done", "subscription.resume.asked"])
})

test("an answer that was lost is asked for again under the same key, and done once", async () => {
  const { ground, ask, commands, later } = await subscribedOnce()
  await ask()
  let losses = 2
  const stripe = tellerOf([SUBSCRIPTION], {
    after: () => {
      if (losses-- > 0) throw new Error("Stripe did not answer in time")
    },
  })
  expect(await sendCommands(ground, stripe)).toBe(1)
  expect(await commands()).toMatchObject([
    { state: "waiting", attempts: 1, failure: { code: "again", message: "Stripe did not answer in time" } },
  ])
  expect(await sendCommands(ground, stripe), "before its time").toBe(0)
  for (let nth = 0; nth < 2; nth++) {
    later(MINUTE_MS)
    await sendCommands(ground, stripe)
  }
  expect(new Set(stripe.sent).size).toBe(1)
  expect([stripe.sent.length, stripe.acted.length]).toEqual([3, 1])
  expect(await commands()).toMatchObject([{ state: "done", attempts: 3, failure: null }])
})

test("a process that ends between the answer and its note leaves the command to the next, which does nothing twice", async () => {
  const { ground, ask, commands, later, audit } = await subscribedOnce()
  await ask()
  const stripe = tellerOf([SUBSCRIPTION])
  const dying: Db = { ...ground.db, transact: () => Promise.reject(new Error("killed")) }
  await expect(sendCommands({ ...ground, db: dying }, stripe)).rejects.toThrow("killed")
  expect(await commands()).toMatchObject([{ state: "waiting" }])
  later(MINUTE_MS)
  await sendCommands(ground, stripe)
  expect([stripe.sent.length, stripe.acted.length]).toEqual([2, 1])
  expect(await commands()).toMatchObject([{ state: "done" }])
  expect(await audit()).toEqual(["subscription.cancel.asked", "subscription.cancel.done"])
})

test("of two that tell at once one tells", async () => {
  const { ground, ask } = await subscribedOnce()
  await ask()
  const stripe = tellerOf([SUBSCRIPTION])
  await Promise.all([sendCommands(ground, stripe), sendCommands(ground, stripe)])
  expect(stripe.sent).toHaveLength(1)
})

test("what Stripe turns down has failed in Stripe's words, and another command may follow", async () => {
  const { ground, ask, commands, audit } = await subscribedOnce()
  await ask()
  const refusing = tellerOf([SUBSCRIPTION], {
    before: () => {
      throw new TurnedDown("expired_card", "Your card has expired.")
    },
  })
  await sendCommands(ground, refusing)
  expect(await commands()).toMatchObject([
    { state: "failed", failure: { code: "expired_card", message: "Your card has expired." }, nextTryAt: null },
  ])
  expect(await audit()).toEqual(["subscription.cancel.asked", "subscription.cancel.failed"])
  await ask("key-00000002")
})

test("where Stripe stays away the waits grow, and after six hours the command has failed without being told again", async () => {
  const { ground, ask, commands, later, clock } = await subscribedOnce()
  await ask()
  const away = tellerOf([SUBSCRIPTION], {
    before: () => {
      throw new Error("Stripe is away")
    },
  })
  while (msOf(clock.now) - msOf(NOW) <= 6 * HOUR_MS) {
    await sendCommands(ground, away)
    later(MINUTE_MS)
  }
  const tries = away.sent.length
  expect(tries).toBeGreaterThan(10)
  expect(tries).toBeLessThan(20)
  later(HOUR_MS)
  await sendCommands(ground, away)
  expect(away.sent).toHaveLength(tries)
  expect(await commands()).toMatchObject([
    { state: "failed", failure: { code: "noAnswer", message: expect.stringContaining("Stripe is away") } },
  ])
})

test("without a key, or with one of the other mode, commands wait and say why; with one they are told", async () => {
  const { ground, ask, commands, later } = await subscribedOnce()
  await ask()
  expect(await sendCommands(ground, undefined)).toBe(0)
  const stripe = tellerOf([SUBSCRIPTION])
  later(10 * MINUTE_MS)
  expect(await sendCommands(ground, { ...stripe, modes: ["test"] })).toBe(0)
  expect(await commands()).toMatchObject([{ state: "waiting", attempts: 0, failure: { code: "noKey" } }])
  later(30 * 24 * HOUR_MS)
  expect(await sendCommands(ground, stripe)).toBe(1)
  expect(await commands()).toMatchObject([{ state: "done" }])
})

describe("a command whose object its answer names", () => {
  const COUPON: AskedOfStripe = {
    ...{ mode: "live", subject: { kind: "coupon", id: "coupon_1" }, action: "createCode", parameters: {}, asks: {} },
  }
  const asked = async (sent: Omit<Sent, "requestId">, objects: Record<string, unknown>[]) => {
    const it = machine(NOW)
    await askOfStripe(it.ground, CALLER, "key-00000001", COUPON)
    const read: string[] = []
    const stripe = tellerOf([])
    await sendCommands(it.ground, {
      ...stripe,
      send: async () => ({ requestId: "req_1", ...sent }),
      read: async ({ kind, id }) => {
        read.push(`${kind} ${id}`)
        return objects.find((one) => one["id"] === id)!
      },
    })
    await it.flow()
    return { ...it, read, commands: await stripeCommandsOf(it.ground.db, "live", COUPON.subject) }
  }

  test("reads back what was made", async () => {
    const made = { kind: "promotionCode", id: "promo_1" } as const
    const { model, read, commands } = await asked({ made }, [promotionCodeObject()])
    expect([read, commands]).toMatchObject([["promotionCode promo_1"], [{ state: "done", action: "createCode" }]])
    expect(await codesOfCoupon(model.db, { mode: "live", couponId: "coupon_1" })).toMatchObject([{ codeId: "promo_1" }])
  })

  test("takes what is gone from the answer, for it cannot be read back", async () => {
    const gone = { id: "coupon_1", object: "coupon", deleted: true }
    const { model, read, commands } = await asked({ gone }, [])
    expect([read, commands]).toMatchObject([[], [{ state: "done" }]])
    expect(await couponById(model.db, { mode: "live", couponId: "coupon_1" })).toMatchObject({
      deletedSeconds: unix("2026-03-20T14:02:00Z"),
    })
  })
})
