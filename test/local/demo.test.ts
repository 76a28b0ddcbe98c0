import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach, beforeAll, describe, expect, test } from "vitest"
import { keepEvents } from "../../functions/ingest/keep-events.ts"
import { verifyStripe } from "../../functions/ingest/stripe-signature.ts"
import { fill } from "../../infra/local/demo/fill.ts"
import { type History, history } from "../../infra/local/demo/history.ts"
import type { StripeEvent } from "../../infra/local/demo/life.ts"
import { callsOf, type DoorCall } from "../../infra/local/demo/requests.ts"
import { contributionsOf } from "#shared/revenue/contribution.ts"
import { rateOn } from "#shared/revenue/rates.ts"
import { wantsOf } from "#shared/payments/parts.ts"
import { paymentOf } from "#shared/payments/payment.ts"
import { readStripeEvent } from "#shared/revenue/stripe-event.ts"
import type { StripeFact } from "#shared/revenue/stripe-fact.ts"
import { standingAt, timelineOf } from "#shared/revenue/timeline.ts"
import { DAY_MS, dayOf, daysFrom, instantOfUnix, msOf } from "#shared/time.ts"
import { readCloudEvent } from "#shared/usage/cloud-event.ts"
import { tableModel } from "../sim/model.ts"

const NOW = "2026-11-20T14:02:09.500Z"
const KEY = { scope: "platform", horizonMs: 400 * DAY_MS }
/** What a door gets is text. */
const sent = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value))

let told: History
beforeAll(() => {
  told = history(NOW)
})

// oxlint-disable-next-line no-explicit-any
const field = (event: StripeEvent, name: string): any => event.data.object[name]
const eventsOf = (type: string) => told.events.filter((event) => event.type === type)
const byObject = (kind: string): Map<string, StripeEvent[]> =>
  Map.groupBy(
    told.deliveries.filter(({ data }) => data.object.object === kind),
    ({ data }) => data.object.id,
  )

describe("what is told", () => {
  test("is the same for the same instant, and another for another", () => {
    expect(sent(history(NOW))).toEqual(sent(told))
    expect(history("2026-11-21T14:02:09.500Z").deliveries).not.toEqual(told.deliveries)
  })

  test("lies between 119 days back and now", () => {
    const seconds = told.deliveries.map(({ created }) => created * 1_000)
    const times = told.events.map(({ time }) => msOf(time))
    for (const all of [seconds, times]) {
      expect(Math.max(...all)).toBeLessThanOrEqual(msOf(NOW))
      expect(Math.max(...all)).toBeGreaterThan(msOf(NOW) - DAY_MS)
      expect(Math.min(...all)).toBeLessThanOrEqual(msOf(NOW) - 119 * DAY_MS)
    }
  })

  test("ends at any instant of any day without a life that contradicts itself", () => {
    const ends = Array.from({ length: 18 }, (_, nth) =>
      new Date(Date.UTC(2026, 0, 1) + nth * 20.83 * DAY_MS).toISOString(),
    )
    for (const now of [...ends, "2026-03-31T00:00:00.000Z", "2028-02-29T23:59:59.999Z"]) {
      const { deliveries, events } = history(now)
      const late = [...deliveries.map(({ created }) => created * 1_000), ...events.map(({ time }) => msOf(time))]
      expect(Math.max(...late)).toBeLessThanOrEqual(msOf(now))
      expect(deliveries.length).toBeGreaterThan(280)
    }
  })

  test("has an id for each thing, and one only", () => {
    expect(new Set(told.deliveries.map(({ id }) => id)).size).toBe(told.deliveries.length)
    expect(new Set(told.events.map(({ id }) => id)).size).toBe(told.events.length)
  })
})

describe("the product's events", () => {
  test("are all taken by the door", () => {
    const rejected = told.events
      .map((event) => readCloudEvent(sent(event), KEY, NOW))
      .filter(({ kind }) => kind !== "fact")
    expect(rejected).toEqual([])
  })

  test("tell of Acme and of its four people", () => {
    const acme = eventsOf("organization.created").find(({ data }) => data["id"] === "org_acme")!
    expect(acme.data).toMatchObject({ name: "Acme Roofing", plan: "pro" })
    const roles = Object.fromEntries(
      eventsOf("member.added")
        .filter(({ data }) => data["org"] === "org_acme")
        .map(({ data }) => [data["user"], data["role"]]),
    )
    const emails = eventsOf("user.created").filter(({ data }) => String(data["email"]).endsWith("@acme.test"))
    const named = Object.fromEntries(emails.map(({ data }) => [data["email"], roles[String(data["id"])]]))
    expect(named).toEqual({
      "owner@acme.test": "owner",
      "orgadmin@acme.test": "admin",
      "member@acme.test": "member",
      "readonly@acme.test": "viewer",
    })
  })

  test("agree with Stripe about who is whose customer, and on which plan", () => {
    const customers = [...byObject("customer").values()]
      .map((events) => events.at(-1)!)
      .filter(({ livemode }) => livemode)
    const organizations = new Map(eventsOf("organization.created").map(({ data }) => [data["id"], data]))
    expect(customers.length).toBeGreaterThanOrEqual(50)
    for (const customer of customers) {
      const organization = organizations.get(field(customer, "metadata").organizationId)
      expect(organization).toMatchObject({
        stripeCustomerId: field(customer, "id"),
        billingEmail: field(customer, "email"),
      })
    }
    const subscriptions = [...byObject("subscription").values()].map((events) => events.at(-1)!)
    const paying = new Set(
      subscriptions
        .filter((event) => !["canceled", "paused"].includes(field(event, "status")))
        .map((event) => field(event, "customer")),
    )
    for (const { stripeCustomerId, plan } of organizations.values())
      expect(plan !== "free").toBe(paying.has(stripeCustomerId))
    const statuses = eventsOf("organization.updated").map(({ data }) => data["status"])
    expect(statuses.filter((status) => status === "deleted")).toHaveLength(2)
    expect(statuses).toContain("inactive")
  })

  test("show signups that grow, fewer at weekends, and today as far as it has come", () => {
    const perDay = Map.groupBy(eventsOf("user.created"), ({ time }) => dayOf(time))
    const countOn = (day: string) => perDay.get(day)?.length ?? 0
    // Tuesdays, and the Sundays after them.
    expect(countOn("2026-11-17")).toBeGreaterThan(countOn("2026-08-18") * 2)
    expect(countOn("2026-11-15")).toBeLessThan(countOn("2026-11-17") / 2)
    expect(countOn("2026-11-20")).toBeGreaterThan(0)
    expect(countOn("2026-11-20")).toBeLessThan(countOn("2026-11-13"))
    const quiet = daysFrom("2026-07-23", "2026-11-20").filter((day) => !perDay.has(day))
    // On a working day of the first weeks nobody may come.
    const working = quiet.filter((day) => ![0, 6].includes(new Date(day).getUTCDay()))
    expect(working.length).toBeLessThan(12)
    expect(working.every((day) => day < "2026-08-20")).toBe(true)
    expect(quiet.at(-1)! < "2026-11-01").toBe(true)
  })

  test("make the last 24 hours, week and month look like a product at work", () => {
    const within = (type: string, days: number) =>
      eventsOf(type).filter(({ time }) => msOf(time) > msOf(NOW) - days * DAY_MS)
    const models = Object.groupBy(within("record.created", 1), ({ data }) => String(data["model"]))
    expect(models["Job"]!.length).toBeGreaterThan(150)
    for (const model of ["Ticket", "Company", "Lead", "Invoice"]) expect(models[model]!.length).toBeGreaterThan(20)
    const bills = eventsOf("record.created").filter(({ data }) => data["stripeInvoiceId"])
    expect(bills.length).toBeGreaterThan(3)
    for (const bill of bills) expect(byObject("invoice").has(String(bill.data["stripeInvoiceId"]))).toBe(true)
    const active = new Set(within("activity.recorded", 7).map(({ data }) => data["org"]))
    expect(active.size).toBeGreaterThan(15)
    expect(active).toContain("org_acme")
    const calls = within("usage.recorded", 30)
    expect(new Set(calls.map(({ data }) => data["model"])).size).toBe(4)
    expect(calls.reduce((sum, { data }) => sum + Number(data["inputTokens"]), 0)).toBeGreaterThan(50_000_000)
  })
})

describe("Stripe's deliveries", () => {
  test("are read without a missing field, or set aside for a reason", () => {
    const readings = told.deliveries.map((delivery) => readStripeEvent(sent(delivery)))
    const aside = new Set(readings.flatMap(({ type, reading }) => (reading.kind === "ignored" ? [type] : [])))
    expect([...aside].sort()).toEqual(["payout.paid"])
    const misses = readings.flatMap(({ type, reading }) =>
      reading.kind === "fact" ? reading.fact.misses.map((miss) => `${type} ${miss}`) : [],
    )
    expect(misses).toEqual([])
    expect(readings.filter(({ livemode }) => livemode !== true).map(({ type }) => type)).toEqual(["customer.created"])
  })

  test("tell of payments that Stripe, when it is asked, knows all about", () => {
    const facts = told.deliveries.flatMap((delivery) => {
      const { reading } = readStripeEvent(sent(delivery))
      return "payments" in reading ? reading.payments.facts : []
    })
    const known = new Set(told.known.map(({ object, id }) => `${object} ${id}`))
    const nameOf = { balance: "balance_transaction", charge: "charge", refund: "refund", dispute: "dispute" } as const
    const payments = [...Map.groupBy(facts, ({ chargeId }) => chargeId)]
    expect(payments.length).toBeGreaterThan(10)
    for (const [chargeId, some] of payments)
      for (const { object, id } of wantsOf(chargeId, paymentOf(some.map(({ fact }) => fact))))
        expect(known).toContain(`${nameOf[object as keyof typeof nameOf]} ${id}`)
  })

  test("tell of disputes in every state, one due in five days and one in 20 hours, and of a warning of fraud", () => {
    const told = byObject("dispute")
    const nowSeconds = Math.floor(msOf(NOW) / 1_000)
    const states = [...told.values()].map((events) => {
      const due = field(events.at(-1)!, "evidence_details").due_by - nowSeconds
      return `${field(events.at(-1)!, "status")} ${due > 0 ? due / 3_600 : "over"}`
    })
    expect(states.sort()).toEqual([
      ...["lost over", "needs_response 120", "needs_response 20"],
      ...["under_review 96", "warning_needs_response 216", "won over"],
    ])
    expect(byObject("radar.early_fraud_warning").size).toBe(1)
  })

  test("are of every kind the pages tell of", () => {
    const types = "created finalized paid payment_failed sent marked_uncollectible"
      .split(" ")
      .map((word) => `invoice.${word}`)
    const changes = "created updated deleted paused resumed trial_will_end"
      .split(" ")
      .map((word) => `customer.subscription.${word}`)
    const seen = new Set(told.deliveries.map(({ type }) => type))
    for (const type of [...types, ...changes, "customer.created", "customer.updated"]) expect(seen).toContain(type)
  })

  test("let each subscription take only steps that are possible, each from where it stood", () => {
    const next: Record<string, string[]> = {
      "": ["trialing", "active"],
      trialing: ["trialing", "active", "paused", "canceled"],
      active: ["active", "past_due", "canceled"],
      past_due: ["past_due", "active", "canceled"],
      paused: ["paused", "active", "canceled"],
      canceled: [],
    }
    // Renewals move these on without a word, as long as nothing else changes.
    const quiet = ["items", "latest_invoice"]
    for (const events of byObject("subscription").values()) {
      let before: StripeEvent | undefined
      for (const event of events) {
        expect(next[before ? field(before, "status") : ""]).toContain(field(event, "status"))
        expect(event.created).toBeGreaterThanOrEqual(before?.created ?? 0)
        expect(event.type.endsWith(".updated")).toBe("previous_attributes" in event.data)
        const previous = event.data.previous_attributes ?? {}
        for (const [name, value] of Object.entries(previous)) {
          expect(field(event, name)).not.toEqual(value)
          if (before && !quiet.includes(name)) expect(field(before, name)).toEqual(value)
        }
        for (const name of ["status", "cancel_at_period_end", "pause_collection", "discounts"])
          if (before && event.type.endsWith(".updated") && !(name in previous))
            expect(field(before, name)).toEqual(field(event, name))
        before = event
      }
      expect(
        events[0]!.type === "customer.subscription.created" ||
          field(events[0]!, "created") < events[0]!.created - DAY_MS / 1_000,
      ).toBe(true)
    }
  })

  test("bill only subscriptions that are known, and add up", () => {
    const owners = new Map([...byObject("subscription")].map(([id, events]) => [id, field(events[0]!, "customer")]))
    for (const events of byObject("invoice").values()) {
      for (const event of events) {
        const { subscription } = field(event, "parent").subscription_details
        expect(owners.get(subscription)).toBe(field(event, "customer"))
        const lines = field(event, "lines").data.reduce(
          (sum: number, { amount }: { amount: number }) => sum + amount,
          0,
        )
        const off = field(event, "total_discount_amounts").reduce(
          (sum: number, { amount }: { amount: number }) => sum + amount,
          0,
        )
        expect(lines - off).toBe(field(event, "total"))
        expect(field(event, "total")).toBeGreaterThan(0)
        expect(field(event, "amount_paid") + field(event, "amount_remaining")).toBe(field(event, "total"))
        const { finalized_at, paid_at } = field(event, "status_transitions")
        expect(finalized_at ?? event.created).toBeGreaterThanOrEqual(field(event, "created"))
        if (field(event, "status") === "paid") expect(paid_at).toBeGreaterThanOrEqual(finalized_at)
      }
      const ranks = events.map(({ type }) =>
        ["created", "finalized", "sent", "payment_failed", "marked_uncollectible", "paid"].indexOf(type.split(".")[1]!),
      )
      expect(ranks).toEqual([...ranks].sort((one, other) => one - other))
    }
  })

  test("add up to MRR in three currencies, with every movement, and a rate for every day", () => {
    const facts = Map.groupBy(
      told.deliveries.flatMap((delivery): StripeFact[] => {
        const { reading } = readStripeEvent(sent(delivery))
        return reading.kind === "fact" ? [reading.fact] : []
      }),
      ({ customerId }) => customerId,
    )
    const settings = {
      reportingZone: "UTC",
      reportingCurrency: "usd",
      discounts: "forever" as const,
      rates: told.rates,
    }
    const since = dayOf(instantOfUnix(Math.floor(msOf(NOW) / 1_000) - 30 * 86_400))
    const kinds: string[] = []
    const cents: Record<string, number> = {}
    for (const [customerId, some] of facts) {
      const timeline = timelineOf(some, settings)
      for (const { day, changes } of contributionsOf(customerId, timeline, "UTC"))
        for (const [currency, { kind }] of Object.entries(changes)) {
          expect([currency, day, rateOn(settings, currency, day)]).not.toEqual([currency, day, null])
          if (kind && day > since) kinds.push(kind)
        }
      const { levels } = standingAt(timeline, Math.floor(msOf(NOW) / 1_000))
      for (const [currency, level] of Object.entries(levels))
        for (const [name, amount] of Object.entries(level))
          cents[`${currency} ${name}`] = (cents[`${currency} ${name}`] ?? 0) + amount
    }
    expect(new Set(kinds)).toEqual(new Set(["new", "expansion", "contraction", "churn", "reactivation"]))
    for (const currency of ["usd", "eur", "gbp"]) expect(cents[`${currency} mrrCents`]).toBeGreaterThan(0)
    for (const name of ["pastDueCents", "pausedCents", "trialCents"]) expect(cents[`usd ${name}`]).toBeGreaterThan(0)
    expect(cents["usd committedCents"]).toBeLessThan(cents["usd mrrCents"]!)
  })
})

describe("the calls", () => {
  const eventsIn = (calls: DoorCall[]) => calls.flatMap((call) => ("events" in call ? [call.events] : []))

  test("hold everything once, in batches the door takes, recent days first", () => {
    const calls = callsOf(told, NOW)
    const batches = eventsIn(calls)
    expect(batches.flat().length).toBe(told.events.length)
    expect(new Set(batches.flat()).size).toBe(told.events.length)
    expect(calls.length - batches.length).toBe(told.deliveries.length)
    for (const batch of batches) {
      expect(batch.length).toBeLessThanOrEqual(500)
      expect(Buffer.byteLength(JSON.stringify(batch))).toBeLessThanOrEqual(256 * 1024)
    }
    const oldest = batches.findIndex((batch) =>
      batch.some(({ type, time }) => type === "user.created" && msOf(time) < msOf(NOW) - 60 * DAY_MS),
    )
    const newest = batches.findIndex((batch) =>
      batch.some(({ type, time }) => type === "user.created" && dayOf(time) === dayOf(NOW)),
    )
    expect(newest).toBeLessThan(oldest)
  })

  test("cost the doors few writes, because what happens together is told in one minute", async () => {
    const model = tableModel()
    const clock = { business: NOW, machine: NOW, due: NOW, factLifeMs: 430 * DAY_MS }
    const opaque = (handle: string) => `u_${handle}`
    const outcomes = []
    for (const batch of eventsIn(callsOf(told, NOW)))
      outcomes.push(await keepEvents(model.db, sent(batch), KEY, clock, opaque))
    expect(outcomes.flatMap(({ rejected }) => rejected)).toEqual([])
    expect(outcomes.reduce((sum, { accepted }) => sum + accepted, 0)).toBe(told.events.length)
    expect(model.records.length).toBeLessThanOrEqual(900)
    expect(model.records.length + told.deliveries.length).toBeLessThanOrEqual(1_230)
  })
})

describe("filling a console", () => {
  let server: Server | undefined
  afterEach(() => {
    server?.closeAllConnections()
    server?.close()
  })

  /** Doors that check what they get; `turnAway` says which of their calls they are too busy for. */
  async function openDoors(turnAway: (call: number) => number | undefined = () => undefined) {
    const kept: string[] = []
    const saved: unknown[] = []
    let calls = 0
    server = createServer(async (request, answer) => {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(chunk)
      const raw = Buffer.concat(chunks)
      const busy = turnAway(calls++)
      const reply = (status: number, body: unknown) => answer.writeHead(status).end(JSON.stringify(body))
      if (busy !== undefined) return reply(busy, {})
      if (request.url === "/webhooks/stripe") {
        verifyStripe(String(request.headers["stripe-signature"]), raw, ["whsec_local"], Date.now())
        kept.push(JSON.parse(raw.toString()).id)
        return reply(200, { outcome: "kept" })
      }
      if (request.url === "/v1/events") {
        expect(request.headers.authorization).toBe("Bearer wbk_local")
        const batch = JSON.parse(raw.toString()) as { id: string }[]
        kept.push(...batch.map(({ id }) => id))
        return reply(202, { accepted: batch.length, duplicates: 0, rejected: [] })
      }
      if (request.method === "PUT") saved.push(JSON.parse(raw.toString()))
      reply(200, saved.at(-1) ?? { reportingZone: "UTC", reportingCurrency: "usd", discounts: "active", rates: [] })
    })
    await new Promise<void>((resolve) => server!.listen(0, "127.0.0.1", resolve))
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, kept, saved }
  }
  const all = () => [...told.deliveries, ...told.events].map(({ id }) => id).sort()

  test("posts everything, signed, says how far it is, and saves the rates once", async () => {
    const doors = await openDoors()
    const heard: number[] = []
    await fill({ url: doors.url, now: NOW, progress: (fraction) => heard.push(fraction), adminToken: "token" })
    expect(doors.kept.sort()).toEqual(all())
    expect(heard.at(-1)).toBe(1)
    expect(heard).toEqual([...heard].sort((one, other) => one - other))
    expect(doors.saved).toEqual([
      { reportingZone: "UTC", reportingCurrency: "usd", discounts: "active", rates: told.rates },
    ])
    await fill({ url: doors.url, now: NOW, progress: () => {}, adminToken: "token" })
    expect(doors.saved).toHaveLength(1)
  })

  test("sends the same again to a door that was busy", async () => {
    const doors = await openDoors((call) => (call % 97 === 5 ? 503 : call % 131 === 7 ? 429 : undefined))
    await fill({ url: doors.url, now: NOW, progress: () => {} })
    expect(doors.kept.sort()).toEqual(all())
    expect(doors.saved).toEqual([])
  })

  test("stops at a door that turns something down, and when it is told to", async () => {
    const refusing = await openDoors((call) => (call === 40 ? 400 : undefined))
    await expect(fill({ url: refusing.url, now: NOW, progress: () => {} })).rejects.toThrow("was answered 400")
    expect(refusing.kept.length).toBeLessThan(all().length)
    const stopping = new AbortController()
    const progress = (fraction: number) => fraction > 0.1 && stopping.abort()
    const doors = await openDoors()
    await expect(fill({ url: doors.url, now: NOW, progress, signal: stopping.signal })).rejects.toThrow()
    expect(doors.kept.length).toBeLessThan(all().length)
  })
})
