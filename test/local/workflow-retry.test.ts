import { describe, expect, test } from "vitest"
import { call, chain, eachInItsFolder, ending, failing, Flaky } from "./support/workflow.ts"

const { open, outcome } = eachInItsFolder()

/** Retries at once: delays are tested where they are worked out. */
const again = (ErrorEquals: string[], MaxAttempts = 3) => ({
  ErrorEquals,
  MaxAttempts,
  IntervalSeconds: 0.001,
  BackoffRate: 1,
})

describe("retry and catch", () => {
  test("retries until it works", async () => {
    const flaky = call("flaky", { Retry: [again(["Flaky"])], End: true })
    expect(await outcome(chain({ flaky }), {}, { flaky: failing(3, "done") })).toEqual({
      status: "SUCCEEDED",
      output: "done",
    })
  })

  test("gives up after the attempts, and a catcher sees error and cause", async () => {
    let calls = 0
    const flaky = call("flaky", {
      Retry: [again(["Other"], 9), again(["States.TaskFailed"], 2)],
      Catch: [
        {
          ErrorEquals: ["Flaky"],
          Assign: { was: "{% $states.errorOutput.Error %}" },
          Output: "{% $parse($states.errorOutput.Cause).errorMessage %}",
          Next: "Say",
        },
      ],
      End: true,
    })
    const Say = { Type: "Pass", Output: { was: "{% $was %}", cause: "{% $states.input %}" }, End: true }
    const functions = {
      flaky: () => {
        calls += 1
        throw new Flaky("never")
      },
    }
    expect(await outcome(chain({ flaky, Say }), {}, functions)).toEqual({
      status: "SUCCEEDED",
      output: { was: "Flaky", cause: "never" },
    })
    expect(calls).toBe(3)
  })

  test("a task that takes too long is States.Timeout, which States.TaskFailed does not mean", async () => {
    const slow = call("slow", {
      TimeoutSeconds: 0.02,
      Catch: [
        { ErrorEquals: ["States.TaskFailed"], Next: "Wrong" },
        { ErrorEquals: ["States.Timeout"], Next: "Right" },
      ],
      End: true,
    })
    const ends = { Wrong: { Type: "Succeed", Output: "wrong" }, Right: { Type: "Succeed", Output: "right" } }
    expect(await outcome(chain({ slow, ...ends }), {}, { slow: () => new Promise(() => {}) })).toEqual({
      status: "SUCCEEDED",
      output: "right",
    })
  })

  test("full jitter takes any part of the delay", async () => {
    const retry = { ErrorEquals: ["States.ALL"], IntervalSeconds: 3600, MaxAttempts: 1, JitterStrategy: "FULL" }
    const flaky = call("flaky", { Retry: [retry], End: true })
    const workflows = open(chain({ flaky }), { flaky: failing(1, "done") }, { random: () => 0 })
    expect(await ending(workflows, workflows.start("it", {}).executionArn)).toEqual({
      status: "SUCCEEDED",
      output: "done",
    })
  })
})
