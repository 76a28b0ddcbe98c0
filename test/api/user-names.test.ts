import { expect, test } from "vitest"
import { namesOf } from "../../functions/api/user-names.ts"
import { ERASED, saveUserName } from "../../functions/table/user-name.ts"
import { tableModel } from "../sim/model.ts"

/** A scope with so many people, and what it costs to read some of their names. */
async function people(many: number) {
  const { db, meter } = tableModel()
  for (let nth = 0; nth < many; nth++) await saveUserName(db, "platform", `u_${nth}`, `person${nth}@acme.test`)
  return async (userIds: readonly string[]) => {
    const before = meter.readUnits
    const nameOf = await namesOf(db, "platform", userIds)
    return { names: userIds.map(nameOf), units: meter.readUnits - before }
  }
}

test("names of a page of people cost no more than asking for each alone, however many there are", async () => {
  const read = await people(20_000)
  const userIds = Array.from({ length: 50 }, (_, nth) => `u_${nth * 399}`)
  const { names, units } = await read(userIds)
  expect(names).toEqual(userIds.map((userId) => `person${userId.slice(2)}@acme.test`))
  expect(units).toBeLessThanOrEqual(50 / 2 + 50 / 8)
  expect((await read(userIds)).units).toBe(0)
})

test("names of few people are read once for all of a minute's pages; who has none is erased", async () => {
  const read = await people(40)
  const userIds = Array.from({ length: 20 }, (_, nth) => `u_${nth}`)
  expect((await read([...userIds, "u_gone"])).units).toBeLessThanOrEqual(1)
  const { names, units } = await read(["u_39", "u_gone"])
  expect({ names, units }).toEqual({ names: ["person39@acme.test", ERASED], units: 0 })
})
