import { expect, test } from "vitest"
import { eachInItsFolder, ending } from "../local/support/workflow.ts"
import { exportGround, WORKFLOW, writeEntries } from "./support/exports.ts"

const { open } = eachInItsFolder()
const asked = (exportId: string) => ({ detail: { exportId } })

test("a second start of a finished export leaves its file alone", async () => {
  const { ground, request, row, text, functions } = exportGround()
  await writeEntries(ground, 3)
  await request("one")
  const workflows = open(WORKFLOW, functions)
  for (const nth of [1, 2]) {
    const { status } = await ending(workflows, workflows.start("it", asked("one")).executionArn)
    expect(status, `start ${nth}`).toBe("SUCCEEDED")
    expect(await row("one")).toMatchObject({ status: "ready", rows: 3 })
    expect(text("one").split("\r\n")).toHaveLength(5)
  }
})

test("of two executions of one export only one writes it", async () => {
  const { request, row, text, functions, ground } = exportGround()
  await writeEntries(ground, 3)
  await request("one")
  let recorded = 0
  const workflows = open(WORKFLOW, {
    ...functions,
    exportRecord: (told: Parameters<typeof functions.exportRecord>[0]) => {
      recorded++
      return functions.exportRecord(told)
    },
  })
  const started = [1, 2].map(() => workflows.start("it", asked("one")).executionArn)
  for (const arn of started) expect((await ending(workflows, arn)).status).toBe("SUCCEEDED")
  expect(recorded).toBe(1)
  expect(await row("one")).toMatchObject({ status: "ready", rows: 3, sizeBytes: Buffer.byteLength(text("one")) })
})

test("what is told of an ended export, or by another execution, changes nothing", async () => {
  const { ground, request, row, text, functions } = exportGround()
  await writeEntries(ground, 3)
  await request("one")
  await functions.exportPage({ exportId: "one", run: "first", part: 0, rows: 0, cursor: null })
  expect(await functions.exportRecord({ exportId: "one", run: "other", part: 1 })).toMatchObject({ status: "writing" })
  await functions.exportRecord({ exportId: "one", run: "other", outcome: "failed", reason: "no" })
  expect(await row("one")).toMatchObject({ status: "writing", reason: null })
  await expect(functions.exportRecord({ exportId: "one", run: "first", part: 0 })).rejects.toThrow("no parts")
  await functions.exportRecord({ exportId: "one", run: "first", part: 1 })
  const [file, ended] = [text("one"), await row("one")]
  await functions.exportRecord({ exportId: "one", run: "first", part: 0 })
  await functions.exportRecord({ exportId: "one", run: "first", outcome: "failed", reason: "no" })
  expect([text("one"), await row("one")]).toEqual([file, ended])
  expect(ended.status).toBe("ready")
})

test("a part that is written twice, because its answer was lost, is counted once", async () => {
  const { ground, request, row, text, functions } = exportGround()
  await writeEntries(ground, 2_500)
  await request("one")
  const lost = new Set<number>()
  const workflows = open(WORKFLOW, {
    ...functions,
    exportPage: async (step: Parameters<typeof functions.exportPage>[0]) => {
      const answer = await functions.exportPage(step)
      if (lost.has(step.part)) return answer
      lost.add(step.part)
      throw new Error("The answer is lost")
    },
  })
  await ending(workflows, workflows.start("it", asked("one")).executionArn)
  expect(lost.size).toBe(2)
  expect(text("one").trim().split("\r\n")).toHaveLength(2_501)
  expect(await row("one")).toMatchObject({ status: "ready", rows: 2_500 })
})

test("a large file is put in pieces, each larger than a part", async () => {
  const { ground, files, pieces, request, row, text, functions } = exportGround({ part: 10_000, piece: 1_000_000 })
  await writeEntries(ground, 9_000, "x".repeat(200))
  await request("one")
  const workflows = open(WORKFLOW, functions)
  expect((await ending(workflows, workflows.start("it", asked("one")).executionArn)).status).toBe("SUCCEEDED")
  const lines = text("one").trim().split("\r\n")
  expect(lines).toHaveLength(9_001)
  expect(lines.map((line) => line.split(",")[0])).toEqual([
    "seq",
    ...Array.from({ length: 9_000 }, (_, at) => String(9_000 - at)),
  ])
  expect(pieces.length).toBeGreaterThan(1)
  expect(Math.min(...pieces.slice(0, -1).map(({ length }) => length))).toBeGreaterThanOrEqual(1_000_000)
  expect(await row("one")).toMatchObject({ status: "ready", rows: 9_000, sizeBytes: Buffer.byteLength(text("one")) })
  expect([...files.keys()]).toEqual(["exports/one/export.csv"])
})

test("an export whose parts cannot be joined is said to have failed, and why", async () => {
  const { ground, request, row, functions } = exportGround()
  await writeEntries(ground, 3)
  await request("one")
  const workflows = open(WORKFLOW, {
    ...functions,
    exportRecord: (told: Parameters<typeof functions.exportRecord>[0]) => {
      if (told.outcome !== "failed") throw Object.assign(new Error("no room"), { name: "OutOfRoom" })
      return functions.exportRecord(told)
    },
  })
  await ending(workflows, workflows.start("it", asked("one")).executionArn)
  expect(await row("one")).toMatchObject({ status: "failed", reason: expect.stringContaining("OutOfRoom") })
})

test("an export of more parts than a file may have ends as failed", async () => {
  const { request, row, functions } = exportGround()
  await request("one")
  const workflows = open(WORKFLOW, {
    ...functions,
    exportPage: async (step: Parameters<typeof functions.exportPage>[0]) => ({
      ...(await functions.exportPage(step)),
      part: 2_000,
      cursor: 1,
    }),
  })
  await ending(workflows, workflows.start("it", asked("one")).executionArn)
  expect(await row("one")).toMatchObject({ status: "failed", reason: expect.stringContaining("too large") })
})
