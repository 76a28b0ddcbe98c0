import { describe, expect, test } from "vitest"
import { recordsCube } from "#shared/account/records-cube.ts"

const created = (data: Record<string, unknown>, type = "record.created") => ({
  id: JSON.stringify(data),
  at: "2026-11-20T14:00:00.000Z",
  body: { type, data },
})
const countsOf = (...facts: ReturnType<typeof created>[]) => {
  const [one, other] = [recordsCube.fold(facts), recordsCube.fold(facts.toReversed())]
  expect(other).toEqual(one)
  return { ...one }
}

describe("records are counted", () => {
  test("once, however often they are announced", () => {
    const job = created({ org: "org_a", model: "Job", id: "1" })
    expect(countsOf(job, job)).toEqual({ Job: { created: 1, deleted: 0, withoutStripe: 1 } })
  })

  test("for each organization: they number them themselves", () => {
    const ones = ["org_a", "org_b", null, undefined].map((org) => created({ org, model: "Job", id: "1" }))
    expect(countsOf(...ones)["Job"]).toMatchObject({ created: 3 })
  })

  test("by their own names, whatever these are made of", () => {
    const [one, other] = [
      created({ model: "Job 1", id: "2" }, "record.deleted"),
      created({ model: "Job", id: "1 2" }, "record.deleted"),
    ]
    expect(countsOf(one, other)).toMatchObject({ Job: { deleted: 1 }, "Job 1": { deleted: 1 } })
    expect(
      countsOf(created({ model: "Job", id: "a b", org: "o" }), created({ model: "Job a", id: "b", org: "o" })),
    ).toMatchObject({ Job: { created: 1 }, "Job a": { created: 1 } })
  })

  test("with Stripe when any telling names its object, in any order", () => {
    const told = [created({ model: "Invoice", id: "1" }), created({ model: "Invoice", id: "1", stripeId: "in_1" })]
    expect(countsOf(...told)).toEqual({ Invoice: { created: 1, deleted: 0, withoutStripe: 0 } })
  })
})
