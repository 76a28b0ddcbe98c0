import { spawnSync } from "node:child_process"
import { delimiter, dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { Sentence } from "../local/sentence.ts"

const root = fileURLToPath(new URL("../..", import.meta.url))

/** Runs the CDK's own command on this Node, without telemetry and notices; what it says goes to this terminal. */
export function cdk(args: readonly string[], environment: Record<string, string | undefined> = {}): void {
  const { status } = spawnSync(
    process.execPath,
    [join(root, "node_modules/aws-cdk/bin/cdk"), ...args, "--no-notices"],
    {
      cwd: root,
      stdio: "inherit",
      env: {
        ...process.env,
        // cdk.json says `node infra/app.ts`: it has to be this Node, whichever the machine has.
        PATH: [dirname(process.execPath), process.env["PATH"]].join(delimiter),
        CDK_DISABLE_CLI_TELEMETRY: "true",
        ...environment,
      },
    },
  )
  if (status !== 0) throw new Sentence(`cdk ${args[0]} did not succeed; what it says above tells why.`)
}
