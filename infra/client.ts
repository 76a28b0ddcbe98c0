import { spawnSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { build as bundle } from "esbuild"
import * as z from "zod/mini"
import { EVENT_DATA } from "../shared/usage/event-data.ts"
import { BUILD } from "./build.ts"
import { Sentence } from "./local/sentence.ts"

const root = fileURLToPath(new URL("..", import.meta.url))
const SOURCES = join(root, "shared/client")
const ENTRY = join(SOURCES, "client.ts")

/** Builds the package `watchbill`, which holds the client and needs nothing else, and packs it: the tarball's path. */
export async function packClient(into = BUILD): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "watchbill-client-"))
  try {
    await bundle({
      entryPoints: [ENTRY],
      outfile: join(folder, "client.js"),
      bundle: true,
      format: "esm",
      platform: "neutral",
      target: "es2022",
      logLevel: "error",
    })
    writeTypes(folder)
    writeFileSync(join(folder, "package.json"), `${JSON.stringify(manifest(), null, 2)}\n`)
    cpSync(join(SOURCES, "README.md"), join(folder, "README.md"))
    mkdirSync(into, { recursive: true })
    const told = run("npm", ["pack", "--json", "--pack-destination", into], folder)
    const packed = JSON.parse(told) as { filename: string }[] | Record<string, { filename: string }>
    return join(into, Object.values(packed)[0]!.filename)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function manifest(): Record<string, unknown> {
  const { name, version, engines } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"))
  return {
    name,
    version,
    description: "Sends a product's events to its Watchbill console.",
    type: "module",
    engines,
    exports: { "./client": { types: "./client.d.ts", default: "./client.js" } },
    files: ["*.js", "*.d.ts"],
    sideEffects: false,
  }
}

/** Declarations as the compiler makes them, but for the events' data, which come from the schemas and need no schema library. */
function writeTypes(folder: string): void {
  const declarations = join(folder, "declarations")
  const options =
    "--ignoreConfig --declaration --emitDeclarationOnly --allowImportingTsExtensions --skipLibCheck --strict"
  const more = "--target es2022 --module esnext --moduleResolution bundler --lib es2024,dom --types node".split(" ")
  const files = ["--rootDir", join(root, "shared"), "--outDir", declarations, ENTRY]
  run(process.execPath, [join(root, "node_modules/typescript/bin/tsc"), ...options.split(" "), ...more, ...files], root)
  for (const name of ["client", "options"]) {
    const text = readFileSync(join(declarations, "client", `${name}.d.ts`), "utf8")
    writeFileSync(join(folder, `${name}.d.ts`), text.replaceAll(/(from "\.\/[\w-]+)\.ts"/g, '$1.js"'))
  }
  rmSync(declarations, { recursive: true })
  const lines = Object.entries(EVENT_DATA).map(([type, schema]) => {
    const told = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonSchema
    return `  ${JSON.stringify(type)}: ${typeOf(told)}\n`
  })
  const says = "/** What an event of each type says. */"
  writeFileSync(join(folder, "event-data.d.ts"), `${says}\nexport interface EventData {\n${lines.join("")}}\n`)
}

interface JsonSchema {
  type?: string | readonly string[]
  enum?: readonly unknown[]
  anyOf?: readonly JsonSchema[]
  items?: JsonSchema
  properties?: Record<string, JsonSchema>
  required?: readonly string[]
  additionalProperties?: JsonSchema
}

/** A JSON schema of an event's data as a TypeScript type. */
function typeOf({
  type,
  enum: words,
  anyOf,
  items,
  properties,
  required = [],
  additionalProperties,
}: JsonSchema): string {
  if (words) return words.map((word) => JSON.stringify(word)).join(" | ")
  if (anyOf) return [...new Set(anyOf.map(typeOf))].join(" | ")
  if (Array.isArray(type)) return type.map((one) => typeOf({ type: one })).join(" | ")
  if (type === "array") return `(${typeOf(items ?? {})})[]`
  if (type === "integer") return "number"
  if (type !== "object") return String(type ?? "unknown")
  const fields = Object.entries(properties ?? {}).map(
    ([name, inside]) => `${name}${required.includes(name) ? "" : "?"}: ${typeOf(inside)}`,
  )
  return `{ ${[...fields, `[other: string]: ${typeOf(additionalProperties ?? {})}`].join("; ")} }`
}

function run(command: string, words: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(command, words, { cwd, encoding: "utf8" })
  if (status !== 0) throw new Sentence(`${command} ${words[0]} failed: ${stdout}${stderr}`)
  return stdout
}

if (import.meta.main) {
  const packed = await packClient()
  process.stdout.write(`${packed.slice(root.length)}: npm install it, then import "watchbill/client"\n`)
}
