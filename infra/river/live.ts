import { WebSocketStage } from "aws-cdk-lib/aws-apigatewayv2"
import { WebSocketLambdaIntegration } from "aws-cdk-lib/aws-apigatewayv2-integrations"
import { Construct } from "constructs"
import { acknowledge } from "../constructs/acknowledge.ts"
import { SOCKET } from "../river.ts"
import type { Functions } from "./functions.ts"
import { type Gateways, SOCKET_STAGE } from "./gateways.ts"

/** Messages a second, all sockets together: a page sends one when it opens and one when it moves on. */
const PER_SECOND = { rateLimit: 100, burstLimit: 500 }

/** 6. The live socket: pages hear that something changed, and ask for it by the ordinary way. */
export class Live extends Construct {
  constructor(scope: Construct, id: string, { gateways, functions }: { gateways: Gateways; functions: Functions }) {
    super(scope, id)
    const { lambda } = functions.of(SOCKET.to)
    for (const key of SOCKET.routes) {
      const route = gateways.sockets.addRoute(key, { integration: new WebSocketLambdaIntegration(key, lambda) })
      acknowledge(
        route,
        "APIG4",
        key === "$connect"
          ? "A single-use ticket opens the socket; the function takes it back as it looks it up, which no authorizer can."
          : "Nothing comes here but from a socket that a ticket opened.",
      )
    }
    const stage = new WebSocketStage(this, "Stage", {
      webSocketApi: gateways.sockets,
      stageName: SOCKET_STAGE,
      autoDeploy: true,
      throttle: PER_SECOND,
    })
    acknowledge(
      stage,
      "APIG1",
      "Logs of WebSocket APIs need a role set for the whole account, which one stack must not own; the function logs every connection.",
    )
  }
}
