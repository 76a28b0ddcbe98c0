import Stripe from "stripe"
import { afterEach, beforeEach, expect } from "vitest"
import { openActs } from "../../../infra/local/stripe/acts.ts"
import { openStripeObjects, type StripeObject } from "../../../infra/local/stripe/objects.ts"
import { openSandbox, SANDBOX_KEY } from "../../../infra/local/stripe/sandbox.ts"
import { type Told, unix } from "../../support/stripe-object.ts"
import { type TestFolder, testFolder } from "./store.ts"

/** The sandbox's clock. */
export const SANDBOX_NOW = unix("2026-03-20T14:02:00Z")

/** Opens sandboxes for the tests of a file: each knows some objects; with Stripe's own client of it, and what it told the console. */
export function openSandboxes() {
  let folder: TestFolder
  let ends: (() => Promise<void>)[] = []
  beforeEach(() => {
    folder = testFolder()
    ends = []
  })
  afterEach(async () => {
    for (const end of ends.splice(0)) await end()
    folder.remove()
  })
  return async (known: readonly Told[], deliver: () => Promise<void> = async () => {}) => {
    const store = folder.store()
    const objects = openStripeObjects(store)
    objects.put(known as StripeObject[])
    const told: Told[] = []
    const acts = openActs({
      store,
      objects,
      nowMs: () => SANDBOX_NOW * 1_000,
      deliver: async (event) => {
        await deliver()
        told.push(event as Told)
      },
    })
    const sandbox = await openSandbox(objects, acts)
    acts.begin()
    ends.push(() => sandbox.stop())
    const { hostname, port } = new URL(sandbox.url)
    const stripe = new Stripe(SANDBOX_KEY, { protocol: "http", host: hostname, port, maxNetworkRetries: 0 })
    return { stripe, told, types: () => told.map(({ type }) => type), objects, stop: () => sandbox.stop() }
  }
}

/** The error that something comes to. */
export const refusal = async (asked: Promise<unknown>) =>
  asked.then(
    () => expect.unreachable("it was done"),
    (error: Stripe.errors.StripeError) => error,
  )
