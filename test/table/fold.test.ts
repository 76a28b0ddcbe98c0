import { expect, test } from "vitest"
import { signupsCube } from "#shared/account/signups-cube.ts"
import { presenceCube } from "#shared/account/presence-cube.ts"
import { usageOf } from "#shared/usage/usage.ts"
import { usageCube } from "#shared/usage/usage-cube.ts"
import { close } from "../../functions/project/close.ts"
import { cubesBetween, cubesByStart } from "../../functions/table/cubes.ts"
import { event, machine } from "./machine.ts"

test("signups are right before, during and after folding, in every zone of reading", async () => {
  const { ground, clock, flow, send } = machine("2026-11-20T13:07:00.000Z")
  const days = [
    "2026-11-18T10:00:00.000Z",
    "2026-11-19T23:50:00.000Z",
    "2026-11-20T00:10:00.000Z",
    "2026-11-20T13:05:00.000Z",
  ]
  expect(
    await send(
      days.map((createdAt, index) => event("user.created", "2026-11-20T13:06:00.000Z", { id: `u${index}`, createdAt })),
    ),
  ).toMatchObject({ accepted: 4, rejected: [] })
  const count = async () => {
    const cubes = await cubesByStart(
      ground,
      signupsCube,
      { scope: "platform", zone: "UTC" },
      "day",
      "2026-11-17T00:00:00.000Z",
      "2026-11-21T00:00:00.000Z",
    )
    return Object.fromEntries([...cubes].map(([day, cube]) => [day, cube.created]).sort())
  }
  const right = { "2026-11-18": 1, "2026-11-19": 1, "2026-11-20": 2 }
  await flow()
  expect(await count()).toEqual(right)
  clock.now = "2026-11-20T13:08:00.000Z"
  expect(await close(ground)).toBeGreaterThan(0)
  expect(await count()).toEqual(right)
  clock.now = "2026-11-22T00:30:00.000Z"
  await close(ground)
  expect(await count()).toEqual(right)
  expect(await close(ground)).toBe(0)
})

test("a window between any two instants is exact", async () => {
  const { ground, clock, flow, send } = machine("2026-11-20T13:07:00.000Z")
  const at = ["2026-11-19T13:06:59.000Z", "2026-11-19T13:07:01.000Z", "2026-11-20T13:06:00.000Z"]
  await send(at.map((time, index) => event("user.created", time, { id: `w${index}` })))
  await flow()
  for (const now of ["2026-11-20T13:07:00.000Z", "2026-11-20T13:30:00.000Z", "2026-11-21T13:30:00.000Z"]) {
    clock.now = now
    await close(ground)
    const pieces = await cubesBetween(
      ground,
      signupsCube,
      { scope: "platform", zone: "UTC" },
      "2026-11-19T13:07:00.000Z",
      "2026-11-20T13:07:00.000Z",
    )
    expect(signupsCube.merge(pieces).created).toBe(2)
  }
})

test("usage adds up from minutes to the platform's month, and late events come in", async () => {
  const { ground, clock, flow, send } = machine("2026-11-20T13:07:00.000Z")
  const use = (org: string, time: string) =>
    event("usage.recorded", time, { org, model: "m", inputTokens: 10, inputCostUsd: "0.000001" })
  await send([
    use("org_a", "2026-11-20T13:00:01.000Z"),
    use("org_b", "2026-11-20T13:06:00.000Z"),
    use("org_a", "2026-11-20T11:00:00.000Z"),
  ])
  await flow()
  const platform = async () =>
    usageOf(
      usageCube.merge(
        await cubesBetween(
          ground,
          usageCube,
          { scope: "platform", zone: "UTC" },
          "2026-11-01T00:00:00.000Z",
          "2026-12-01T00:00:00.000Z",
        ),
      ),
    ).all
  const org = async () =>
    usageOf(
      usageCube.merge(
        await cubesBetween(
          ground,
          usageCube,
          { scope: "org_a", zone: "UTC" },
          "2026-11-20T00:00:00.000Z",
          "2026-11-21T00:00:00.000Z",
        ),
      ),
    ).all
  expect(await org()).toMatchObject({ requests: 2, inputTokens: 20, inputCostMicros: 2 })
  clock.now = "2026-12-01T01:00:00.000Z"
  await close(ground)
  expect(await platform()).toMatchObject({ requests: 3, inputTokens: 30, inputCostMicros: 3 })
  clock.now = "2026-12-01T02:00:00.000Z"
  await send([use("org_a", "2026-11-20T13:00:02.000Z")])
  await flow()
  expect(await org()).toMatchObject({ requests: 3 })
  clock.now = "2026-12-01T02:30:00.000Z"
  await close(ground)
  expect(await platform()).toMatchObject({ requests: 4 })
  const present = await cubesBetween(
    ground,
    presenceCube,
    { scope: "platform", zone: "UTC" },
    "2026-11-20T00:00:00.000Z",
    "2026-11-21T00:00:00.000Z",
  )
  expect(presenceCube.merge(present)).toEqual(["org_a", "org_b"])
})

test("a mark that the stream lost is found by the sweep", async () => {
  const { ground, clock, send, model } = machine("2026-11-20T13:07:00.000Z")
  await send([event("user.created", "2026-11-20T13:06:00.000Z", { id: "lost" })])
  model.records.length = 0
  clock.now = "2026-11-20T15:00:00.000Z"
  await close(ground)
  const pieces = await cubesBetween(
    ground,
    signupsCube,
    { scope: "platform", zone: "UTC" },
    "2026-11-20T13:00:00.000Z",
    "2026-11-20T14:00:00.000Z",
  )
  expect(signupsCube.merge(pieces).created).toBe(1)
})

test("sealed history keeps its numbers when its facts are gone", async () => {
  const { ground, clock, flow, send, model } = machine("2026-11-20T13:07:00.000Z")
  await send([event("user.created", "2026-11-20T13:06:00.000Z", { id: "old" })])
  await flow()
  clock.now = "2028-02-20T00:00:00.000Z"
  await close(ground)
  await close(ground)
  model.expire(Date.parse("2028-03-20T00:00:00.000Z") / 1000)
  expect(model.rows().filter(({ kind }) => kind === "segment")).toEqual([])
  const pieces = await cubesBetween(
    ground,
    signupsCube,
    { scope: "platform", zone: "UTC" },
    "2026-11-20T00:00:00.000Z",
    "2026-11-21T00:00:00.000Z",
  )
  expect(signupsCube.merge(pieces).created).toBe(1)
})
