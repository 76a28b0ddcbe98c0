import { RemovalPolicy } from "aws-cdk-lib"
import { AccessLogFormat } from "aws-cdk-lib/aws-apigateway"
import {
  type CfnStage,
  type HttpApi,
  HttpMethod,
  type HttpRoute,
  HttpStage,
  LogGroupLogDestination,
} from "aws-cdk-lib/aws-apigatewayv2"
import { HttpJwtAuthorizer } from "aws-cdk-lib/aws-apigatewayv2-authorizers"
import { HttpLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations"
import { LogGroup, RetentionDays } from "aws-cdk-lib/aws-logs"
import { Construct } from "constructs"
import { acknowledge } from "../constructs/acknowledge.ts"
import { type Alarms, PERIOD } from "../constructs/alarms.ts"
import { nameOf } from "../constructs/river-function.ts"
import { FUNCTIONS } from "../functions.ts"
import { ROUTES, type Route } from "../river.ts"
import { prefixOf, type Stage } from "../stage.ts"
import type { Functions } from "./functions.ts"
import type { SignIn } from "./sign-in.ts"

/**
 * Requests a second for one route, for everybody together. Senders of events and webhooks come in bursts and send again;
 * a person cannot click faster than the rest. One ingest key meets a limit of its own long before this one
 * (functions/ingest/key-rate.ts), so that a sender's loop does not turn the others away here.
 */
const PER_SECOND: Record<Route["auth"], { rate: number; burst: number }> = {
  ingestKey: { rate: 2000, burst: 4000 },
  signature: { rate: 100, burst: 500 },
  jwt: { rate: 100, burst: 200 },
  session: { rate: 50, burst: 100 },
}

/** Why a route has no authorizer at the gateway. */
const CHECKED_BY: Partial<Record<Route["auth"], string>> = {
  signature: "The sender signs every body; the function verifies it over the raw bytes before anything else.",
  ingestKey: "The function looks the ingest key up by its hash; the gateway knows no such keys.",
  session: "These routes make the session; the function checks its own sealed cookie, Origin and the origin secret.",
}

/** One line for each request: enough to find it again, nothing about the person. */
const ACCESS_LOG = AccessLogFormat.custom(
  JSON.stringify({
    requestId: "$context.requestId",
    at: "$context.requestTime",
    route: "$context.routeKey",
    status: "$context.status",
    latencyMs: "$context.responseLatency",
    sizeBytes: "$context.responseLength",
    refusedBy: "$context.authorizer.error",
    error: "$context.integrationErrorMessage",
  }),
)

export interface DoorsProps {
  stage: Stage
  http: HttpApi
  functions: Functions
  signIn: SignIn
  alarms: Alarms
}

/** 1 and 6. What comes in from outside, and what pages ask: every route of the river. */
export class Doors extends Construct {
  constructor(scope: Construct, id: string, { stage, http, functions, signIn, alarms }: DoorsProps) {
    super(scope, id)
    const routes = addRoutes(http, functions, signIn)
    const log = new LogGroup(this, "Log", {
      logGroupName: `/aws/vendedlogs/${prefixOf(stage)}/http`,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    const gate = new HttpStage(this, "Stage", {
      httpApi: http,
      stageName: "$default",
      autoDeploy: true,
      throttle: { rateLimit: PER_SECOND.jwt.rate, burstLimit: PER_SECOND.jwt.burst },
      accessLogSettings: { destination: new LogGroupLogDestination(log), format: ACCESS_LOG },
    })
    const limited = gate.node.defaultChild as CfnStage
    limited.routeSettings = Object.fromEntries(ROUTES.map((route) => [keyOf(route), limitOf(route)]))
    // The gateway refuses limits for a route that it does not know yet.
    gate.node.addDependency(...routes)
    watch(alarms, functions, http)
  }
}

const keyOf = ({ method, path }: Route) => `${method} ${path}`

const limitOf = ({ auth }: Route) => ({
  ThrottlingRateLimit: PER_SECOND[auth].rate,
  ThrottlingBurstLimit: PER_SECOND[auth].burst,
})

function addRoutes(http: HttpApi, functions: Functions, signIn: SignIn): HttpRoute[] {
  const jwt = new HttpJwtAuthorizer("Jwt", signIn.issuer, { jwtAudience: [signIn.clientId] })
  // One permission for all routes of a function: one for each would outgrow the 20 KB that Lambda gives a policy.
  const integrations = new Map(
    ROUTES.map(({ to }) => to).map((to) => [
      to,
      new HttpLambdaIntegration(to, functions.of(to).lambda, { scopePermissionToRoute: false }),
    ]),
  )
  return ROUTES.flatMap(({ method, path, to, auth }) => {
    const added = http.addRoutes({
      path,
      methods: [HttpMethod[method]],
      integration: integrations.get(to)!,
      // Id tokens carry no scope, so the gateway itself turns them away.
      ...(auth === "jwt" ? { authorizer: jwt, authorizationScopes: ["openid"] } : {}),
    })
    const why = CHECKED_BY[auth]
    if (why) for (const route of added) acknowledge(route, "APIG4", why)
    return added
  })
}

function watch(alarms: Alarms, functions: Functions, http: HttpApi): void {
  for (const to of new Set(ROUTES.map((route) => route.to))) {
    const { whenItFails } = FUNCTIONS[to]
    alarms.on({
      name: `${nameOf(FUNCTIONS[to])}-throttled`,
      whenItFails: `Some requests are turned away because too many run at once. ${whenItFails}`,
      metric: functions.of(to).lambda.metricThrottles({ period: PERIOD, statistic: "Sum" }),
      threshold: 1,
    })
  }
  alarms.on({
    name: "gateway-failing",
    whenItFails: "Requests end with an error of ours: pages say that they cannot load, or senders have to send again.",
    metric: http.metricServerError({ period: PERIOD, statistic: "Sum" }),
    threshold: 3,
  })
}
