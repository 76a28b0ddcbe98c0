import { Duration } from "aws-cdk-lib"
import {
  HeadersFrameOption,
  HeadersReferrerPolicy,
  type ResponseHeadersPolicyProps,
  type ResponseSecurityHeadersBehavior,
} from "aws-cdk-lib/aws-cloudfront"

const override = true

/** CloudFront takes these headers as fields of their own and refuses them as custom ones. */
const FIELDS: Record<string, (value: string) => ResponseSecurityHeadersBehavior> = {
  "content-security-policy": (contentSecurityPolicy) => ({
    contentSecurityPolicy: { contentSecurityPolicy, override },
  }),
  "strict-transport-security": (value) => ({
    strictTransportSecurity: {
      accessControlMaxAge: Duration.seconds(Number(/max-age=(\d+)/i.exec(value)?.[1])),
      includeSubdomains: /includeSubDomains/i.test(value),
      preload: /preload/i.test(value),
      override,
    },
  }),
  "x-content-type-options": () => ({ contentTypeOptions: { override } }),
  "x-frame-options": (value) => ({
    frameOptions: { frameOption: HeadersFrameOption[value as keyof typeof HeadersFrameOption], override },
  }),
  "referrer-policy": (value) => ({
    referrerPolicy: {
      referrerPolicy:
        HeadersReferrerPolicy[value.toUpperCase().replaceAll("-", "_") as keyof typeof HeadersReferrerPolicy],
      override,
    },
  }),
}

/** Plain headers in CloudFront's words. They replace what an origin says. */
export function edgeHeaders(headers: Readonly<Record<string, string>>): ResponseHeadersPolicyProps {
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const)
  const own = entries.filter(([name]) => !FIELDS[name])
  return {
    securityHeadersBehavior: Object.assign({}, ...entries.map(([name, value]) => FIELDS[name]?.(value))),
    ...(own.length > 0
      ? { customHeadersBehavior: { customHeaders: own.map(([header, value]) => ({ header, value, override })) } }
      : {}),
  }
}
