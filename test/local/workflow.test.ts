import { describe, expect, test } from "vitest"
import { call, chain, eachInItsFolder, ending, Flaky } from "./support/workflow.ts"

const { open, outcome } = eachInItsFolder()

describe("states", () => {
  test("variables, choices and output follow the input", async () => {
    const workflow = chain({
      Take: {
        Type: "Pass",
        Assign: { limit: "{% $states.input.limit %}" },
        Output: { amount: "{% $states.input.amount * 2 %}" },
        Next: "Large?",
      },
      "Large?": {
        Type: "Choice",
        Choices: [
          {
            Condition: "{% $states.input.amount > $limit %}",
            Next: "Large",
            Output: { seen: "{% $states.input.amount %}" },
          },
        ],
        Default: "Small",
      },
      Large: { Type: "Succeed", Output: "{% 'large ' & $states.input.seen %}" },
      Small: { Type: "Succeed", Output: "small" },
    })
    expect(await outcome(workflow, { amount: 6, limit: 10 })).toEqual({ status: "SUCCEEDED", output: "large 12" })
    expect(await outcome(workflow, { amount: 5, limit: 10 })).toEqual({ status: "SUCCEEDED", output: "small" })
  })

  test("variables assigned together all see the old values", async () => {
    const workflow = chain({
      First: { Type: "Pass", Assign: { a: 1, b: 2 }, Next: "Swap" },
      Swap: { Type: "Pass", Assign: { a: "{% $b %}", b: "{% $a %}" }, Next: "Say" },
      Say: { Type: "Pass", Output: ["{% $a %}", "{% $b %}"], End: true },
    })
    expect(await outcome(workflow, {})).toEqual({ status: "SUCCEEDED", output: [2, 1] })
  })

  test("no choice that matches, and an expression that says nothing, are errors by name", async () => {
    const choice = { Type: "Choice", Choices: [{ Condition: "{% false %}", Next: "End" }] }
    expect(await outcome(chain({ Choose: choice, End: { Type: "Succeed" } }), {})).toMatchObject({
      status: "FAILED",
      error: "States.NoChoiceMatched",
    })
    const nothing = { Type: "Pass", Output: "{% $states.input.missing %}", End: true }
    expect(await outcome(chain({ nothing }), {})).toMatchObject({ error: "States.QueryEvaluationError" })
  })

  test("Fail ends with its error and cause", async () => {
    const workflow = chain({ Stop: { Type: "Fail", Error: "Refused", Cause: "{% 'no ' & $states.input.what %}" } })
    expect(await outcome(workflow, { what: "way" })).toEqual({ status: "FAILED", error: "Refused", cause: "no way" })
  })

  test("an output over 256 KB is an error that States.ALL does not catch", async () => {
    const large = call("large", { Catch: [{ ErrorEquals: ["States.ALL"], Next: "Caught" }], End: true })
    const functions = { large: () => "x".repeat(256 * 1024) }
    expect(await outcome(chain({ large, Caught: { Type: "Succeed" } }), {}, functions)).toMatchObject({
      error: "States.DataLimitExceeded",
    })
  })

  test("a workflow that takes too long is timed out", async () => {
    const wait = { Type: "Wait", Seconds: 60, End: true }
    expect(await outcome(chain({ wait }, 0.05), {})).toMatchObject({ status: "TIMED_OUT", error: "States.Timeout" })
  })
})

describe("side by side", () => {
  const twice = chain({
    Each: {
      Type: "Map",
      Items: "{% $states.input.items %}",
      MaxConcurrency: 2,
      ItemSelector: {
        n: "{% $states.context.Map.Item.Value %}",
        at: "{% $states.context.Map.Item.Index %}",
        by: "{% $states.input.by %}",
      },
      ItemProcessor: { StartAt: "One", States: { One: call("one", { End: true }) } },
      End: true,
    },
  })

  test("Map keeps the order of its items, and runs so many at once", async () => {
    let now = 0
    let most = 0
    const one = async ({ n, at, by }: { n: number; at: number; by: number }) => {
      most = Math.max(most, ++now)
      await new Promise((resolve) => setTimeout(resolve, 12 - 3 * at))
      now -= 1
      return n * by + at
    }
    expect(await outcome(twice, { items: [10, 20, 30], by: 2 }, { one })).toEqual({
      status: "SUCCEEDED",
      output: [20, 41, 62],
    })
    expect(most).toBe(2)
  })

  test("one failing item fails the Map, and no other begins after it", async () => {
    const begun: number[] = []
    const one = ({ n }: { n: number }) => {
      begun.push(n)
      if (n === 1) throw new Flaky("bad item")
      return new Promise(() => {})
    }
    expect(await outcome(twice, { items: [1, 2, 3, 4], by: 1 }, { one })).toMatchObject({
      status: "FAILED",
      error: "Flaky",
    })
    expect(begun).toEqual([1, 2])
  })

  test("Parallel gives every branch its input, and inner variables stay inside", async () => {
    const branch = (name: string) => ({
      StartAt: name,
      States: {
        [name]: {
          Type: "Pass",
          Assign: { inner: name },
          Output: `{% $outer & $states.input & '${name}' %}`,
          End: true,
        },
      },
    })
    const workflow = chain({
      Begin: { Type: "Pass", Assign: { outer: "o" }, Next: "Both" },
      Both: { Type: "Parallel", Arguments: "i", Branches: [branch("A"), branch("B")], Next: "Say" },
      Say: { Type: "Pass", Output: { both: "{% $states.input %}", inner: "{% $exists($inner) %}" }, End: true },
    })
    expect(await outcome(workflow, {})).toEqual({ status: "SUCCEEDED", output: { both: ["oiA", "oiB"], inner: false } })
  })
})

describe("starting", () => {
  test("the same name and input is the same execution; another input, or an ended one, is refused", async () => {
    const workflows = open(chain({ slow: call("slow", { End: true }) }), { slow: () => new Promise(() => {}) })
    const first = workflows.start("it", { a: 1 }, "once")
    expect(workflows.start("it", { a: 1 }, "once")).toEqual(first)
    expect(() => workflows.start("it", { a: 2 }, "once")).toThrow(
      expect.objectContaining({ name: "ExecutionAlreadyExists" }),
    )
    expect(() => workflows.start("it", {}, "2026-01-01T00:00:00Z")).toThrow(
      expect.objectContaining({ name: "InvalidName" }),
    )
    expect(() => workflows.start("other", {})).toThrow(expect.objectContaining({ name: "StateMachineDoesNotExist" }))
    const done = open(chain({ Done: { Type: "Succeed" } }))
    const ended = done.start("it", {}, "done")
    await ending(done, ended.executionArn)
    expect(() => done.start("it", {}, "done")).toThrow(expect.objectContaining({ name: "ExecutionAlreadyExists" }))
  })

  test.each([
    ["a state that goes nowhere", { A: { Type: "Pass", Next: "B" } }],
    [
      "a field that is not interpreted",
      {
        A: {
          Type: "Map",
          ItemReader: {},
          ItemProcessor: { StartAt: "B", States: { B: { Type: "Succeed" } } },
          End: true,
        },
      },
    ],
    [
      "a resource that is not interpreted",
      { A: { Type: "Task", Resource: "arn:aws:states:::sqs:sendMessage", End: true } },
    ],
    ["a mistake in a branch", { A: { Type: "Parallel", Branches: [{ StartAt: "X", States: {} }], End: true } }],
  ])("refuses %s", (_says, states) => {
    expect(() => open(chain(states))).toThrow()
  })
})
