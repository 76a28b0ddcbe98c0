import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { brotliCompressSync } from "node:zlib"
import { build, FUNCTIONS_BUILD, WEB_BUILD } from "../../infra/build.ts"
import { FUNCTIONS } from "../../infra/functions.ts"
import { type Figure, percentile, rounded } from "./figure.ts"

interface Metafile {
  outputs: Record<string, { bytes: number; entryPoint?: string; imports: { path: string; kind: string }[] }>
}

const RECEIVERS = ["ingest/stripe", "ingest/events"]

/** What a cold start of each function loads, and how long Node takes to import it, beside an empty module. */
export async function bundleFigures(): Promise<Figure[]> {
  await build()
  const { outputs } = JSON.parse(readFileSync(join(FUNCTIONS_BUILD, "meta.json"), "utf8")) as Metafile
  const empty = importMs("data:text/javascript,")
  const figures: Figure[] = []
  for (const { code } of Object.values(FUNCTIONS)) {
    const entry = Object.keys(outputs).find((path) => path.endsWith(`build/functions/${code}.mjs`))!
    const kilobytes = loadedWith(outputs, entry).reduce((sum, path) => sum + outputs[path]!.bytes, 0) / 1024
    const limit = RECEIVERS.includes(code) ? { kilobytes: 120, ms: 60 } : { kilobytes: 450, ms: 120 }
    const ms = importMs(join(FUNCTIONS_BUILD, `${code}.mjs`))
    figures.push(
      {
        what: `${code}: files of a cold start`,
        value: rounded(kilobytes, 0),
        unit: "KB",
        bar: `≤ ${limit.kilobytes}`,
        held: kilobytes <= limit.kilobytes,
      },
      {
        what: `${code}: import`,
        value: rounded(ms, 0),
        unit: "ms",
        against: `${rounded(ms / empty, 1)} × an empty module`,
        bar: `≤ ${limit.ms}`,
        held: ms <= limit.ms,
      },
    )
  }
  return [...figures, webFigure()]
}

/** A file and everything it imports before it runs. */
function loadedWith(outputs: Metafile["outputs"], entry: string): string[] {
  const seen = new Set([entry])
  for (const path of seen)
    for (const { path: next, kind } of outputs[path]?.imports ?? [])
      if (kind === "import-statement" && outputs[next]) seen.add(next)
  return [...seen]
}

const ENVIRONMENT = Object.fromEntries(
  "TABLE_NAME FILES_BUCKET ANCHORS_BUCKET BUS_NAME SECRETS_DOORS SECRETS_SESSION SECRETS_PEOPLE ISSUER CLIENT_ID ISSUER_AUTHORIZE_URL ISSUER_TOKEN_URL ISSUER_REVOKE_URL ISSUER_LOGOUT_URL PUBLIC_URL SOCKET_URL SOCKET_ENDPOINT"
    .split(" ")
    .map((name) => [name, "http://x.test"]),
)

/** The median of five imports, each in a process of its own, without the time Node itself takes to start. */
function importMs(path: string): number {
  const script = `const from = performance.now(); await import(${JSON.stringify(path)}); console.log(performance.now() - from); process.exit(0)`
  const took = Array.from({ length: 5 }, () => {
    const { stdout } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      env: { ...process.env, ...ENVIRONMENT, AWS_REGION: "us-east-1" },
      encoding: "utf8",
    })
    return Number(stdout.trim().split("\n").at(-1))
  })
  return percentile(took, 0.5)
}

/** Everything the page names before it is usable. */
function webFigure(): Figure {
  const html = readFileSync(join(WEB_BUILD, "index.html"), "utf8")
  const scripts = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map((match) => match[1]!)
  const bytes = scripts.reduce((sum, path) => sum + brotliCompressSync(readFileSync(join(WEB_BUILD, path))).length, 0)
  return {
    what: "initial JS, brotli",
    value: rounded(bytes / 1024, 1),
    unit: "KB",
    bar: "≤ 70",
    held: bytes <= 70 * 1024,
  }
}
