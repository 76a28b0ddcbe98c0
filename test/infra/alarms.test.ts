import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { nameOf } from "../../infra/constructs/river-function.ts"
import { COUNTED_LINES } from "../../infra/river/counted-lines.ts"
import { FUNCTIONS, type FunctionSpec } from "../../infra/functions.ts"
import { READERS, ROUTES, WORKFLOWS } from "../../infra/river.ts"
import { ofType, readable, synthesized } from "./synthesized.ts"

const { flowResources: flow } = synthesized()
const alarms = ofType(flow, "AWS::CloudWatch::Alarm").map(({ Properties: it }) => it)
const named = (name: string) => alarms.find((alarm) => alarm["AlarmName"] === `watchbill-main-${name}`)
const runbook = readFileSync("docs/runbook.md", "utf8")
const sections = new Map(runbook.split(/^### /m).map((part) => [part.split("\n")[0]!.trim(), part]))

/** Where functions write what calls somebody. */
const LOGGING = ["project/apply-delivery", "watch/movements", "watch/ledgers", "task/answer-product"].map((code) =>
  readFileSync(`functions/${code}.ts`, "utf8"),
)

describe("alarms", () => {
  test.each(Object.values(FUNCTIONS) as FunctionSpec[])("$code rings and says what a person notices", (spec) => {
    expect(named(`${nameOf(spec)}-failing`)?.["AlarmDescription"]).toContain(spec.whenItFails)
  })

  test.each(Object.entries(WORKFLOWS))(
    "the workflow %s rings and says what a person notices",
    (name, { whenItFails }) => {
      expect(named(`workflow-${name}-failing`)?.["AlarmDescription"]).toContain(whenItFails)
    },
  )

  test("doors ring when they turn callers away, readers when they are behind, queues at the first letter", () => {
    for (const to of new Set(ROUTES.map((route) => route.to)))
      expect(named(`${nameOf(FUNCTIONS[to])}-throttled`)).toMatchObject({ MetricName: "Throttles", Threshold: 1 })
    for (const { to } of READERS)
      expect(named(`${nameOf(FUNCTIONS[to])}-behind`)).toMatchObject({ MetricName: "IteratorAge" })
    for (const { Properties: queue } of ofType(flow, "AWS::SQS::Queue"))
      expect(named(queue["QueueName"].replace("watchbill-main-", ""))).toMatchObject({ Threshold: 1 })
  })

  test("silence of the clock is missing data that rings", () => {
    expect(named("project-close-silent")).toMatchObject({
      TreatMissingData: "breaching",
      ComparisonOperator: "LessThanOrEqualToThreshold",
      Threshold: 0,
    })
  })

  test.each(COUNTED_LINES)("'$message' is counted where it is written, and rings", ({ alarm, message, of }) => {
    const filters = ofType(flow, "AWS::Logs::MetricFilter").filter(({ Properties: it }) =>
      it["FilterPattern"].includes(`"${message}"`),
    )
    expect(filters.map(({ Properties: it }) => readable(it["LogGroupName"]))).toEqual(
      of.map((name) => `<Functions${name}Log>`),
    )
    expect(LOGGING.some((text) => text.includes(`"${message}"`))).toBe(true)
    const counted = filters[0]?.Properties["MetricTransformations"][0]
    expect(named(alarm)).toMatchObject({
      MetricName: counted.MetricName,
      Namespace: counted.MetricNamespace,
      Threshold: 1,
    })
  })

  test("every alarm has its heading in the runbook, and every heading an alarm", () => {
    const names = alarms.map((alarm) => alarm["AlarmName"].replace("watchbill-main-", "") as string)
    expect([...sections.keys()].slice(1).sort()).toEqual(names.sort())
  })

  test.each(alarms.map((alarm) => [alarm["AlarmName"], alarm] as const))(
    "%s tells somebody, and where to read on",
    (name, alarm) => {
      const heading = name.replace("watchbill-main-", "")
      expect(alarm["AlarmDescription"]).toMatch(new RegExp(`^[A-Z].{20,}\\. Runbook: docs/runbook\\.md#${heading}$`))
      expect(alarm["AlarmActions"].map(readable)).toEqual(["<AlarmsTopic>"])
      for (const word of ["**Noticed**", "**Look**", "**Do**"]) expect(sections.get(heading)).toContain(word)
    },
  )

  test("the runbook names functions and queues that exist", () => {
    const names = [
      ...ofType(flow, "AWS::Lambda::Function").map(({ Properties: it }) => it["FunctionName"] as string),
      ...ofType(flow, "AWS::SQS::Queue").map(
        ({ Properties: it }) => it["QueueName"].replace("-dead-letters", "") as string,
      ),
    ].map((name) => name.replace("watchbill-main-", ""))
    const told = [...runbook.matchAll(/`(?:errors|run|letters|resend|forget) ([a-z-]+)/g)].map(([, name]) => name!)
    expect(told.length).toBeGreaterThan(30)
    expect(told.filter((name) => !names.includes(name))).toEqual([])
  })

  test("the budget and the alarms reach the stage's address", () => {
    const [subscription] = ofType(flow, "AWS::SNS::Subscription")
    expect(subscription?.Properties).toMatchObject({ Protocol: "email", Endpoint: "oncall@example.com" })
    const [budget] = ofType(flow, "AWS::Budgets::Budget")
    expect(budget?.Properties["Budget"].BudgetLimit).toEqual({ Amount: 50, Unit: "USD" })
    for (const notice of budget!.Properties["NotificationsWithSubscribers"])
      expect(notice.Subscribers).toEqual([{ SubscriptionType: "EMAIL", Address: "oncall@example.com" }])
  })

  test("CloudWatch may publish to the topic, which has a policy of its own", () => {
    const [policy] = ofType(flow, "AWS::SNS::TopicPolicy")
    expect(policy?.Properties["PolicyDocument"].Statement).toContainEqual(
      expect.objectContaining({
        Effect: "Allow",
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Action: "sns:Publish",
      }),
    )
  })
})
