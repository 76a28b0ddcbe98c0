import { afterAll, beforeAll, expect, test } from "vitest"
import { MINE_MAX, type View } from "#shared/contract/views.ts"
import { ADMIN, startConsole, type TestConsole } from "../support/console.ts"

const [SUPPORT, VIEWER] = ["support@demo.test", "viewer@demo.test"] as const

let river: TestConsole
beforeAll(async () => {
  river = await startConsole()
})
afterAll(async () => {
  await river.stop()
  expect(river.failures).toEqual([])
})

const save = (as: string, fields: Partial<View>, key: string = crypto.randomUUID()) =>
  river.call("POST", "/api/views", {
    as,
    body: { list: "webhooks", name: "Parked", address: "", hiddenColumns: [], ...fields },
    headers: { "idempotency-key": key },
  })
const change = (as: string, { list, viewId }: View, body: object) =>
  river.call("PUT", `/api/views/${list}/${viewId}`, { as, body })
const share = (as: string, { list, viewId }: View, shared: boolean) =>
  river.call("PUT", `/api/views/${list}/${viewId}/sharing`, { as, body: { shared } })
const remove = (as: string, { list, viewId }: View) => river.call("DELETE", `/api/views/${list}/${viewId}`, { as })
const seenBy = async (as: string, query = "?list=webhooks") =>
  (await river.call("GET", `/api/views${query}`, { as })).body.items as View[]
const names = async (as: string) => (await seenBy(as)).map(({ name }) => name)
const actions = async () =>
  ((await river.call("GET", "/api/audit", { as: ADMIN })).body.items as { action: string }[])
    .map(({ action }) => action)
    .filter((action) => action.startsWith("view."))

test("a view is its owner's until it is shared; sharing is audited, private views are not", async () => {
  const made = await save(SUPPORT, { name: " Parked ", address: "?status=parked&last=24h", hiddenColumns: ["b", "a"] })
  expect(made).toMatchObject({
    status: 201,
    body: { name: "Parked", address: "last=24h&status=parked", hiddenColumns: ["a", "b"], shared: false, mine: true },
  })
  const view = made.body as View
  expect((await change(SUPPORT, view, { name: "Given up" })).body).toMatchObject({
    name: "Given up",
    address: view.address,
  })
  expect([await names(SUPPORT), await names(ADMIN), await names(VIEWER)]).toEqual([["Given up"], [], []])
  for (const ask of [change(ADMIN, view, { name: "Mine" }), share(ADMIN, view, true), remove(ADMIN, view)])
    expect(await ask).toMatchObject({ status: 404, body: { code: "missing" } })
  expect(await actions()).toEqual([])

  expect((await share(SUPPORT, view, true)).body).toMatchObject({ shared: true, mine: true })
  expect(await seenBy(VIEWER)).toMatchObject([{ name: "Given up", shared: true, mine: false, mayChange: false }])
  expect(await seenBy(VIEWER, "?list=audit")).toEqual([])
  expect(await seenBy(VIEWER, "")).toHaveLength(1)
  for (const ask of [change(VIEWER, view, { name: "Mine" }), share(VIEWER, view, false), remove(VIEWER, view)])
    expect(await ask).toMatchObject({ status: 403, body: { code: "forbidden" } })
  expect((await change(ADMIN, view, { address: "status=received" })).body).toMatchObject({
    mine: false,
    mayChange: true,
  })
  expect((await share(ADMIN, view, false)).status).toBe(200)
  expect([await names(SUPPORT), await names(ADMIN)]).toEqual([["Given up"], []])
  expect((await remove(SUPPORT, view)).status).toBe(200)
  expect(await names(SUPPORT)).toEqual([])
  expect(await actions()).toEqual(["view.unshared", "view.changed", "view.shared"])
  const [, changed] = (await river.call("GET", "/api/audit", { as: ADMIN })).body.items
  expect(changed).toMatchObject({
    before: { address: "last=24h&status=parked", savedBy: "Tom Abel" },
    after: { address: "status=received" },
  })
})

test("a shared view that is deleted leaves what it was in the audit trail", async () => {
  const view = (await save(VIEWER, { name: "Short lived" })).body as View
  await share(VIEWER, view, true)
  expect((await remove(ADMIN, view)).status).toBe(200)
  expect(await names(VIEWER)).toEqual([])
  const [deleted] = (await river.call("GET", "/api/audit", { as: ADMIN })).body.items
  expect(deleted).toMatchObject({ action: "view.deleted", before: { name: "Short lived" }, after: null })
})

test("what a list would not understand is refused, and says why", async () => {
  for (const [fields, where, detail] of [
    [{ address: "status=lost" }, "address", "“status” of webhooks cannot be “lost”"],
    [{ list: "audit", address: "plan=pro" }, "address", "“plan” is no filter of audit"],
    [{ name: "  " }, "name", ""],
    [{ name: "x".repeat(61) }, "name", ""],
    [{ name: "two\nlines" }, "name", "A name is one line"],
    [{ hiddenColumns: ["<b>"] }, "hiddenColumns.0", ""],
    [{ address: `search=${"x".repeat(5000)}` }, "address", ""],
  ] as const)
    expect(await save(ADMIN, fields as Partial<View>)).toMatchObject({
      status: 400,
      body: { where, detail: expect.stringContaining(detail) },
    })
  expect(await names(ADMIN)).toEqual([])
})

test("the same asked again is one view; the same key for another is refused; a person keeps so many", async () => {
  const key = crypto.randomUUID()
  const [first, again] = [await save(ADMIN, {}, key), await save(ADMIN, {}, key)]
  expect([again.status, again.body]).toEqual([201, first.body])
  expect(await save(ADMIN, { name: "Other" }, key)).toMatchObject({ status: 409 })
  for (let nth = 1; nth < MINE_MAX; nth++) expect((await save(ADMIN, { name: `View ${nth}` })).status).toBe(201)
  expect(await save(ADMIN, { name: "One more" })).toMatchObject({ status: 409, body: { code: "conflict" } })
  expect((await save(ADMIN, {}, key)).status).toBe(201)
  const words = encodeURIComponent("請".repeat(200))
  const address = `action=${encodeURIComponent("請".repeat(100))}&actor=${words}&search=${words}`
  expect(await save(ADMIN, { list: "audit", address })).toMatchObject({ status: 201, body: { address } })
})
