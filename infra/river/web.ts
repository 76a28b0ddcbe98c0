import { Duration, RemovalPolicy, SecretValue, Validations } from "aws-cdk-lib"
import { Certificate } from "aws-cdk-lib/aws-certificatemanager"
import {
  AccessLevel,
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  HttpVersion,
  type IOrigin,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  OriginSslPolicy,
  ResponseHeadersPolicy,
  S3OriginAccessControl,
  ViewerProtocolPolicy,
} from "aws-cdk-lib/aws-cloudfront"
import { HttpOrigin, S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins"
import { AaaaRecord, ARecord, HostedZone, RecordTarget } from "aws-cdk-lib/aws-route53"
import { CloudFrontTarget } from "aws-cdk-lib/aws-route53-targets"
import { Bucket } from "aws-cdk-lib/aws-s3"
import { Construct } from "constructs"
import { acknowledge } from "../constructs/acknowledge.ts"
import { privateBucket } from "../constructs/buckets.ts"
import { PAGES_FUNCTION, VIEWER_FUNCTION } from "../constructs/edge-functions.ts"
import { edgeHeaders } from "../constructs/edge-headers.ts"
import { sessionSecretName } from "../constructs/secrets.ts"
import { ROUTES, SOCKET } from "../river.ts"
import { prefixOf, type Stage } from "../stage.ts"
import type { Gateways } from "./gateways.ts"

export interface WebProps {
  stage: Stage
  gateways: Gateways
  logs: Bucket
  /** Version of the session secret that CloudFront shall send; CloudFormation looks again only where it changes. */
  originVersion: string | undefined
  headers: Readonly<Record<string, string>>
}

/** What lies behind the gateways: `/api/*`, `/webhooks/*` … as the routes say, and the socket. */
export const GATEWAY_PATHS = [...new Set(ROUTES.map(({ path }) => `/${path.split("/")[1]}/*`))]

/** Answers that say "not now" must not be said again out of a cache. */
const ERRORS = [400, 403, 404, 405, 500, 501, 502, 503, 504]

/** 7. The pages, and everything else under the same origin, so that nothing here ever needs CORS. */
export class Web extends Construct {
  readonly bucket: Bucket
  readonly distribution: Distribution
  readonly host: string
  readonly url: string

  constructor(scope: Construct, id: string, props: WebProps) {
    super(scope, id)
    const { stage, gateways, logs } = props
    this.bucket = new Bucket(this, "Bucket", {
      ...privateBucket,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    acknowledge(
      this.bucket,
      "S1",
      "Only CloudFront reads it, and writes its own log of who asked; what lies here is public.",
    )
    const policy = new ResponseHeadersPolicy(this, "Headers", {
      responseHeadersPolicyName: prefixOf(stage),
      ...edgeHeaders(props.headers),
    })
    const behindGateway = (origin: IOrigin): BehaviorOptions => ({
      origin,
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      responseHeadersPolicy: policy,
    })
    const http = {
      ...behindGateway(gatewayOrigin(gateways.httpHost, { "x-origin-secret": originSecret(props) })),
      functionAssociations: [this.onRequest("Viewer", VIEWER_FUNCTION, stage)],
    }
    this.distribution = new Distribution(this, "Distribution", {
      comment: `Watchbill ${stage.name}`,
      httpVersion: HttpVersion.HTTP2_AND_3,
      ...(stage.domain
        ? {
            domainNames: [stage.domain.name],
            certificate: Certificate.fromCertificateArn(this, "Certificate", stage.domain.certificateArn),
          }
        : {}),
      ...(stage.webAclArn ? { webAclId: stage.webAclArn } : {}),
      logBucket: logs,
      logFilePrefix: "edge/",
      defaultRootObject: "index.html",
      defaultBehavior: {
        // Listing makes S3 say 404 for a file that is not there; nothing can list, because "/" is a page.
        origin: S3BucketOrigin.withOriginAccessControl(this.bucket, {
          originAccessControl: new S3OriginAccessControl(this, "Access", {
            originAccessControlName: `${prefixOf(stage)}-pages`,
          }),
          originAccessLevels: [AccessLevel.READ, AccessLevel.LIST],
        }),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        responseHeadersPolicy: policy,
        functionAssociations: [this.onRequest("Pages", PAGES_FUNCTION, stage)],
      },
      additionalBehaviors: {
        ...Object.fromEntries(GATEWAY_PATHS.map((path) => [path, http])),
        [SOCKET.path]: behindGateway(gatewayOrigin(gateways.socketHost)),
      },
      errorResponses: ERRORS.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
    })
    this.host = stage.domain?.name ?? this.distribution.distributionDomainName
    this.url = `https://${this.host}`
    this.pointName(stage.domain)
    acknowledge(this.distribution, "CFR1", "Staff travel; where somebody signs in from is no reason to refuse.")
    acknowledge(
      this.distribution,
      "CFR2",
      "A web ACL costs more than an idle console. Stage field webAclArn takes one; docs/deploy.md says when.",
    )
    Validations.of(this.distribution).acknowledge({
      id: "Annotation::@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk",
      reason:
        "No path reaches the bucket's root: the function on this behaviour makes every path a file or index.html.",
    })
    if (!stage.domain)
      acknowledge(
        this.distribution,
        "CFR4",
        "CloudFront's own certificate fixes the lowest TLS version it offers; with a domain of yours it is TLS 1.2.",
      )
  }

  private onRequest(id: string, code: string, stage: Stage) {
    const edge = new EdgeFunction(this, id, {
      functionName: `${prefixOf(stage)}-${id.toLowerCase()}`,
      code: FunctionCode.fromInline(code),
    })
    return { function: edge, eventType: FunctionEventType.VIEWER_REQUEST }
  }

  /** Where Route 53 has the zone, the name points here by itself. */
  private pointName(domain: Stage["domain"]) {
    if (!domain?.hostedZone) return
    const zone = HostedZone.fromHostedZoneAttributes(this, "Zone", {
      hostedZoneId: domain.hostedZone.id,
      zoneName: domain.hostedZone.name,
    })
    const record = {
      zone,
      recordName: `${domain.name}.`,
      target: RecordTarget.fromAlias(new CloudFrontTarget(this.distribution)),
    }
    new ARecord(this, "Address", record)
    new AaaaRecord(this, "Address6", record)
  }
}

const gatewayOrigin = (host: string, customHeaders: Record<string, string> = {}): IOrigin =>
  new HttpOrigin(host, {
    protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
    originSslProtocols: [OriginSslPolicy.TLS_V1_2],
    customHeaders,
  })

/** A reference that CloudFormation looks up while it deploys: the template holds no secret. */
const originSecret = ({ stage, originVersion }: WebProps): string =>
  SecretValue.secretsManager(sessionSecretName(prefixOf(stage)), {
    jsonField: "origin",
    ...(originVersion ? { versionId: originVersion } : {}),
  }).unsafeUnwrap()
