import { ArnFormat, Aws } from "aws-cdk-lib"
import { PolicyStatement } from "aws-cdk-lib/aws-iam"
import type { Bucket } from "aws-cdk-lib/aws-s3"
import type { EnvName } from "../../functions/runtime/env.ts"
import type { Grant } from "../functions.ts"
import type { Keep } from "../stacks/keep.ts"
import { BODIES } from "./buckets.ts"

/** What one grant means: exact statements, and the names a function needs to use them. Nobody else learns those names. */
export interface Allowed {
  statements: PolicyStatement[]
  environment: Partial<Record<EnvName, string>>
  /** Resources named by a pattern, and why they cannot be named one by one. */
  patterns?: { resource: string; reason: string }[]
}

/** The things outside of Keep that a grant can name. */
export interface Reach {
  keep: Keep
  bus: { arn: string; name: string }
  sockets: { connectionsArn: string; endpoint: string }
  workflowArns: readonly string[]
  /** The address that mails come from; undefined where none are sent. */
  mailFrom: string | undefined
}

/** One statement: these actions on these resources, nothing implied. */
export const allow = (actions: string[], ...resources: string[]): PolicyStatement =>
  new PolicyStatement({ actions: actions.sort(), resources })

/** A transaction asks for the same actions as the single writes in it. */
const WRITES = ["dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:ConditionCheckItem"]
const READS = ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query"]

/** Every word of `Grant`, for the river that stands here. */
export function grantsOf({ keep, bus, sockets, workflowArns, mailFrom }: Reach): Record<Grant, () => Allowed> {
  const { table, files, anchors, doors, session, handles, stripeKey, productKey } = keep
  const indexes = ["gsi1", "gsi2"].map((index) => `${table.tableArn}/index/${index}`)
  const tableEnvironment = { TABLE_NAME: table.tableName }
  const filesEnvironment = { FILES_BUCKET: files.bucketName }
  const objects = (bucket: Bucket, prefix = "") => {
    const resource = `${keep.exportValue(bucket.bucketArn)}/${prefix}*`
    return { resource, reason: "Objects are named as they are made; the bucket is ours alone." }
  }
  const [bodies, anyFile, anyAnchor] = [objects(files, BODIES), objects(files), objects(anchors)]
  const anyProviderKey = {
    resource: keep.formatArn({
      service: "secretsmanager",
      resource: "secret",
      resourceName: `${keep.providerKeys}/*`,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    }),
    reason: "The console makes a secret for each provider that staff put into the catalog.",
  }
  return {
    "table.write": () => ({
      statements: [allow([...WRITES], table.tableArn)],
      environment: tableEnvironment,
    }),
    "table.readWrite": () => ({
      statements: [
        allow([...WRITES, ...READS, "dynamodb:DeleteItem"], table.tableArn),
        allow(["dynamodb:Query"], ...indexes),
      ],
      environment: tableEnvironment,
    }),
    "files.read": () => ({
      // As below: without the second, a key that is not there reads like a missing permission.
      statements: [allow(["s3:GetObject"], anyFile.resource), allow(["s3:ListBucket"], files.bucketArn)],
      patterns: [anyFile],
      environment: filesEnvironment,
    }),
    "files.write": () => ({
      statements: [allow(["s3:PutObject"], bodies.resource)],
      patterns: [bodies],
      environment: filesEnvironment,
    }),
    "files.readWrite": () => ({
      statements: [
        allow(["s3:GetObject", "s3:PutObject", "s3:DeleteObject"], anyFile.resource),
        // Without it S3 answers 403 for a key that is not there, which reads like a missing permission.
        allow(["s3:ListBucket"], files.bucketArn),
      ],
      patterns: [anyFile],
      environment: filesEnvironment,
    }),
    "anchors.write": () => ({
      statements: [allow(["s3:PutObject"], anyAnchor.resource)],
      patterns: [anyAnchor],
      environment: { ANCHORS_BUCKET: anchors.bucketName },
    }),
    "bus.put": () => ({
      statements: [allow(["events:PutEvents"], bus.arn)],
      environment: { BUS_NAME: bus.name },
    }),
    "workflows.start": () => ({
      statements: [allow(["states:StartExecution"], ...workflowArns)],
      environment: {},
    }),
    "sockets.post": () => ({
      statements: [allow(["execute-api:ManageConnections"], sockets.connectionsArn)],
      patterns: [
        { resource: sockets.connectionsArn, reason: "The gateway makes the ids of connections as they open." },
      ],
      environment: { SOCKET_ENDPOINT: sockets.endpoint },
    }),
    "mail.send": () => ({
      statements: mailFrom ? [allow(["ses:SendEmail"], ...identitiesOf(mailFrom))] : [],
      environment: {},
    }),
    "secrets.doors": () => ({
      statements: [allow(["secretsmanager:GetSecretValue"], doors.secretArn)],
      environment: { SECRETS_DOORS: doors.secretArn },
    }),
    "secrets.session": () => ({
      statements: [allow(["secretsmanager:GetSecretValue"], session.secretArn)],
      environment: { SECRETS_SESSION: session.secretArn },
    }),
    "secrets.people": () => ({
      statements: [allow(["secretsmanager:GetSecretValue"], handles.secretArn)],
      environment: { SECRETS_PEOPLE: handles.secretArn },
    }),
    "secrets.stripe": () => ({
      statements: [allow(["secretsmanager:GetSecretValue"], stripeKey.secretArn)],
      environment: { SECRETS_STRIPE: stripeKey.secretArn },
    }),
    "secrets.product": () => ({
      statements: [allow(["secretsmanager:GetSecretValue"], productKey.secretArn)],
      environment: { SECRETS_PRODUCT: productKey.secretArn },
    }),
    "secrets.providers": () => ({
      statements: [allow(["secretsmanager:CreateSecret", "secretsmanager:PutSecretValue"], anyProviderKey.resource)],
      patterns: [anyProviderKey],
      environment: { SECRETS_PROVIDERS: keep.providerKeys },
    }),
  }
}

/** SES knows a sender by its address, or by its domain. */
const identitiesOf = (address: string): string[] =>
  [address, address.slice(address.indexOf("@") + 1)].map(
    (identity) => `arn:aws:ses:${Aws.REGION}:${Aws.ACCOUNT_ID}:identity/${identity}`,
  )

/** Both, as one. */
export const together = (one: Allowed, other: Allowed): Allowed => ({
  statements: [...one.statements, ...other.statements],
  environment: { ...one.environment, ...other.environment },
  patterns: [...(one.patterns ?? []), ...(other.patterns ?? [])],
})
