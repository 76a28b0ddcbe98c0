import { readFileSync } from "node:fs"
import { App, Tags, Validations } from "aws-cdk-lib"
import { AwsSolutionsChecks } from "cdk-nag"
import { FUNCTIONS_BUILD } from "./build.ts"
import { Flow } from "./stacks/flow.ts"
import { Keep } from "./stacks/keep.ts"
import { type Stage, stageFrom } from "./stage.ts"

export interface Console {
  app: App
  keep: Keep
  flow: Flow
  checks: AwsSolutionsChecks
}

/** The two stacks of one console. No account and no region stands in them, so they are the same everywhere. */
export function consoleOf(
  stage: Stage,
  options: { functionsFolder?: string; originVersion?: string; app?: App } = {},
): Console {
  const { functionsFolder = FUNCTIONS_BUILD, originVersion, app = new App() } = options
  const keep = new Keep(app, stage)
  const flow = new Flow(app, { stage, keep, functionsFolder, originVersion })
  Tags.of(app).add("watchbill", stage.name)
  const checks = new AwsSolutionsChecks(app)
  Validations.of(app).addPlugins(checks)
  return { app, keep, flow, checks }
}

/** The context of cdk.json, which the CDK's own command reads by itself and tests do not. */
export const context = (): Record<string, unknown> => JSON.parse(readFileSync("cdk.json", "utf8")).context

if (import.meta.main) {
  const app = new App()
  const told = (name: string): string | undefined => app.node.tryGetContext(name) as string | undefined
  const [stage = "stage.json", functionsFolder, originVersion] = ["stage", "functions", "originVersion"].map(told)
  consoleOf(stageFrom(stage), {
    app,
    ...(functionsFolder ? { functionsFolder } : {}),
    ...(originVersion ? { originVersion } : {}),
  })
}
