import { Aws } from "aws-cdk-lib"
import { HttpApi, WebSocketApi } from "aws-cdk-lib/aws-apigatewayv2"
import { Construct } from "constructs"
import { SOCKET } from "../river.ts"
import { prefixOf, type Stage } from "../stage.ts"

/** API Gateway puts a WebSocket API's stage into its path; named like ours, CloudFront need not rewrite anything. */
export const SOCKET_STAGE = SOCKET.path.slice(1)

/** Both gateways, still without routes: their host names are known before there is a function to route to. */
export class Gateways extends Construct {
  readonly http: HttpApi
  readonly sockets: WebSocketApi
  readonly httpHost: string
  readonly socketHost: string
  /** Where functions post to sockets. */
  readonly socketEndpoint: string
  /** One connection each; their ids are made by the gateway. */
  readonly connectionsArn: string

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id)
    const host = (apiId: string) => `${apiId}.execute-api.${Aws.REGION}.amazonaws.com`
    this.http = new HttpApi(this, "Http", { apiName: prefixOf(stage), createDefaultStage: false })
    this.sockets = new WebSocketApi(this, "Sockets", { apiName: `${prefixOf(stage)}-live` })
    this.httpHost = host(this.http.apiId)
    this.socketHost = host(this.sockets.apiId)
    this.socketEndpoint = `https://${this.socketHost}${SOCKET.path}`
    this.connectionsArn =
      `arn:aws:execute-api:${Aws.REGION}:${Aws.ACCOUNT_ID}:` +
      `${this.sockets.apiId}/${SOCKET_STAGE}/POST/@connections/*`
  }
}
