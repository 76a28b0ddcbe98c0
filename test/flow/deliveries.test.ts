import { beforeAll, describe, expect, test } from "vitest"
import { ADMIN, startConsole, type TestConsole } from "../support/console.ts"
import { chargeObject, disputeObject, PAID_AT } from "../support/payment-object.ts"
import { absent, filesIn, jsonOf, PAYLOADS, titled } from "../support/payloads.ts"
import { signedHeaders } from "../support/stripe.ts"
import { itemObject, priceObject, subscribed, type Told, told, unix } from "../support/stripe-object.ts"

const priced = (cents: number, livemode: boolean) =>
  subscribed({ created: unix("2026-03-01"), livemode, items: [itemObject(priceObject({ cents }))] })

/** The same ids in both modes. */
const BOTH_MODES = [true, false].flatMap((livemode) => {
  const [cents, name] = livemode ? [4_900, "live"] : [700, "test"]
  const charge = chargeObject({ livemode, amount: cents, balance_transaction: null })
  const dispute = disputeObject({ livemode, amount: cents })
  return [
    told("customer.subscription.created", unix("2026-03-01"), priced(cents, livemode), {
      livemode,
      id: `evt_1${name}`,
    }),
    told("charge.succeeded", PAID_AT, charge, { livemode, id: `evt_2${name}` }),
    told("charge.dispute.created", PAID_AT + 9, dispute, { livemode, id: `evt_3${name}` }),
  ]
})

/** Every recorded delivery. Some have lost their ids: numbered, they can be told apart. */
const recorded = () =>
  filesIn("stripe/events").map((file, nth): Told => ({ ...(jsonOf(file) as Told), id: `evt_recorded_${nth}` }))

/** Recorded deliveries of clover. Their ids were replaced, each by itself: here they name each other again. */
function clover(): Told[] {
  const one = (name: string, more: Told): Told => {
    const event = jsonOf(`${PAYLOADS}/stripe/events/zulip-recorded-clover/${name}.json`) as Told
    return {
      ...event,
      id: `evt_${name}`,
      data: { object: { ...((event["data"] as Told)["object"] as Told), ...more } },
    }
  }
  const payment = { type: "payment_intent", payment_intent: "pi_clover" }
  return [
    one("charge.succeeded.1", { id: "ch_clover", payment_intent: "pi_clover" }),
    one("invoice_payment.paid.1", { invoice: "in_clover", payment }),
    one("invoice.paid.2", { id: "in_clover" }),
  ]
}

const STORIES = { modes: BOTH_MODES, ...(absent ? {} : { recorded: recorded(), clover: clover() }) }
type Story = "modes" | "recorded" | "clover"

const LISTS = ["subscriptions", "transactions", "disputes"]
const PAGES = ["overview?days=90", "movements?months=13", ...LISTS.map((list) => `${list}?limit=50`)].flatMap((page) =>
  ["live", "test"].map((mode) => `${page}&mode=${mode}`),
)
type Answers = Map<string, Awaited<ReturnType<TestConsole["call"]>>["body"]>

/** When it was said and folded, and of which news. */
const NO_FIGURES = ["asOf", "version", "cube", "cubes"]
const figuresIn = (body: object) =>
  Object.fromEntries(Object.entries(body).filter(([field]) => !NO_FIGURES.includes(field)))

/** What every page of a new console says after each story, told in one way. */
async function consoleTold(tell: (river: TestConsole, events: readonly Told[]) => Promise<void>) {
  const river = await startConsole({ now: "2026-03-20T14:02:00.000Z" })
  const said = new Map<string, Answers>()
  try {
    for (const [story, events] of Object.entries(STORIES)) {
      await tell(river, events)
      await river.settled()
      const answers: Answers = new Map()
      for (const page of [...PAGES, "webhooks?limit=1", "transactions/test/ch_clover"]) {
        const { body } = await river.call("GET", `/api/${page}`, { as: ADMIN })
        answers.set(page, figuresIn(body))
      }
      said.set(story, answers)
    }
  } finally {
    await river.stop()
  }
  expect(river.failures).toEqual([])
  return (story: Story) => said.get(story)!
}

/** Posts a delivery as bytes that the gateway takes for no text, so that it hands them on as base64. */
async function postBytes(river: TestConsole, event: Told): Promise<number> {
  const body = Buffer.from(JSON.stringify(event))
  const headers = { "content-type": "application/octet-stream", ...signedHeaders(body) }
  return (await fetch(`${river.url}/webhooks/stripe`, { method: "POST", body, headers })).status
}

/** As it happened. */
let straight: (story: Story) => Answers
/** The other way round, as base64, each under a second id first, and then twice. */
let twisted: (story: Story) => Answers
beforeAll(async () => {
  straight = await consoleTold(async (river, events) => {
    for (const event of events) expect((await river.stripe(event)).status).toBe(200)
  })
  twisted = await consoleTold(async (river, events) => {
    for (const event of [...events].reverse())
      for (const id of [`${String(event["id"])}_again`, event["id"], event["id"]])
        expect(await postBytes(river, { ...event, id })).toBe(200)
  })
})

test.each([
  ["live", 4_900],
  ["test", 700],
])("objects that have the same ids in both modes stay apart: %s", (mode, cents) => {
  for (const told of [straight("modes"), twisted("modes")]) {
    expect(told.get(`overview?days=90&mode=${mode}`)).toMatchObject({ mrrCents: cents, totalSubscribers: 1 })
    const [subscriptions, transactions, disputes] = LISTS.map((list) => told.get(`${list}?limit=50&mode=${mode}`).items)
    expect(subscriptions).toMatchObject([{ subscriptionId: "sub_1", mrrCents: cents }])
    expect(transactions).toMatchObject([{ chargeId: "ch_1", grossCents: cents }])
    expect(disputes).toMatchObject([{ disputeId: "dp_1", amountCents: cents }])
  }
})

describe.skipIf(absent)(titled("recorded deliveries"), () => {
  test.each(PAGES)("give the same page the other way round, under two ids, twice and as base64: %s", (page) => {
    for (const story of ["recorded", "clover"] as const)
      expect(twisted(story).get(page)).toEqual(straight(story).get(page))
  })

  test("are all applied or set aside, and fill every list", () => {
    for (const told of [straight("clover"), twisted("clover")]) {
      expect(told.get("webhooks?limit=1").counts).toMatchObject({ parked: 0, received: 0 })
      for (const list of LISTS) expect(told.get(`${list}?limit=50&mode=test`).items.length).toBeGreaterThan(1)
    }
  })

  test("of clover join an invoice to its charge, though neither names the other", () => {
    for (const told of [straight("clover"), twisted("clover")])
      expect(told.get("transactions/test/ch_clover").invoice).toMatchObject({ invoiceId: "in_clover" })
  })
})
