import { CfnOutput, Stack } from "aws-cdk-lib"
import type { Construct } from "constructs"
import { Alarms } from "../constructs/alarms.ts"
import { budget } from "../constructs/money.ts"
import { securityHeaders } from "../headers.ts"
import { Rules, theBus } from "../river/bus.ts"
import { Clock } from "../river/clock.ts"
import { CountedLines } from "../river/counted-lines.ts"
import { Dashboard } from "../river/dashboard.ts"
import { Doors } from "../river/doors.ts"
import { Functions } from "../river/functions.ts"
import { Gateways } from "../river/gateways.ts"
import { Live } from "../river/live.ts"
import { SignIn } from "../river/sign-in.ts"
import { Stream } from "../river/stream.ts"
import { Web } from "../river/web.ts"
import { Workflows, workflowArn } from "../river/workflows.ts"
import { SOCKET, WORKFLOWS } from "../river.ts"
import { prefixOf, type Stage } from "../stage.ts"
import type { Keep } from "./keep.ts"

export interface FlowProps {
  stage: Stage
  keep: Keep
  functionsFolder: string
  originVersion: string | undefined
}

/**
 * Everything that can be thrown away and deployed again: what infra/river.ts describes, and nothing else.
 * The gateways and the pages come first, because every function is told where the console stands.
 */
export class Flow extends Stack {
  constructor(scope: Construct, { stage, keep, functionsFolder, originVersion }: FlowProps) {
    super(scope, `${prefixOf(stage)}-flow`, {
      description: "Watchbill: the river (doors, functions, stream, clock, workflows, pages); can be made anew",
    })
    const alarms = new Alarms(this, "Alarms", stage)
    const gateways = new Gateways(this, "Gateways", stage)
    const web = new Web(this, "Web", {
      stage,
      gateways,
      logs: keep.logs,
      originVersion,
      // Without a domain of our own the host is not known before these headers are; 'self' covers the socket there.
      headers: securityHeaders({
        socket: stage.domain ? `wss://${stage.domain.name}` : "",
        issuer: keep.people.loginUrl,
      }),
    })
    const signIn = new SignIn(this, "SignIn", { stage, people: keep.people, url: web.url })
    const bus = theBus(this, stage)
    const functions = new Functions(this, "Functions", {
      stage,
      alarms,
      folder: functionsFolder,
      reach: {
        keep,
        bus: { arn: bus.eventBusArn, name: bus.eventBusName },
        sockets: { connectionsArn: gateways.connectionsArn, endpoint: gateways.socketEndpoint },
        workflowArns: Object.keys(WORKFLOWS).map((name) => workflowArn(stage, name)),
        mailFrom: stage.mailFrom,
      },
      environment: {
        ...{ PUBLIC_URL: web.url, SOCKET_URL: `wss://${web.host}${SOCKET.path}` },
        ...(stage.mailFrom ? { MAIL_FROM: stage.mailFrom } : {}),
      },
      signIn: signIn.environment,
    })
    new Doors(this, "Doors", { stage, http: gateways.http, functions, signIn, alarms })
    new Clock(this, "Clock", { stage, functions, alarms })
    new Stream(this, "Stream", { streamArn: keep.streamArn, functions, alarms })
    const workflows = new Workflows(this, "Workflows", { stage, functions, alarms })
    new Rules(this, "Rules", { stage, bus, functions, workflows })
    new Live(this, "Live", { gateways, functions })
    new CountedLines(this, "CountedLines", { stage, functions, alarms })
    new Dashboard(this, "Dashboard", { stage, alarms, functions, http: gateways.http, table: keep.table })
    budget(this, stage)
    this.tell({
      Url: web.url,
      PagesBucket: web.bucket.bucketName,
      BusName: bus.eventBusName,
      Distribution: web.distribution.distributionDomainName,
    })
  }

  /** What `npm run deploy` and a person need to know afterwards. */
  private tell(outputs: Record<string, string>) {
    for (const [name, value] of Object.entries(outputs)) new CfnOutput(this, name, { value })
  }
}
