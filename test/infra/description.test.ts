import validate from "asl-validator"
import { describe, expect, test } from "vitest"
import { ENV_NAMES } from "../../functions/runtime/env.ts"
import { nameOf } from "../../infra/constructs/river-function.ts"
import { filtersOf } from "../../infra/river/stream.ts"
import { FUNCTIONS, type FunctionSpec } from "../../infra/functions.ts"
import { READERS, ROUTES, RULES, SCHEDULES, SOCKET, WORKFLOWS } from "../../infra/river.ts"
import { ofType, type Resource, readable, STAGE, synthesized } from "./synthesized.ts"

const { flowResources: flow } = synthesized()
const functionNamed = (name: keyof typeof FUNCTIONS) => `watchbill-main-${nameOf(FUNCTIONS[name])}`
/** The name of the function that a reference points to. */
const functionAt = (reference: unknown): string => {
  const id = /Functions\w+Function[0-9A-F]{8}/.exec(JSON.stringify(reference))?.[0]
  return flow[id ?? ""]?.Properties["FunctionName"] ?? `nothing: ${JSON.stringify(reference)}`
}
const sorted = (them: Iterable<string>) => [...them].sort()

describe("what infra/river.ts describes is what stands in the template, and nothing else", () => {
  test("functions", () => {
    const made = ofType(flow, "AWS::Lambda::Function").map(({ Properties: it }) =>
      [
        it["FunctionName"],
        it["Handler"],
        it["MemorySize"],
        it["Timeout"],
        it["ReservedConcurrentExecutions"] ?? "",
      ].join(" "),
    )
    const described = (Object.values(FUNCTIONS) as FunctionSpec[]).map((spec) =>
      [
        `watchbill-main-${nameOf(spec)}`,
        `${spec.code}.handler`,
        spec.memoryMb,
        spec.timeoutSeconds,
        spec.concurrency ?? "",
      ].join(" "),
    )
    expect(sorted(made)).toEqual(sorted(described))
  })

  test("every function runs on the same Node, writes JSON logs that end, and is traced", () => {
    for (const { Properties: it } of ofType(flow, "AWS::Lambda::Function")) {
      expect(it).toMatchObject({
        Runtime: "nodejs24.x",
        Architectures: ["arm64"],
        LoggingConfig: { LogFormat: "JSON" },
        TracingConfig: { Mode: "Active" },
      })
    }
    for (const { Properties: it } of ofType(flow, "AWS::Logs::LogGroup")) expect(it["RetentionInDays"]).toBe(30)
  })

  test("all functions share one asset", () => {
    const keys = ofType(flow, "AWS::Lambda::Function").map(({ Properties: it }) => JSON.stringify(it["Code"]))
    expect(new Set(keys).size).toBe(1)
  })

  test("functions are told names of env.ts only, and never a secret", () => {
    for (const { Properties: it } of ofType(flow, "AWS::Lambda::Function")) {
      const names = Object.keys(it["Environment"].Variables).filter((name) => name !== "NODE_OPTIONS")
      expect(names.filter((name) => !(ENV_NAMES as readonly string[]).includes(name))).toEqual([])
      expect(JSON.stringify(it["Environment"])).not.toContain("resolve:secretsmanager")
      for (const local of ["WATCHBILL_NOW", "SIGN_IN_PEOPLE", "SANDBOXES"]) expect(names).not.toContain(local)
    }
  })

  test("routes, who answers them and who may call", () => {
    const api = ofType(flow, "AWS::ApiGatewayV2::Route").filter(({ Properties: it }) => !it["RouteKey"].startsWith("$"))
    const made = api.map(({ Properties: it }) => {
      const integration = flow[/integrations\/<(\w+)>/.exec(readableKeepingHash(it["Target"]))?.[1] ?? ""] as Resource
      const scopes = it["AuthorizationScopes"]?.join() ?? ""
      return `${it["RouteKey"]} → ${functionAt(integration.Properties["IntegrationUri"])} ${it["AuthorizationType"]} ${scopes}`
    })
    const described = ROUTES.map(
      ({ method, path, to, auth }) =>
        `${method} ${path} → ${functionNamed(to)} ${auth === "jwt" ? "JWT openid" : "NONE "}`,
    )
    expect(sorted(made)).toEqual(sorted(described))
  })

  test("every route has a limit of its own", () => {
    const stage = ofType(flow, "AWS::ApiGatewayV2::Stage").find(({ Properties: it }) => it["StageName"] === "$default")
    const limits = stage?.Properties["RouteSettings"] as Record<
      string,
      { ThrottlingRateLimit: number; ThrottlingBurstLimit: number }
    >
    expect(sorted(Object.keys(limits))).toEqual(sorted(ROUTES.map(({ method, path }) => `${method} ${path}`)))
    for (const limit of Object.values(limits)) {
      expect(limit.ThrottlingRateLimit).toBeGreaterThan(0)
      expect(limit.ThrottlingBurstLimit).toBeGreaterThanOrEqual(limit.ThrottlingRateLimit)
    }
  })

  test("the gateway checks tokens of this console's client", () => {
    const [authorizer] = ofType(flow, "AWS::ApiGatewayV2::Authorizer")
    expect(authorizer?.Properties["AuthorizerType"]).toBe("JWT")
    expect(readable(authorizer?.Properties["JwtConfiguration"].Audience[0])).toBe("<SignInClient>")
  })

  test("the live socket", () => {
    const keys = ofType(flow, "AWS::ApiGatewayV2::Route").map(({ Properties: it }) => it["RouteKey"] as string)
    expect(sorted(keys.filter((key) => key.startsWith("$")))).toEqual(sorted(SOCKET.routes))
    const stages = ofType(flow, "AWS::ApiGatewayV2::Stage").map(({ Properties: it }) => it["StageName"])
    expect(stages).toContain(SOCKET.path.slice(1))
  })

  test("stream readers", () => {
    const made = ofType(flow, "AWS::Lambda::EventSourceMapping").map(({ Properties: it }) => ({
      to: functionAt(it["FunctionName"]),
      batchSize: it["BatchSize"],
      batchWindowSeconds: it["MaximumBatchingWindowInSeconds"],
      retriesMax: it["MaximumRetryAttempts"],
      bisects: it["BisectBatchOnFunctionError"],
      reports: it["FunctionResponseTypes"],
      hasDeadLetters: Boolean(it["DestinationConfig"].OnFailure.Destination),
    }))
    const described = READERS.map(({ to, batchSize, batchWindowSeconds, retriesMax }) => ({
      to: functionNamed(to),
      batchSize,
      batchWindowSeconds,
      retriesMax,
      bisects: true,
      reports: ["ReportBatchItemFailures"],
      hasDeadLetters: true,
    }))
    expect(made).toEqual(described)
  })

  test("filters of the readers, at most as many as Lambda takes", () => {
    const made = ofType(flow, "AWS::Lambda::EventSourceMapping").map(
      ({ Properties: it }) => it["FilterCriteria"].Filters,
    )
    expect(made).toEqual(READERS.map((reader) => filtersOf(reader).map(({ pattern }) => ({ Pattern: pattern }))))
    for (const filters of made) expect(filters.length).toBeLessThanOrEqual(5)
  })

  test("mails come from the stage's sender, and without one nobody may send any", () => {
    const sending = (resources: Record<string, Resource>) =>
      ofType(resources, "AWS::IAM::Role")
        .flatMap(({ Properties: it }) => it["Policies"] ?? [])
        .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
        .filter(({ Action }) => [Action].flat().some((action: string) => action.startsWith("ses:")))
        .map(({ Action, Resource: on }) => [Action, on.map(readable)])
    const senders = (resources: Record<string, Resource>) =>
      new Set(
        ofType(resources, "AWS::Lambda::Function").map(({ Properties: it }) => it["Environment"].Variables.MAIL_FROM),
      )
    expect([sending(flow), senders(flow)]).toEqual([[], new Set([undefined])])
    const { flowResources } = synthesized({ ...STAGE, mailFrom: "console@example.com" })
    const identity = "arn:aws:ses:<AWS::Region>:<AWS::AccountId>:identity"
    expect(sending(flowResources)).toEqual([
      ["ses:SendEmail", [`${identity}/console@example.com`, `${identity}/example.com`]],
    ])
    expect(senders(flowResources)).toEqual(new Set(["console@example.com"]))
  })

  test("no two schedules have one job's name: it is under this name that a run is noted", () =>
    expect(new Set(SCHEDULES.map(({ job }) => job)).size).toBe(SCHEDULES.length))

  test("schedules, each with its time as the run's id", () => {
    const made = ofType(flow, "AWS::Scheduler::Schedule").map(({ Properties: it }) => ({
      name: it["Name"],
      expression: it["ScheduleExpression"],
      zone: it["ScheduleExpressionTimezone"],
      to: functionAt(it["Target"].Arn),
      input: JSON.parse(it["Target"].Input),
      hasDeadLetters: Boolean(it["Target"].DeadLetterConfig.Arn),
    }))
    const described = SCHEDULES.map(({ name, expression, zone, to, job }) => ({
      name: `watchbill-main-${name}`,
      expression,
      zone,
      to: functionNamed(to),
      input: { job, scheduledAt: "<aws.scheduler.scheduled-time>" },
      hasDeadLetters: true,
    }))
    expect(made).toEqual(described)
  })

  const rulesOf = (resources: typeof flow) =>
    ofType(resources, "AWS::Events::Rule").map(({ Properties: it }) => ({
      name: it["Name"],
      bus: typeof it["EventBusName"] === "string" ? it["EventBusName"] : "the console's own",
      pattern: it["EventPattern"],
      to: "RoleArn" in it["Targets"][0] ? readable(it["Targets"][0].Arn) : functionAt(it["Targets"][0].Arn),
      hasDeadLetters: Boolean(it["Targets"][0].DeadLetterConfig.Arn),
    }))
  const described = (stripeEventBus: string | undefined) =>
    RULES.filter(({ partner }) => !partner || stripeEventBus).map(({ name, partner, pattern, to }) => ({
      name: `watchbill-main-${name}`,
      bus: partner ? stripeEventBus : "the console's own",
      pattern,
      to: "workflow" in to ? `<Workflows${to.workflow}>` : functionNamed(to.function),
      hasDeadLetters: true,
    }))

  test("rules of the bus", () => {
    expect(rulesOf(flow)).toEqual(described(undefined))
  })

  test("the rule of Stripe's own bus, where the stage names one", () => {
    const stripeEventBus = "aws.partner/stripe.com/ed_test_61"
    const { flowResources } = synthesized({ ...STAGE, stripeEventBus })
    expect(rulesOf(flowResources)).toEqual(described(stripeEventBus))
  })

  test("workflows, with the functions they call", () => {
    const made = ofType(flow, "AWS::StepFunctions::StateMachine").map(({ Properties: it }) => ({
      name: it["StateMachineName"],
      definition: JSON.parse(it["DefinitionString"]),
      calls: Object.fromEntries(
        Object.entries(it["DefinitionSubstitutions"]).map(([name, arn]) => [name, functionAt(arn)]),
      ),
    }))
    const described = Object.entries(WORKFLOWS).map(([name, { definition }]) => {
      const called = [...JSON.stringify(definition).matchAll(/\$\{(\w+)\}/g)].map(
        ([, to]) => to as keyof typeof FUNCTIONS,
      )
      return {
        name: `watchbill-main-${name}`,
        definition,
        calls: Object.fromEntries(called.map((to) => [to, functionNamed(to)])),
      }
    })
    expect(made).toEqual(described)
  })

  test.each(Object.entries(WORKFLOWS))("the definition of %s is valid", (_name, { definition }) => {
    const { isValid, errors } = validate(JSON.parse(JSON.stringify(definition)))
    expect(errors).toEqual([])
    expect(isValid).toBe(true)
    for (const [state, it] of Object.entries(definition.States))
      if (it.Type === "Task") expect([state, typeof it["TimeoutSeconds"]]).toEqual([state, "number"])
  })

  test("what nobody waits for ends with dead letters", () => {
    const queues = ofType(flow, "AWS::SQS::Queue").map(({ Properties: it }) => it["QueueName"] as string)
    const names = [...READERS.map(({ to }) => to), ...RULES.map(({ name }) => name), "schedules"]
    expect(sorted(queues)).toEqual(sorted(names.map((name) => `watchbill-main-${name}-dead-letters`)))
    const async = new Set<string>([
      ...SCHEDULES.map(({ to }) => functionNamed(to)),
      ...RULES.flatMap(({ to }) => ("function" in to ? [functionNamed(to.function)] : [])),
    ])
    const caught = ofType(flow, "AWS::Lambda::Function").filter(({ Properties: it }) => it["DeadLetterConfig"])
    expect(sorted(caught.map(({ Properties: it }) => it["FunctionName"]))).toEqual(sorted(async))
  })
})

test("an account that can reserve nothing reserves nothing", () => {
  const { flowResources } = synthesized({ ...STAGE, reserveConcurrency: false })
  for (const { Properties: it } of ofType(flowResources, "AWS::Lambda::Function"))
    expect(it["ReservedConcurrentExecutions"]).toBeUndefined()
})

function readableKeepingHash(reference: { "Fn::Join": [string, ({ Ref: string } | string)[]] }): string {
  return reference["Fn::Join"][1].map((part) => (typeof part === "string" ? part : `<${part.Ref}>`)).join("")
}
