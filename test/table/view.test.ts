import { expect, test } from "vitest"
import {
  privateViews,
  sharedViews,
  type ViewFields,
  viewAdded,
  viewChanged,
  viewRemoved,
  viewSeenBy,
} from "../../functions/table/view.ts"
import { tableModel } from "../sim/model.ts"

const view = (told: Partial<ViewFields>): ViewFields => ({
  viewId: "v1",
  list: "webhooks",
  name: "Parked",
  address: "status=parked",
  hiddenColumns: [],
  shared: false,
  personId: "per_1",
  savedBy: "Ines",
  changedAt: "2026-11-20T14:00:00.000Z",
  ...told,
})
const ids = (rows: { viewId: string }[]) => rows.map(({ viewId }) => viewId)

test("a view stands under its owner, or among the shared ones, never under both", async () => {
  const { db, rows } = tableModel()
  await db.write(viewAdded(view({})))
  await db.write(viewAdded(view({ viewId: "v2", list: "audit" })))
  await db.write(viewAdded(view({ viewId: "v3", personId: "per_2" })))
  expect(ids(await privateViews(db, "per_1"))).toEqual(["v2", "v1"])
  expect(ids(await privateViews(db, "per_1", "webhooks"))).toEqual(["v1"])
  expect(await viewSeenBy(db, "per_1", "webhooks", "v3")).toBeUndefined()

  const mine = (await viewSeenBy(db, "per_1", "webhooks", "v1"))!
  const shared = view({ shared: true, changedAt: "2026-11-20T14:01:00.000Z" })
  expect(await db.transact(viewChanged(mine, shared))).toBe("done")
  expect([ids(await privateViews(db, "per_1", "webhooks")), ids(await sharedViews(db, "webhooks"))]).toEqual([
    [],
    ["v1"],
  ])
  expect((await viewSeenBy(db, "per_2", "webhooks", "v1"))?.name).toBe("Parked")
  expect(rows()).toHaveLength(3)
})

test("what was changed meanwhile is neither changed nor removed", async () => {
  const { db } = tableModel()
  await db.write(viewAdded(view({})))
  const read = (await viewSeenBy(db, "per_1", "webhooks", "v1"))!
  const renamed = view({ name: "Given up", changedAt: "2026-11-20T14:01:00.000Z" })
  expect(await db.transact(viewChanged(read, renamed))).toBe("done")
  const late = view({ shared: true, changedAt: "2026-11-20T14:02:00.000Z" })
  for (const writes of [viewChanged(read, { ...renamed, name: "Lost" }), viewChanged(read, late), [viewRemoved(read)]])
    expect(await db.transact(writes)).toMatchObject({ refused: [0] })
  expect((await viewSeenBy(db, "per_1", "webhooks", "v1"))?.name).toBe("Given up")
  expect(await sharedViews(db)).toEqual([])
})
