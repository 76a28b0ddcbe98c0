import { describe, expect, test } from "vitest"
import type { Operation } from "../../functions/table/wire.ts"
import { ofType, type Resource, readable, synthesized } from "./synthesized.ts"

const { flowResources: flow, keepResources: keep } = synthesized()

interface Statement {
  Effect: "Allow" | "Deny"
  Action: string | string[]
  Resource: unknown
  Principal?: unknown
  Condition?: Record<string, Record<string, unknown>>
}

const list = <Item>(one: Item | Item[]): Item[] => (Array.isArray(one) ? one : [one])
const statementsOf = ({ Properties: it }: Resource): Statement[] =>
  list(it["Policies"]).flatMap((policy) => policy.PolicyDocument.Statement)

/** What every role may do, as lines to read. */
function permissions(): string {
  const roles = Object.entries(flow).filter(([, { Type }]) => Type === "AWS::IAM::Role")
  return roles
    .map(([id, role]) => {
      const lines = statementsOf(role).map(
        ({ Action, Resource: on }) =>
          `  ${list(Action).join(", ")}\n${list(on)
            .map((it) => `    on ${readable(it)}`)
            .join("\n")}`,
      )
      return `${id.replace(/[0-9A-F]{8}$/, "")}\n${lines.join("\n")}`
    })
    .sort()
    .join("\n\n")
}

describe("permissions", () => {
  test("every role may do what stands in permissions.txt and nothing else", async () => {
    await expect(`${permissions()}\n`).toMatchFileSnapshot("permissions.txt")
  })

  test("roles are said in one place: no managed policies, no policies beside the roles", () => {
    for (const { Properties: it } of ofType(flow, "AWS::IAM::Role")) expect(it["ManagedPolicyArns"]).toBeUndefined()
    const types = new Set([...Object.values(flow), ...Object.values(keep)].map(({ Type }) => Type))
    expect([...types].filter((type) => /IAM::(Policy|ManagedPolicy|User|Group)/.test(type))).toEqual([])
  })

  test("no action is a pattern, and every resource that is one is explained", () => {
    const patterns = new Set<string>()
    for (const role of ofType(flow, "AWS::IAM::Role"))
      for (const { Action, Resource: on } of statementsOf(role)) {
        for (const action of list(Action)) expect(action).not.toContain("*")
        for (const it of list(on)) if (readable(it).includes("*")) patterns.add(`${list(Action)[0]} on ${readable(it)}`)
      }
    expect([...patterns].sort()).toEqual([
      "execute-api:ManageConnections on arn:aws:execute-api:<AWS::Region>:<AWS::AccountId>:<GatewaysSockets>/live/POST/@connections/*", // the gateway makes the ids
      "logs:CreateLogDelivery on *", // log delivery knows no resources
      "s3:DeleteObject on <Keep.Files.Arn>/*", // objects are named as they are made
      "s3:GetObject on <Keep.Files.Arn>/*",
      "s3:PutObject on <Keep.Anchors.Arn>/*",
      "s3:PutObject on <Keep.Files.Arn>/bodies/*",
      "secretsmanager:CreateSecret on arn:<AWS::Partition>:secretsmanager:<AWS::Region>:<AWS::AccountId>:secret:watchbill-main/provider-keys/*", // a secret for each provider of the catalog, made as its key is set
      "xray:PutTelemetryRecords on *", // X-Ray knows no resources
    ])
  })

  test("functions can be taken on by AWS's own services of this account only", () => {
    for (const { Properties: it } of ofType(flow, "AWS::IAM::Role")) {
      const [statement, ...more] = it["AssumeRolePolicyDocument"].Statement as Statement[]
      expect(more).toEqual([])
      const service = (statement!.Principal as { Service: string }).Service
      if (service !== "lambda.amazonaws.com")
        expect(statement?.Condition).toEqual({ StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } })
    }
  })

  test("a function calls the table only in ways that its role allows", () => {
    const operations = {
      GetItem: "GetItem",
      BatchGetItem: "BatchGetItem",
      Query: "Query",
      PutItem: "PutItem",
      UpdateItem: "UpdateItem",
      DeleteItem: "DeleteItem",
      TransactWriteItems: "ConditionCheckItem",
    } satisfies Record<Operation, string>
    const role = Object.entries(flow).find(([id]) => id.startsWith("FunctionsapiRole"))![1]
    const allowed = statementsOf(role).flatMap(({ Action }) => list(Action))
    for (const action of Object.values(operations)) expect(allowed).toContain(`dynamodb:${action}`)
    expect(allowed).not.toContain("dynamodb:Scan")
  })

  test("nobody can delete or read back an audit anchor", () => {
    const touching = ofType(flow, "AWS::IAM::Role")
      .flatMap(statementsOf)
      .filter(({ Resource: on }) => /Anchors/.test(JSON.stringify(on)))
    expect(touching.flatMap(({ Action }) => list(Action))).toEqual(["s3:PutObject"])
  })

  test("who else may touch a thing of ours: services that name us, and refusals of everybody", () => {
    const policies = [...Object.entries(keep), ...Object.entries(flow)].flatMap(([id, { Properties: it }]) =>
      (it?.["PolicyDocument"]?.Statement ?? []).map((statement: Statement) => [id, statement] as const),
    )
    expect(policies.length).toBeGreaterThan(10)
    for (const [id, { Effect, Principal, Condition }] of policies) {
      const isEverybody = JSON.stringify(Principal).includes('"*"')
      // "*" is listed for one reason: to refuse connections that are not, or too weakly, encrypted.
      if (isEverybody) {
        expect([id, Effect]).toEqual([id, "Deny"])
        expect(["aws:SecureTransport", "s3:TlsVersion"]).toContain(
          Object.keys(Object.values(Condition ?? {})[0] ?? {})[0],
        )
      } else {
        const isNamed = JSON.stringify(Condition ?? {}).match(/SourceArn|SourceAccount/)
        expect([id, Boolean(isNamed)]).toEqual([id, true])
      }
    }
    for (const { Properties: it } of ofType(flow, "AWS::Lambda::Permission")) {
      expect(it["Principal"]).toMatch(/^(apigateway|events)\.amazonaws\.com$/)
      expect(readable(it["SourceArn"])).toMatch(/<(GatewaysHttp|GatewaysSockets|Rules\w+\.Arn)/)
    }
  })
})
