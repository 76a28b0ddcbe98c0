import { describe, expect, test } from "vitest"
import { openClock } from "../../infra/local/clock.ts"
import type { Workflows } from "../../infra/local/workflow/executions.ts"
import { ask, call, chain, eachInItsFolder, ending, failing } from "./support/workflow.ts"

const { open, store } = eachInItsFolder()

describe("after a kill", () => {
  test("goes on in the state it was in, with its variables, and does not repeat finished states", async () => {
    const calls: string[] = []
    const workflow = chain({
      First: call("first", { Assign: { kept: "{% $states.result.Payload %}" }, Next: "Second" }),
      Second: call("second", { Output: "{% $kept & ' ' & $states.result.Payload %}", End: true }),
    })
    const before = open(workflow, {
      first: () => {
        calls.push("first")
        return "one"
      },
      second: () => {
        calls.push("second, cut off")
        return new Promise(() => {})
      },
    })
    const { executionArn } = before.start("it", {})
    await expect.poll(() => calls).toHaveLength(2)
    const after = open(workflow, {
      second: () => {
        calls.push("second")
        return "two"
      },
    })
    after.resume()
    expect(await ending(after, executionArn)).toEqual({ status: "SUCCEEDED", output: "one two" })
    expect(calls).toEqual(["first", "second, cut off", "second"])
  })

  test("a Map repeats only the items that had not ended", async () => {
    const workflow = chain({
      Each: {
        Type: "Map",
        Items: [0, 1, 2],
        ItemProcessor: { StartAt: "One", States: { One: call("one", { End: true }) } },
        End: true,
      },
    })
    const calls: string[] = []
    const before = open(workflow, { one: (n: number) => (n === 1 ? new Promise(() => {}) : n) })
    const { executionArn } = before.start("it", {})
    const ended = store().swift.prepare("SELECT count(*) AS n FROM frames WHERE body LIKE '%\"output\":{%'")
    await expect.poll(() => ended.get()?.["n"]).toBe(2)
    const after = open(workflow, { one: (n: number) => `${calls.push(String(n))} again` })
    after.resume()
    expect(await ending(after, executionArn)).toEqual({ status: "SUCCEEDED", output: [0, "1 again", 2] })
    expect(calls).toEqual(["1"])
  })

  test("a callback that was asked for is not asked again, and its token still counts", async () => {
    let token = ""
    let asked = 0
    const functions = {
      ask: (input: { token: string }) => {
        asked += 1
        token = input.token
      },
    }
    const workflow = chain({ Ask: ask({ End: true }) })
    const before = open(workflow, functions)
    const { executionArn } = before.start("it", {})
    await expect.poll(() => before.isQuiet()).toBe(true)
    await before.stop()
    const after = open(workflow, functions)
    after.resume()
    await expect.poll(() => after.isQuiet()).toBe(true)
    after.settle(token, { output: "late" })
    expect(await ending(after, executionArn)).toEqual({ status: "SUCCEEDED", output: "late" })
    expect(asked).toBe(1)
  })

  test("what was sent for a token while the console was off counts", async () => {
    let token = ""
    const workflow = chain({ Ask: ask({ End: true }) })
    const before = open(workflow, { ask: (input: { token: string }) => void (token = input.token) })
    const { executionArn } = before.start("it", {})
    await expect.poll(() => before.isQuiet()).toBe(true)
    await before.stop()
    const after = open(workflow)
    after.settle(token, { output: "meanwhile" })
    after.resume()
    expect(await ending(after, executionArn)).toEqual({ status: "SUCCEEDED", output: "meanwhile" })
  })

  test("a function that returns after its token was answered does not set the workflow back", async () => {
    let asked = 0
    let returned = false
    const functions = {
      ask: async ({ token }: { token: string }) => {
        asked += 1
        before.settle(token, { output: "answer" })
        await new Promise((resolve) => setTimeout(resolve, 30))
        returned = true
      },
    }
    const workflow = chain({ Ask: ask({ Next: "Wait" }), Wait: { Type: "Wait", Seconds: 0.2, End: true } })
    const before: Workflows = open(workflow, functions)
    const { executionArn } = before.start("it", {})
    await expect.poll(() => returned).toBe(true)
    await before.stop()
    const after = open(workflow, functions)
    after.resume()
    expect(await ending(after, executionArn)).toEqual({ status: "SUCCEEDED", output: "answer" })
    expect(asked).toBe(1)
  })

  test("a wait goes on to the same instant", async () => {
    const workflow = chain({
      Wait: { Type: "Wait", Seconds: 3600, Next: "Say" },
      Say: { Type: "Succeed", Output: "waited" },
    })
    const before = open(workflow)
    const { executionArn } = before.start("it", {})
    await expect.poll(() => before.isQuiet()).toBe(true)
    await before.stop()
    // Nearly an hour later.
    const clock = { ...openClock(), dueMs: () => Date.now() + 3_599_900 }
    const after = open(workflow, {}, { clock })
    after.resume()
    expect(await ending(after, executionArn)).toEqual({ status: "SUCCEEDED", output: "waited" })
  })

  test("moving the clock ends a wait", async () => {
    const workflow = chain({ Wait: { Type: "Wait", Seconds: 3600, End: true } })
    const clock = openClock()
    const workflows = open(workflow, {}, { clock })
    const { executionArn } = workflows.start("it", {})
    await expect.poll(() => workflows.isQuiet()).toBe(true)
    expect(workflows.describe(executionArn).status).toBe("RUNNING")
    clock.move({ advanceMs: 3_601_000 })
    expect(await ending(workflows, executionArn)).toMatchObject({ status: "SUCCEEDED" })
    delete process.env["WATCHBILL_NOW"]
    delete process.env["WATCHBILL_DUE_SKEW_MS"]
  })

  test("retries done are remembered", async () => {
    const workflow = chain({
      flaky: call("flaky", { Retry: [{ ErrorEquals: ["Flaky"], MaxAttempts: 1, IntervalSeconds: 0.05 }], End: true }),
    })
    const before = open(workflow, { flaky: failing(9, "done") })
    const { executionArn } = before.start("it", {})
    await expect.poll(() => before.isQuiet()).toBe(true)
    await before.stop()
    const after = open(workflow, { flaky: failing(1, "done") })
    after.resume()
    expect(await ending(after, executionArn)).toMatchObject({ status: "FAILED", error: "Flaky" })
  })

  test("an execution keeps the definition it began with", async () => {
    const before = open(chain({ Old: call("slow", { End: true }) }), { slow: () => new Promise(() => {}) })
    const { executionArn } = before.start("it", {})
    const after = open(chain({ New: { Type: "Succeed", Output: "new" } }), { slow: () => "old" })
    after.resume()
    expect(await ending(after, executionArn)).toEqual({ status: "SUCCEEDED", output: "old" })
  })
})
