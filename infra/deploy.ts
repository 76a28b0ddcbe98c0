import { readFileSync } from "node:fs"
import { parseArgs } from "node:util"
import { openAccount } from "./account/aws.ts"
import { cdk } from "./account/cdk.ts"
import { checkAccount } from "./account/checks.ts"
import { putPages } from "./account/pages.ts"
import { askDoors, askStripeKey, fillSession } from "./account/secrets.ts"
import { build, WEB_BUILD } from "./build.ts"
import { Sentence } from "./local/sentence.ts"
import { prefixOf, type Stage, stageFrom } from "./stage.ts"

const OUTPUTS = "cdk.out/outputs.json"

const say = (text: string) => process.stdout.write(`${text}\n`)

/** Everything from the stage file to a console that answers. Running it again changes only what differs. */
async function deploy(): Promise<void> {
  const { values } = parseArgs({
    options: {
      stage: { type: "string", default: "stage.json" },
      yes: { type: "boolean", default: false },
      doors: { type: "boolean", default: false },
    },
  })
  const stage = stageFrom(values.stage)
  const prefix = prefixOf(stage)
  const account = await openAccount()
  say(`Watchbill ${stage.name} → account ${account.id}, ${account.region}`)
  await checkAccount(account, stage)
  await build()
  const approval = values.yes ? ["--require-approval", "never"] : []
  const stackOf = (name: string, ...more: string[]) =>
    cdk([
      "deploy",
      `${prefix}-${name}`,
      "--exclusively",
      "--outputs-file",
      OUTPUTS,
      "--context",
      `stage=${values.stage}`,
      ...approval,
      ...more,
    ])
  stackOf("keep")
  const { UserPool } = outputsOf(`${prefix}-keep`)
  const originVersion = await fillSession(account, prefix)
  stackOf("flow", "--context", `originVersion=${originVersion}`)
  const { Url, PagesBucket } = outputsOf(`${prefix}-flow`)
  const count = await putPages(account, PagesBucket!, WEB_BUILD)
  say(`${count} pages and their pieces are in place.`)
  await askDoors(account, prefix, Url!, values.doors)
  await askStripeKey(account, prefix, values.doors)
  say(`\n${Url}\n`)
  say(firstSignIn(stage, UserPool!))
}

const outputsOf = (stack: string): Record<string, string | undefined> =>
  (JSON.parse(readFileSync(OUTPUTS, "utf8")) as Record<string, Record<string, string>>)[stack] ?? {}

/** The one person nobody could invite. */
const firstSignIn = ({ firstAdminEmail }: Stage, pool: string): string =>
  [
    "The first admin gets an invitation by e-mail with this, once:",
    `  aws cognito-idp admin-create-user --user-pool-id ${pool} --username ${firstAdminEmail} \\`,
    "    --desired-delivery-mediums EMAIL \\",
    `    --user-attributes Name=email,Value=${firstAdminEmail} Name=email_verified,Value=true`,
  ].join("\n")

await deploy().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Sentence ? error.message : error instanceof Error ? error.stack : error}\n`)
  process.exitCode = 1
})
