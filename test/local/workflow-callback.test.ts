import { describe, expect, test } from "vitest"
import { ask, call, chain, eachInItsFolder, ending } from "./support/workflow.ts"

const { open, outcome } = eachInItsFolder()

describe("callbacks", () => {
  const workflow = chain({
    Ask: ask({
      Catch: [{ ErrorEquals: ["Rejected"], Output: "{% $states.errorOutput.Cause %}", Next: "No" }],
      End: true,
    }),
    No: { Type: "Succeed" },
  })

  test("waits for what is sent for its token", async () => {
    let token = ""
    const workflows = open(workflow, { ask: (input: { token: string }) => void (token = input.token) })
    const { executionArn } = workflows.start("it", {})
    await expect.poll(() => token).not.toBe("")
    workflows.settle(token, { output: { approved: true } })
    expect(await ending(workflows, executionArn)).toEqual({ status: "SUCCEEDED", output: { approved: true } })
    expect(() => workflows.settle(token, { output: 1 })).toThrow("nobody waits")
  })

  test("an answer that comes before the function has returned counts", async () => {
    const functions = {
      ask: async ({ token }: { token: string }) => {
        workflows.settle(token, { error: "Rejected", cause: "too dear" })
        await new Promise((resolve) => setTimeout(resolve, 10))
      },
    }
    const workflows = open(workflow, functions)
    expect(await ending(workflows, workflows.start("it", {}).executionArn)).toEqual({
      status: "SUCCEEDED",
      output: "too dear",
    })
  })

  test("missing heartbeats and a time-out end the wait, and the token with it", async () => {
    let token = ""
    const functions = { ask: (input: { token: string }) => void (token = input.token) }
    const Ask = ask({ HeartbeatSeconds: 0.02, End: true })
    expect(await outcome(chain({ Ask }), {}, functions)).toMatchObject({ error: "States.HeartbeatTimeout" })
    let told = false
    const Late = ask({ TimeoutSeconds: 0.02, Catch: [{ ErrorEquals: ["States.Timeout"], Next: "Tell" }], End: true })
    const rest = { Tell: call("tell", { Next: "Wait" }), Wait: { Type: "Wait", Seconds: 60, End: true } }
    const workflows = open(chain({ Late, ...rest }), { ...functions, tell: () => (told = true) })
    workflows.start("it", {})
    await expect.poll(() => told).toBe(true)
    expect(() => workflows.settle(token, { output: 1 })).toThrow("nobody waits")
    await expect.poll(() => workflows.isQuiet()).toBe(true)
  })
})
