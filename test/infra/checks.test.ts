import { spawnSync } from "node:child_process"
import { mkdtempSync, readdirSync } from "node:fs"
import { tmpdir } from "node:os"
import { delimiter, dirname, join } from "node:path"
import { Validations } from "aws-cdk-lib"
import { Template } from "aws-cdk-lib/assertions"
import { describe, expect, test } from "vitest"
import { refuseLocalIn } from "../../infra/synth.ts"
import { placeholders, STAGE, synthesized } from "./synthesized.ts"

/** Fails by itself where a rule of AwsSolutions or of CloudFormation's own schemas is broken and not acknowledged. */
const whole = synthesized(STAGE, { withDefaultRules: true })

describe("checks", () => {
  test("AwsSolutions finds nothing that is not acknowledged", () => {
    expect(
      whole.checks
        .validateScope(whole.app)
        .violations.map(({ ruleName, violatingResources }) => [ruleName, violatingResources]),
    ).toEqual([])
  })

  test("every acknowledgement has a reason, and the list of rules is known", () => {
    const acknowledged = whole.app.node
      .findAll()
      .flatMap((it) => it.node.metadata)
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.entries(data as Record<string, string>))
    for (const [rule, reason] of acknowledged) expect([rule, reason.length > 40]).toEqual([rule, true])
    const rules = new Set(acknowledged.map(([rule]) => rule.replace(/\[.*/, "").replace(/^.*::/, "")))
    expect([...rules].sort()).toMatchInlineSnapshot(`
      [
        "@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk",
        "AwsSolutions-APIG1",
        "AwsSolutions-APIG4",
        "AwsSolutions-CFR1",
        "AwsSolutions-CFR2",
        "AwsSolutions-CFR4",
        "AwsSolutions-COG8",
        "AwsSolutions-IAM5",
        "AwsSolutions-S1",
        "AwsSolutions-SMG4",
        "AwsSolutions-SQS3",
      ]
    `)
  })

  test("without a web ACL, a domain or federation as with them", () => {
    const domain = { name: "console.example.com", certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/0a" }
    const webAclArn = "arn:aws:wafv2:us-east-1:123456789012:global/webacl/main/1"
    const { checks, app } = synthesized({ ...STAGE, name: "other", domain, webAclArn })
    expect(checks.validateScope(app).violations).toEqual([])
  })

  test("two consoles of one account share no name", () => {
    const namesOf = ({ keepResources, flowResources }: typeof whole) =>
      [...Object.values(keepResources), ...Object.values(flowResources)].flatMap(({ Type, Properties }) =>
        nameIn(Properties).map((name) => `${Type} ${name}`),
      )
    const other = new Set(namesOf(synthesized({ ...STAGE, name: "other" })))
    expect(namesOf(whole).length).toBeGreaterThan(60)
    // What belongs to something that has a name of its own may be called the same.
    const inside =
      /^AWS::(ApiGatewayV2::(Stage|Authorizer)|Cognito::UserPoolGroup|Logs::MetricFilter|CloudWatch::Alarm Errors)/
    expect(namesOf(whole).filter((name) => other.has(name) && !inside.test(name))).toEqual([])
  })

  test("no template holds a secret of one machine", () => {
    expect(() => refuseLocalIn({ both: whole.text })).not.toThrow()
  })

  test("nothing waits for itself: CloudFormation finds an order", () => {
    for (const stack of [whole.keep, whole.flow]) expect(() => Template.fromStack(stack)).not.toThrow()
  })

  test("the stack stays far from CloudFormation's limits", () => {
    expect(Object.keys(whole.flowResources).length).toBeLessThan(400)
    expect(whole.text.length).toBeLessThan(800_000)
  })

  test("synthesis needs no credentials, no network and no home", () => {
    const out = mkdtempSync(join(tmpdir(), "watchbill-out-"))
    const context = ["--context", "stage=infra/stage.example.json", "--context", `functions=${placeholders()}`]
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ["node_modules/aws-cdk/bin/cdk", "synth", "--quiet", "--no-notices", "--output", out, ...context],
      {
        encoding: "utf8",
        env: {
          PATH: [dirname(process.execPath), process.env["PATH"]].join(delimiter),
          HOME: mkdtempSync(join(tmpdir(), "watchbill-nobody-")),
          HTTPS_PROXY: "http://127.0.0.1:9",
          AWS_EC2_METADATA_DISABLED: "true",
          CDK_DISABLE_CLI_TELEMETRY: "true",
        },
      },
    )
    expect([status, stdout + stderr]).toEqual([0, expect.stringContaining("Successfully synthesized")])
    expect(readdirSync(out)).toContain("watchbill-main-flow.template.json")
  })
})

/** Names of other things, in resources that have one of their own or need none. */
const NOT_OWN = ["MetricName", "DomainName", "EventBusName", "GroupName", "HeaderName"]

/** What a resource calls itself: `Name`, `QueueName` and the like, also one level down. References are nobody's names. */
const nameIn = (properties: Record<string, unknown> = {}, isDeep = false): string[] =>
  Object.entries(properties).flatMap(([key, value]) => {
    if (key.endsWith("Name") && typeof value === "string") return NOT_OWN.includes(key) ? [] : [value]
    return !isDeep && key.endsWith("Config") ? nameIn(value as Record<string, unknown>, true) : []
  })
