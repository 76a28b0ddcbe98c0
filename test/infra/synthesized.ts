import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { App } from "aws-cdk-lib"
import { flattenCfnReference } from "cdk-nag/lib/utils/flatten-cfn-reference.js"
import { type Console, consoleOf, context } from "../../infra/app.ts"
import { FUNCTIONS } from "../../infra/functions.ts"
import { type Stage, stageFrom } from "../../infra/stage.ts"

export interface Resource {
  Type: string
  // oxlint-disable-next-line no-explicit-any -- a template is JSON; its shape is what the tests assert.
  Properties: Record<string, any>
  DeletionPolicy?: string
  UpdateReplacePolicy?: string
}

export interface Synthesized extends Console {
  keepResources: Record<string, Resource>
  flowResources: Record<string, Resource>
  /** Both templates as text. */
  text: string
}

export const STAGE: Stage = stageFrom("infra/stage.example.json")

/** A folder like the one infra/build.ts fills, so that these tests need no build. */
export function placeholders(): string {
  const folder = mkdtempSync(join(tmpdir(), "watchbill-functions-"))
  for (const { code } of Object.values(FUNCTIONS)) {
    const file = join(folder, `${code}.mjs`)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, "export const handler = () => {}\n")
  }
  return folder
}

/** The templates of a stage, as `cdk deploy` would send them. */
export function synthesized(
  stage: Stage = STAGE,
  options: { originVersion?: string; withDefaultRules?: boolean } = {},
): Synthesized {
  const { withDefaultRules = false, ...rest } = options
  const outdir = mkdtempSync(join(tmpdir(), "watchbill-synth-"))
  // CloudFormation's own schemas take longer to check than everything else together: once is enough.
  process.env["CDK_VALIDATION"] = String(withDefaultRules)
  const app = new App({ outdir, context: context() })
  const made = consoleOf(stage, { app, functionsFolder: placeholders(), ...rest })
  const assembly = app.synth()
  const text = (name: string) => readFileSync(assembly.getStackByName(name).templateFullPath, "utf8")
  const [keep, flow] = [text(made.keep.stackName), text(made.flow.stackName)]
  return {
    ...made,
    keepResources: JSON.parse(keep).Resources,
    flowResources: JSON.parse(flow).Resources,
    text: keep + flow,
  }
}

export const ofType = (resources: Record<string, Resource>, type: string): Resource[] =>
  Object.values(resources).filter((resource) => resource.Type === type)

/** A reference as text, without the hashes that CDK adds: `<FunctionsapiFunction.Arn>`. */
export const readable = (reference: unknown): string =>
  flattenCfnReference(reference)
    .replace(
      /[\w-]+:ExportsOutput(?:FnGetAtt|Ref)([A-Za-z]+?)[0-9A-F]{8}([A-Za-z]*?)[0-9A-F]{8}/g,
      (_, name, attribute) => (attribute ? `<Keep.${name}.${attribute}>` : `<Keep.${name}>`),
    )
    .replace(/<(\w+?)[0-9A-F]{8}([.>])/g, "<$1$2")
