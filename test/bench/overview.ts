import { foldCustomer } from "../../functions/project/fold-customer.ts"
import { close } from "../../functions/project/close.ts"
import { appendCustomerFact, markCustomer } from "../../functions/table/customer.ts"
import { overviewRoutes } from "../../functions/api/overview.ts"
import { readStripeEvent } from "#shared/revenue/stripe-event.ts"
import { tableModel } from "../sim/model.ts"
import { stripeEvent, subscriptionObject } from "../support/stripe.ts"
import { type Figure, rounded } from "./figure.ts"
import { machineOver } from "./machine.ts"
import { askRoute } from "./ask-route.ts"

/** Read units of the overview with few and with many subscriptions, on the model whose units the conformance suite holds against the engine. */
export async function overviewFigures(): Promise<Figure[]> {
  const few = await readUnits(10)
  const many = await readUnits(10_000)
  return [
    { what: "read units of the overview, 10 subscriptions", value: rounded(few, 1), unit: "RU" },
    {
      what: "read units of the overview, 10,000 subscriptions",
      value: rounded(many, 1),
      unit: "RU",
      against: `${rounded(many / few, 1)} × the few`,
    },
  ]
}

async function readUnits(subscriptions: number): Promise<number> {
  const model = tableModel()
  const now = "2026-11-20T14:02:00.000Z"
  const machine = machineOver(model.db, async () => model.records.splice(0), now)
  for (let nth = 0; nth < subscriptions; nth++) {
    const at = new Date(Date.parse(now) - ((nth * 7919) % (700 * 24)) * 3_600_000).toISOString()
    const object = subscriptionObject({
      id: `sub_${nth}`,
      customer: `cus_${nth.toString(36)}_bench`,
      startedAt: at,
      items: [{ cents: 4900 }],
    })
    const { reading, customerId } = readStripeEvent(stripeEvent("customer.subscription.created", at, object))
    if (reading.kind !== "fact") throw new Error("The bench's own event is not read")
    const customer = { mode: "live" as const, customerId: customerId! }
    await appendCustomerFact(model.db, customer, reading.fact, { deliveryId: `evt_${nth}` })
    await markCustomer(model.db, customer, now)
    await foldCustomer(machine.ground, customer)
    model.records.length = 0
  }
  machine.clock.now = "2026-11-20T14:10:00.000Z"
  await close(machine.ground)
  process.env["WATCHBILL_NOW"] = machine.clock.now
  const before = model.meter.readUnits
  await askRoute(overviewRoutes(machine.ground)[0]!, machine.ground)
  return model.meter.readUnits - before
}
