import { randomBytes } from "node:crypto"
import { describe, expect, test } from "vitest"
import { receive } from "../../functions/ingest/stripe.ts"
import type { Db } from "../../functions/table/db.ts"
import { BODY_LIFE_DAYS as INBOX_LIFE_DAYS } from "../../functions/table/delivery.ts"
import { exportFileKey } from "../../functions/table/export.ts"
import { BODY_LIFE_DAYS } from "../../infra/constructs/buckets.ts"
import { EXPORT_LIFE_DAYS, TABLE } from "../../infra/river.ts"
import { ofType, readable, STAGE, synthesized } from "./synthesized.ts"

const { keep, flow, keepResources: kept, flowResources } = synthesized()
const bucket = (name: string) =>
  Object.entries(kept).find(([id, { Type }]) => Type === "AWS::S3::Bucket" && id.startsWith(name))![1]

describe("what must never be lost", () => {
  test("the stack cannot be deleted by mistake, the river can", () => {
    expect(keep.terminationProtection).toBe(true)
    expect(flow.terminationProtection).toBe(false)
  })

  test("what is removed from the stack, or replaced, stays in the account", () => {
    const precious = Object.values(kept).filter(({ Type }) => /GlobalTable|S3::Bucket$|UserPool$|Secret$/.test(Type))
    expect(precious).toHaveLength(10)
    for (const { Type, DeletionPolicy, UpdateReplacePolicy } of precious)
      expect([Type, DeletionPolicy, UpdateReplacePolicy]).toEqual([Type, "Retain", "Retain"])
  })

  test("names in the template stay: another name would be another, empty table", () => {
    expect(
      Object.entries(kept)
        .map(([id, { Type }]) => `${Type} ${id}`)
        .sort(),
    ).toMatchInlineSnapshot(`
      [
        "AWS::Cognito::UserPool PeoplePoolC64A4D1E",
        "AWS::Cognito::UserPoolDomain PeoplePoolLoginF5D06201",
        "AWS::Cognito::UserPoolGroup PeopleGroupadminC825FB30",
        "AWS::Cognito::UserPoolGroup PeopleGroupsupportFBFD097D",
        "AWS::Cognito::UserPoolGroup PeopleGroupviewer93D87C1C",
        "AWS::DynamoDB::GlobalTable TableCD117FA1",
        "AWS::S3::Bucket AccessLogs8B620ECA",
        "AWS::S3::Bucket AnchorsE78985FD",
        "AWS::S3::Bucket Files8E6940B8",
        "AWS::S3::BucketPolicy AccessLogsPolicyABDC4D2D",
        "AWS::S3::BucketPolicy AnchorsPolicy43B31F47",
        "AWS::S3::BucketPolicy FilesPolicyCFAB4773",
        "AWS::SecretsManager::Secret Doors85A87436",
        "AWS::SecretsManager::Secret Handles9148F917",
        "AWS::SecretsManager::Secret ProductKeyF9F77C31",
        "AWS::SecretsManager::Secret Session88DA29BA",
        "AWS::SecretsManager::Secret StripeKeyF1DDFBE2",
      ]
    `)
  })

  test("the table", () => {
    const [table] = ofType(kept, "AWS::DynamoDB::GlobalTable")
    expect(table?.Properties).toMatchObject({
      BillingMode: "PAY_PER_REQUEST",
      StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
      TimeToLiveSpecification: { AttributeName: TABLE.ttl, Enabled: true },
      Replicas: [
        { DeletionProtectionEnabled: true, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } },
      ],
    })
    const indexes = table?.Properties["GlobalSecondaryIndexes"].map(
      (it: { IndexName: string; KeySchema: { AttributeName: string }[]; Projection: { ProjectionType: string } }) => [
        it.IndexName,
        ...it.KeySchema.map(({ AttributeName }) => AttributeName),
        it.Projection.ProjectionType,
      ],
    )
    expect(indexes).toEqual([
      ["gsi1", TABLE.gsi1.pk, TABLE.gsi1.sk, "ALL"],
      ["gsi2", TABLE.gsi2.pk, TABLE.gsi2.sk, "KEYS_ONLY"],
    ])
  })

  test("buckets are private, encrypted and logged", () => {
    for (const { Properties: it } of ofType(kept, "AWS::S3::Bucket")) {
      expect(Object.values(it["PublicAccessBlockConfiguration"])).toEqual([true, true, true, true])
      expect(it["BucketEncryption"]).toBeDefined()
    }
    expect(readable(bucket("Files").Properties["LoggingConfiguration"].DestinationBucketName)).toBe("<AccessLogs>")
  })

  test("exports and big bodies end as the functions promise", async () => {
    const rules = bucket("Files").Properties["LifecycleConfiguration"].Rules as {
      Prefix?: string
      ExpirationInDays?: number
    }[]
    const lifeOf = (key: string) => rules.find(({ Prefix }) => Prefix && key.startsWith(Prefix))?.ExpirationInDays
    expect(lifeOf(exportFileKey("exp_1"))).toBe(EXPORT_LIFE_DAYS)
    const bodies: string[] = []
    const db = { write: async () => "done" } as unknown as Db
    await receive(db, async (key) => void bodies.push(key), randomBytes(500_000), "2026-11-20T10:00:00.000Z")
    expect(bodies.map(lifeOf)).toEqual([INBOX_LIFE_DAYS])
    expect(BODY_LIFE_DAYS).toBe(INBOX_LIFE_DAYS)
    expect(lifeOf("directory/organizations/1")).toBeUndefined()
  })

  test("anchors cannot be overwritten by anybody for a year", () => {
    expect(bucket("Anchors").Properties).toMatchObject({
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: "COMPLIANCE", Days: 365 } } },
      VersioningConfiguration: { Status: "Enabled" },
    })
  })

  test("nobody signs up alone, everybody brings a second factor", () => {
    const [pool] = ofType(kept, "AWS::Cognito::UserPool")
    expect(pool?.Properties).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: "ON",
      EnabledMfas: ["SOFTWARE_TOKEN_MFA"],
      DeletionProtection: "ACTIVE",
    })
    const groups = ofType(kept, "AWS::Cognito::UserPoolGroup").map(({ Properties: it }) => it["GroupName"])
    expect(groups).toEqual(["admin", "support", "viewer"])
  })

  test("the console signs in with a code, without a secret", () => {
    const [client] = ofType(flowResources, "AWS::Cognito::UserPoolClient")
    expect(client?.Properties).toMatchObject({
      GenerateSecret: false,
      ExplicitAuthFlows: ["ALLOW_REFRESH_TOKEN_AUTH"],
      AllowedOAuthFlows: ["code"],
      AllowedOAuthScopes: ["openid", "email", "profile"],
      AccessTokenValidity: 10,
      RefreshTokenValidity: 720,
      TokenValidityUnits: { AccessToken: "minutes", RefreshToken: "minutes" },
      SupportedIdentityProviders: ["COGNITO"],
    })
    expect(readable(client?.Properties["CallbackURLs"][0])).toBe(
      "https://<WebDistribution.DomainName>/session/callback",
    )
  })

  test("an own provider joins in, its secret by reference", () => {
    const clientSecretArn = "arn:aws:secretsmanager:eu-west-1:123456789012:secret:oidc-AbCdEf"
    const federation = { name: "Acme", issuer: "https://login.acme.test", clientId: "watchbill", clientSecretArn }
    const { keepResources, flowResources: river } = synthesized({ ...STAGE, federation })
    const [provider] = ofType(keepResources, "AWS::Cognito::UserPoolIdentityProvider")
    expect(provider?.Properties["ProviderDetails"]).toMatchObject({
      oidc_issuer: federation.issuer,
      client_secret: `{{resolve:secretsmanager:${clientSecretArn}:SecretString:::}}`,
    })
    expect(provider?.Properties["AttributeMapping"]).toMatchObject({ email: "email", email_verified: "email_verified" })
    const [client] = ofType(river, "AWS::Cognito::UserPoolClient")
    expect(client?.Properties["SupportedIdentityProviders"]).toHaveLength(2)
  })

  test("secrets are made by AWS, and nothing in a template is one", () => {
    for (const { Properties: it } of ofType(kept, "AWS::SecretsManager::Secret")) {
      expect(it["SecretString"]).toBeUndefined()
      expect(it["GenerateSecretString"]).toMatchObject({ PasswordLength: 48, ExcludePunctuation: true })
    }
  })
})
