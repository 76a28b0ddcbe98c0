import { expect, test } from "vitest"
import { settingsRoutes } from "../../functions/api/settings.ts"
import { DEFAULT_SETTINGS } from "../../functions/table/settings.ts"
import { dueWork } from "../../functions/table/work.ts"
import { groundOf } from "../sim/ground.ts"
import { tableModel } from "../sim/model.ts"
import { askAsAdmin } from "../support/ask.ts"

async function served() {
  const { db } = tableModel()
  const around = { files: new Map(), kinds: [], zoneOf: () => "UTC" }
  const ground = groundOf({ db, nowMs: Date.now, step: async (_, apply) => apply() }, around)
  const [read, save] = settingsRoutes(ground)
  const ask = await askAsAdmin(db)
  return {
    read: () => ask(read!),
    save: (body: object) => ask(save!, { body }),
    due: async () => (await dueWork(db, new Date(Date.now() + 1_000).toISOString(), 8)).map(({ pk }) => pk),
  }
}
const berlin = { ...DEFAULT_SETTINGS, reportingZone: "Europe/Berlin" }
const rates = [{ currency: "eur", day: "2026-01-01", rate: "1.1" }]

test("a refold that is still to be done is not lost to a save that needs none", async () => {
  const { save, due } = await served()
  expect(await save(berlin)).toMatchObject({ status: 200 })
  expect(await due()).toEqual(["settings"])
  expect(await save(berlin)).toMatchObject({ status: 200, body: { revision: 2 } })
  expect(await due()).toEqual(["settings"])
})

test("what was read before somebody else saved is not saved over it", async () => {
  const { read, save } = await served()
  const { body: asRead } = await read()
  expect(asRead).toEqual({ ...DEFAULT_SETTINGS, revision: 0 })
  const saved = await save({ ...asRead, rates })
  expect(saved).toMatchObject({ status: 200, body: { rates, revision: 1 } })
  expect(await save({ ...asRead, discounts: "all" })).toMatchObject({ status: 409, body: { where: "revision" } })
  expect((await read()).body).toEqual(saved.body)
  expect(await save({ ...saved.body, discounts: "all" })).toMatchObject({ status: 200, body: { revision: 2 } })
})

test("the same save sent again, because its answer was lost, stands as it is", async () => {
  const { read, save } = await served()
  const { body: asRead } = await read()
  const first = await save({ ...asRead, rates })
  expect(await save({ ...asRead, rates })).toEqual(first)
})

test("saves without a revision, all at once, all stand one after the other", async () => {
  const { read, save } = await served()
  const answers = await Promise.all(["all", "active", "forever"].map((discounts) => save({ ...berlin, discounts })))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  expect((await read()).body.revision).toBe(3)
})
