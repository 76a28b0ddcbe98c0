import { afterAll, beforeAll, expect, test } from "vitest"
import type { DisputeDetail } from "#shared/contract/disputes.ts"
import { EVIDENCE_CHARACTERS_MAX } from "#shared/contract/evidence.ts"
import { ADMIN, startConsole, type TestConsole } from "../support/console.ts"
import { chargeObject, disputeObject, PAID_AT } from "../support/payment-object.ts"
import { customerObject, invoiceObject, type Told, told } from "../support/stripe-object.ts"

const [SUPPORT, VIEWER] = ["support@demo.test", "viewer@demo.test"]
const DAY = 86_400

let river: TestConsole
beforeAll(async () => {
  river = await startConsole({ now: "2026-03-10T14:02:00.000Z" })
})
afterAll(async () => {
  await river.stop()
  expect(river.failures).toEqual([])
})

/** Tells the console, and teaches the sandbox, of objects. */
async function happened(...events: Told[]) {
  const objects = events.map(({ data }) => (data as { object: Told }).object)
  await river.call("POST", "/_local/stripe", { body: { objects } })
  for (const event of events) expect((await river.stripe(event)).status).toBe(200)
  await river.settled()
}
const one = async (as = ADMIN, id = "dp_1"): Promise<DisputeDetail> =>
  (await river.call("GET", `/api/disputes/live/${id}`, { as })).body
const textsNow = async () => (await one()).evidence!.texts
const save = (version: number, texts: object, as = ADMIN) =>
  river.call("PUT", "/api/disputes/live/dp_1/evidence", { as, body: { version, texts } })
const send = (what: "stage" | "submit", version: number, key: string = crypto.randomUUID()) =>
  river.call("POST", `/api/disputes/live/dp_1/evidence/${what}`, {
    ...{ as: ADMIN, body: { version }, headers: { "idempotency-key": key } },
  })
/** Waits until no command waits any more. */
const ended = () =>
  expect
    .poll(async () => (await one()).evidence!.commands.filter(({ state }) => state === "waiting"), { timeout: 20_000 })
    .toEqual([])

test("an answer is composed of what our own facts say, and is kept from viewers", async () => {
  await happened(
    told("customer.created", PAID_AT - 60, customerObject({ metadata: {} })),
    told(
      "invoice.paid",
      PAID_AT,
      invoiceObject({ id: "in_1", number: "A-1", hosted_invoice_url: "https://pay.example/in_1" }),
    ),
    told("charge.succeeded", PAID_AT, chargeObject()),
    told("charge.dispute.created", PAID_AT + DAY, disputeObject({ evidence: {} })),
  )
  expect((await one()).usage).toBeNull()
  await river.advance(120_000)
  const { evidence, usage } = await one()
  expect(usage).toMatchObject({ organizationId: null, receipts: [{ url: "https://pay.example/in_1" }] })
  expect(evidence).toMatchObject({
    ...{ version: 0, savedBy: null, staged: false, commands: [] },
    texts: { customer_name: "Ada Lovelace", customer_email_address: "ada@example.org", access_activity_log: "" },
  })
  expect(evidence!.texts.uncategorized_text).toContain("Invoices paid before the dispute:\nA-1: ")
  expect(evidence!.files.map(({ name }) => name)).toContain("Receipt")
  expect(await one(VIEWER)).toMatchObject({ masked: true, evidence: null, usage: { receipts: [{ url: null }] } })
})

test("a save counts up, stands when it is repeated, and is refused over what was saved since, with who did it", async () => {
  const texts = { ...(await textsNow()), uncategorized_text: "They used it daily." }
  expect((await save(0, texts)).body).toEqual({ version: 1 })
  expect((await save(0, texts)).body).toEqual({ version: 1 })
  expect((await one()).evidence).toMatchObject({ version: 1, texts, savedBy: { isStaff: true } })
  const late = await save(0, { ...texts, uncategorized_text: "Something else." })
  expect(late.body).toMatchObject({
    status: 409,
    where: "version",
    detail: expect.stringMatching(/ saved another text at 2/),
  })
  expect((await save(1, texts, SUPPORT)).status).toBe(403)
  const half = "a".repeat(EVIDENCE_CHARACTERS_MAX / 2 + 1)
  const long = await save(1, { uncategorized_text: half, access_activity_log: half })
  expect(long.body).toMatchObject({ status: 400, where: "texts", wanted: expect.stringContaining("150000 characters") })
  expect((await save(1, { secret: "x" })).status).toBe(400)
})

test("staging gives Stripe the texts and leaves the dispute open; only what was read is sent", async () => {
  expect((await send("stage", 0)).body).toMatchObject({ status: 409, where: "version" })
  const key = crypto.randomUUID()
  const first = await send("stage", 1, key)
  expect(first.status).toBe(202)
  expect((await send("stage", 1, key)).body).toEqual(first.body)
  await ended()
  // What Stripe answered is folded a moment after the command has ended.
  await expect.poll(async () => (await one()).evidence!.staged, { timeout: 20_000 }).toBe(true)
  const staged = await one()
  expect(staged).toMatchObject({ status: "needs_response", answered: false, submissions: 0 })
  expect(staged.evidence).toMatchObject({ staged: true, commands: [{ action: "stageEvidence", state: "done" }] })
})

test("submitting answers the dispute for good, and a second answer is refused", async () => {
  expect((await send("submit", 1)).status).toBe(202)
  await ended()
  await expect.poll(async () => (await one()).status, { timeout: 20_000 }).toBe("under_review")
  expect(await one()).toMatchObject({ answered: true, submissions: 1, evidence: { staged: false } })
  expect((await one()).moments.map(({ what }) => what)).toEqual(["charged", "opened", "answered"])
  expect((await send("submit", 1)).body).toMatchObject({ status: 409, where: "disputeId" })
  const audit = (await river.call("GET", "/api/audit", { as: ADMIN })).body.items as { action: string; after: object }[]
  expect(audit.map(({ action }) => action).reverse()).toEqual([
    ...["dispute.evidence.saved", "dispute.stageEvidence.asked", "dispute.stageEvidence.done"],
    ...["dispute.submitEvidence.asked", "dispute.submitEvidence.done"],
  ])
  expect(JSON.stringify(audit)).not.toContain("They used it daily")
})
