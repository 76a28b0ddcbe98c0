import { expect, test, vi } from "vitest"
import type { Overview } from "#shared/contract/overview.ts"
import { partOf } from "../../functions/api/overview-part.ts"
import { notedCubes } from "../../functions/api/overview-cubes.ts"
import type { CubeKind } from "#shared/cube/kind.ts"
import type { Ground } from "../../functions/table/ground.ts"

test("a part that fails is null and logged under the id that is told; one that does not is itself", async () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => undefined)
  const failed: Overview["failed"] = []
  const broken = await partOf("platform", failed, () => Promise.reject(new Error("no directory")))
  expect([broken, await partOf("activity", failed, async () => 7)]).toEqual([null, 7])
  expect(failed).toEqual([{ part: "platform", requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) }])
  expect(JSON.parse(said.mock.calls[0]![0])).toMatchObject({ level: "ERROR", ...failed[0] })
  said.mockRestore()
})

test("of the cubes read the newest fold is known, and whether one is of an older version", () => {
  const { ground, cubes } = notedCubes({} as Ground)
  const kind = { name: "revenue", version: 2 } as CubeKind
  ground.onCube!(kind, { fold: 2, foldedAt: "2026-11-20T10:00:00.000Z" })
  expect(cubes).toEqual({ revenue: { foldedAt: "2026-11-20T10:00:00.000Z", outdated: false } })
  ground.onCube!(kind, { fold: 1, foldedAt: "2026-11-20T09:00:00.000Z" })
  ground.onCube!(kind, { fold: 2, foldedAt: "2026-11-20T09:30:00.000Z" })
  expect(cubes).toEqual({ revenue: { foldedAt: "2026-11-20T10:00:00.000Z", outdated: true } })
})
