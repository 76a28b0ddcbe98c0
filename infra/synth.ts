import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { cdk } from "./account/cdk.ts"
import { build } from "./build.ts"
import { Sentence } from "./local/sentence.ts"
import { LOCAL_SECRETS, stageFrom } from "./stage.ts"

/** Nothing of the terminal's AWS settings: a template depends on the stage file alone. */
const NOBODY = {
  AWS_ACCESS_KEY_ID: undefined,
  AWS_SECRET_ACCESS_KEY: undefined,
  AWS_SESSION_TOKEN: undefined,
  AWS_PROFILE: undefined,
  AWS_EC2_METADATA_DISABLED: "true",
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
}

/** Stops where a template holds a secret of one machine. */
export function refuseLocalIn(templates: Record<string, string>): void {
  for (const [name, text] of Object.entries(templates)) {
    const found = LOCAL_SECRETS.find((secret) => text.includes(secret))
    if (found) throw new Sentence(`${name} holds ${found}, a secret of one machine that everybody knows.`)
  }
}

/** Writes both templates to cdk.out, checks included. Needs no network and no credentials. */
async function synth(): Promise<void> {
  const { values } = parseArgs({ options: { stage: { type: "string" } } })
  const stage = values.stage ?? (existsSync("stage.json") ? "stage.json" : "infra/stage.example.json")
  stageFrom(stage)
  await build()
  cdk(["synth", "--quiet", "--context", `stage=${stage}`], NOBODY)
  const names = readdirSync("cdk.out").filter((name) => name.endsWith(".template.json"))
  const templates = Object.fromEntries(names.map((name) => [name, readFileSync(join("cdk.out", name), "utf8")]))
  refuseLocalIn(templates)
  for (const [name, text] of Object.entries(templates)) {
    const count = Object.keys((JSON.parse(text) as { Resources: object }).Resources).length
    process.stdout.write(`cdk.out/${name}: ${count} resources, ${Math.round(text.length / 1024)} KB\n`)
  }
}

if (import.meta.main) {
  await synth().catch((error: unknown) => {
    process.stderr.write(
      `${error instanceof Sentence ? error.message : error instanceof Error ? error.stack : error}\n`,
    )
    process.exitCode = 1
  })
}
