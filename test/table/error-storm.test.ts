import { expect, test } from "vitest"
import { PLATFORM } from "#shared/cube/kind.ts"
import { errorCube } from "#shared/health/error-cube.ts"
import { instant, msOf } from "#shared/time.ts"
import { close } from "../../functions/project/close.ts"
import { cubesBetween } from "../../functions/table/cubes.ts"
import { userNamesBy } from "../../functions/table/user-name.ts"
import { event, machine } from "./machine.ts"

const NOW = "2026-11-20T13:00:30.000Z"
const BATCHES = 20
const BATCH = 500
const UNITS_MAX = 0.2
const STACK = Array.from(
  { length: 30 },
  (_, nth) => `    at step${nth} (/srv/app/src/pay/step-${nth}.ts:${nth}:9)`,
).join("\n")

test("ten thousand reports of one error are counted exactly, and cost little each", async () => {
  const it = machine(NOW)
  for (let batch = 0; batch < BATCHES; batch++) {
    const time = instant(msOf(NOW) + batch * 10_000)
    it.clock.now = time
    const reports = Array.from({ length: BATCH }, (_, nth) =>
      event("error.reported", time, {
        ...{ type: "PaymentFailed", message: `order ${batch * BATCH + nth} failed`, stack: `PaymentFailed\n${STACK}` },
        ...{
          version: `1.${batch % 3}.0`,
          device: "iPhone 17",
          account: `person${(batch * BATCH + nth) % 80}@acme.test`,
        },
      }),
    )
    expect(await it.send(reports)).toMatchObject({ accepted: BATCH })
    await it.flow()
    if (batch % 3 === 2) await close(it.ground)
  }
  for (const later of ["2026-11-20T13:06:00.000Z", "2026-11-20T15:00:00.000Z", "2026-12-02T01:00:00.000Z"]) {
    it.clock.now = later
    await close(it.ground)
  }
  expect(it.model.meter.writeUnits / (BATCHES * BATCH)).toBeLessThanOrEqual(UNITS_MAX)
  const asked = { scope: PLATFORM, zone: "UTC" }
  const cubes = await cubesBetween(it.ground, errorCube, asked, "2026-11-20T00:00:00.000Z", "2026-11-21T00:00:00.000Z")
  const { count, groups } = errorCube.merge(cubes)
  const [group, ...others] = Object.values(groups)
  expect([count, group!.count, others]).toEqual([BATCHES * BATCH, BATCHES * BATCH, []])
  expect(group).toMatchObject({ firstMs: msOf(NOW), lastMs: msOf(NOW) + (BATCHES - 1) * 10_000, type: "PaymentFailed" })
  expect(group!.accounts).toHaveLength(80)
  const names = await userNamesBy(it.ground.db, PLATFORM, group!.accounts)
  expect(names.get(group!.accounts[0]!)).toMatch(/^person\d+@acme\.test$/)
})
