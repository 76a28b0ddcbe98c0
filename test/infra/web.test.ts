import { describe, expect, test } from "vitest"
import { PAGES_FUNCTION, VIEWER_FUNCTION } from "../../infra/constructs/edge-functions.ts"
import { securityHeaders } from "../../infra/headers.ts"
import { ROUTES, SOCKET } from "../../infra/river.ts"
import { ofType, readable, STAGE, synthesized } from "./synthesized.ts"

const DOMAIN = {
  name: "console.example.com",
  certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d",
  hostedZone: { id: "Z0123456789ABC", name: "example.com" },
}
const plain = synthesized()
const own = synthesized({ ...STAGE, domain: DOMAIN }, { originVersion: "version-7" })
const configOf = ({ flowResources }: typeof plain) =>
  ofType(flowResources, "AWS::CloudFront::Distribution")[0]!.Properties["DistributionConfig"]

interface EdgeEvent {
  request: { uri: string; headers: Record<string, { value: string }> }
  viewer: { ip: string }
}
/** Runs what CloudFront would run. */
const edge = (code: string, uri: string, headers: Record<string, { value: string }> = {}): EdgeEvent["request"] =>
  new Function("event", `${code}\nreturn handler(event)`)({
    request: { uri, headers },
    viewer: { ip: "203.0.113.7" },
  } satisfies EdgeEvent)

describe("pages", () => {
  test.each([
    "/",
    "/admin/operations/overview",
    "/admin/users/jane@acme.test",
    "/organizations/acme.com/overview",
    "/sign-in",
    "/assets/",
  ])("%s is a page of the application", (uri) => {
    expect(edge(PAGES_FUNCTION, uri).uri).toBe("/index.html")
  })

  test.each(["/assets/main-B4d.js", "/assets/fonts/inter.woff2", "/favicon.svg", "/robots.txt", "/index.html"])(
    "%s is a file",
    (uri) => {
      expect(edge(PAGES_FUNCTION, uri).uri).toBe(uri)
    },
  )

  test("the fallback stands on the pages only: an API's 404 stays a 404", () => {
    const config = configOf(plain)
    const byDefault = readable(config.DefaultCacheBehavior.FunctionAssociations[0].FunctionARN)
    expect(byDefault).toBe("<WebPages.FunctionARN>")
    for (const { FunctionAssociations = [] } of config.CacheBehaviors)
      for (const { FunctionARN } of FunctionAssociations) expect(readable(FunctionARN)).toBe("<WebViewer.FunctionARN>")
    for (const response of config.CustomErrorResponses) {
      expect(response).toEqual({ ErrorCode: response.ErrorCode, ErrorCachingMinTTL: 0 })
    }
  })

  test("only CloudFront reads the bucket", () => {
    const [origin] = configOf(plain).Origins
    expect(origin.OriginAccessControlId).toBeDefined()
    const [bucket] = ofType(plain.flowResources, "AWS::S3::Bucket")
    expect(Object.values(bucket?.Properties["PublicAccessBlockConfiguration"])).toEqual([true, true, true, true])
  })
})

describe("one origin", () => {
  test("every route of the river and the socket lie behind a path of their own, never cached", () => {
    const behaviours = configOf(plain).CacheBehaviors as {
      PathPattern: string
      CachePolicyId: string
      OriginRequestPolicyId: string
      AllowedMethods: string[]
    }[]
    const patterns = behaviours.map(({ PathPattern }) => PathPattern)
    for (const { path } of ROUTES) expect(patterns.some((it) => path.startsWith(it.replace("*", "")))).toBe(true)
    expect(patterns).toEqual(["/webhooks/*", "/v1/*", "/session/*", "/api/*", SOCKET.path])
    for (const it of behaviours) {
      expect(it.CachePolicyId).toBe("4135ea2d-6df8-44a3-9df3-4b5a84be39ad") // AWS's CachingDisabled
      expect(it.OriginRequestPolicyId).toBe("b689b0a8-53d0-40ab-baf2-68738e2966ac") // AWS's AllViewerExceptHostHeader
      expect(it.AllowedMethods).toContain("DELETE")
    }
  })

  test("the gateway hears the origin secret, by reference", () => {
    const [, http, socket] = configOf(plain).Origins
    expect(http.OriginCustomHeaders).toEqual([
      {
        HeaderName: "x-origin-secret",
        HeaderValue: "{{resolve:secretsmanager:watchbill-main/session:SecretString:origin::}}",
      },
    ])
    expect(socket.OriginCustomHeaders).toBeUndefined()
    expect(configOf(own).Origins[1].OriginCustomHeaders[0].HeaderValue).toContain("SecretString:origin::version-7}}")
  })

  test("a caller cannot say where it is", () => {
    const { headers } = edge(VIEWER_FUNCTION, "/api/me", { "x-viewer-address": { value: "10.0.0.1" } })
    expect(headers["x-viewer-address"]).toEqual({ value: "203.0.113.7" })
  })

  test("functions are told the address that people see", () => {
    const urls = (made: typeof plain) =>
      new Set(
        ofType(made.flowResources, "AWS::Lambda::Function").map(({ Properties: it }) =>
          readable(it["Environment"].Variables.PUBLIC_URL),
        ),
      )
    expect([...urls(plain)]).toEqual(["https://<WebDistribution.DomainName>"])
    expect([...urls(own)]).toEqual(["https://console.example.com"])
  })

  test("an own domain has its certificate, its TLS and its names", () => {
    expect(configOf(own)).toMatchObject({
      Aliases: ["console.example.com"],
      ViewerCertificate: { AcmCertificateArn: DOMAIN.certificateArn, MinimumProtocolVersion: "TLSv1.2_2021" },
    })
    const records = ofType(own.flowResources, "AWS::Route53::RecordSet").map(
      ({ Properties: it }) => `${it["Type"]} ${it["Name"]}`,
    )
    expect(records.sort()).toEqual(["A console.example.com.", "AAAA console.example.com."])
  })
})

describe("headers", () => {
  const policyOf = ({ flowResources }: typeof plain) =>
    ofType(flowResources, "AWS::CloudFront::ResponseHeadersPolicy")[0]!.Properties["ResponseHeadersPolicyConfig"]

  test("CloudFront sends every header of infra/headers.ts, with its value", () => {
    const { SecurityHeadersConfig: fixed, CustomHeadersConfig: more } = policyOf(own)
    const hsts = fixed.StrictTransportSecurity
    const sent: Record<string, string> = {
      "content-security-policy": readable(fixed.ContentSecurityPolicy.ContentSecurityPolicy),
      "strict-transport-security": `max-age=${hsts.AccessControlMaxAgeSec}${hsts.IncludeSubdomains ? "; includeSubDomains" : ""}`,
      "x-content-type-options": fixed.ContentTypeOptions ? "nosniff" : "",
      "referrer-policy": fixed.ReferrerPolicy.ReferrerPolicy,
      ...Object.fromEntries(more.Items.map(({ Header, Value }: { Header: string; Value: string }) => [Header, Value])),
    }
    const issuer = "https://<Keep.PeoplePoolLogin>.auth.<AWS::Region>.amazoncognito.com"
    expect(sent).toEqual(securityHeaders({ socket: `wss://${DOMAIN.name}`, issuer }))
  })

  test("every path sends them, whatever the origin says", () => {
    const { DefaultCacheBehavior, CacheBehaviors } = configOf(plain)
    for (const { ResponseHeadersPolicyId } of [DefaultCacheBehavior, ...CacheBehaviors])
      expect(readable(ResponseHeadersPolicyId)).toBe("<WebHeaders>")
    const { SecurityHeadersConfig, CustomHeadersConfig } = policyOf(plain)
    for (const header of [...Object.values(SecurityHeadersConfig), ...CustomHeadersConfig.Items])
      expect(header).toMatchObject({ Override: true })
  })
})
