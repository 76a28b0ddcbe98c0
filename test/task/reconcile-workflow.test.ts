import { expect, test } from "vitest"
import type { Lister } from "../../functions/task/open-stripe.ts"
import { recordFailure } from "../../functions/task/reconcile-ending.ts"
import { reconcile, type Step } from "../../functions/task/reconcile-step.ts"
import { reconciliationWorkflow } from "../../infra/workflows/reconciliation.ts"
import { eachInItsFolder, ending } from "../local/support/workflow.ts"
import { listerOf } from "../support/lister.ts"
import { chargeObject } from "../support/payment-object.ts"
import { subscribed } from "../support/stripe-object.ts"
import { comparing } from "./support/reconciliations.ts"

const { open } = eachInItsFolder()
/** The workflow as it is described, with retries that do not wait. */
const WORKFLOW = JSON.parse(
  JSON.stringify(reconciliationWorkflow).replaceAll('"IntervalSeconds":5', '"IntervalSeconds":0.001'),
) as typeof reconciliationWorkflow
const ASKED = { detail: { reconciliationId: "one" } }

/** A requested comparison, and the function of the workflow over it, which stops after every page. */
async function requested(change: (lister: Lister) => Lister = (lister) => lister) {
  const it = comparing()
  const lister = change(listerOf([subscribed(), chargeObject()]).lister)
  await it.request("one")
  const functions = {
    reconcile: async (asked: Step & { failed?: string }) => {
      if (asked.failed !== undefined) return recordFailure(it.ground, asked, asked.failed)
      let looks = 0
      return reconcile(it.ground, lister, asked, () => looks++ > 0)
    },
  }
  return { ...it, workflows: open(WORKFLOW, functions) }
}

test("a comparison goes on page by page to its end, though Stripe breaks now and then; a second execution leaves it alone", async () => {
  let calls = 0
  const { workflows, report } = await requested((lister) => ({
    ...lister,
    list: async (...asked) => {
      if (++calls % 3 === 0) throw new Error("Stripe is away")
      return lister.list(...asked)
    },
  }))
  expect((await ending(workflows, workflows.start("it", ASKED).executionArn)).status).toBe("SUCCEEDED")
  expect(await report("one")).toMatchObject({ status: "complete", ending: "complete" })
  expect((await report("one")).counts).toMatchObject([
    { object: "subscription", missing: 1, repaired: 1 },
    { object: "charge", missing: 1, repaired: 1 },
  ])
  const before = await report("one")
  expect((await ending(workflows, workflows.start("it", ASKED, "again").executionArn)).status).toBe("SUCCEEDED")
  expect(await report("one")).toEqual(before)
})

test("what the key may not ask ends it by name, and is not asked again", async () => {
  let calls = 0
  const { workflows, report } = await requested((lister) => ({
    ...lister,
    list: async () => {
      calls++
      throw new Error("forbidden")
    },
  }))
  await ending(workflows, workflows.start("it", ASKED).executionArn)
  expect(await report("one")).toMatchObject({ status: "failed", ending: "notAllowed" })
  expect(calls).toBe(1)
})

test("what breaks seven times ends it with the reason, and the next may begin", async () => {
  const { workflows, report, request } = await requested((lister) => ({
    ...lister,
    list: async () => {
      throw new TypeError("Stripe makes no sense")
    },
  }))
  await ending(workflows, workflows.start("it", ASKED).executionArn)
  expect(await report("one")).toMatchObject({
    status: "failed",
    ending: "broke",
    reason: expect.stringContaining("TypeError"),
  })
  expect(await request("two")).toBe("done")
})
