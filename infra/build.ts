import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { holdLock } from "./local/folder.ts"
import { FUNCTIONS, type FunctionSpec } from "./functions.ts"

const root = fileURLToPath(new URL("..", import.meta.url))
export const BUILD = join(root, "build")
/** Bundles: `<code>.mjs` each, shared chunks beside them, and esbuild's `meta.json`. */
export const FUNCTIONS_BUILD = join(BUILD, "functions")
/** The web build, or absent while web/ has no vite.config.ts. */
export const WEB_BUILD = join(BUILD, "web")
const STAMP = ".sources"

/** Builds what changed since it was last built. One process builds at a time; the others wait and find it done. */
export async function build(): Promise<void> {
  const release = await lock()
  try {
    const functions = sourcesHash(["shared", "functions"], ["infra/build.ts", "infra/river.ts"])
    if (!isBuilt(FUNCTIONS_BUILD, functions)) {
      await buildFunctions(FUNCTIONS, FUNCTIONS_BUILD)
      writeFileSync(join(FUNCTIONS_BUILD, STAMP), functions)
    }
    const config = join(root, "web/vite.config.ts")
    const web = sourcesHash(["shared", "web"], [])
    if (existsSync(config) && !isBuilt(WEB_BUILD, web)) {
      await buildWeb(config)
      writeFileSync(join(WEB_BUILD, STAMP), web)
    }
  } finally {
    release()
  }
}

/** One esbuild pass over all functions: what they share is one chunk, loaded once and cached once. */
export async function buildFunctions(
  specs: Record<string, FunctionSpec>,
  outdir: string,
  sources = join(root, "functions"),
): Promise<void> {
  const { build: bundle } = await import("esbuild")
  rmSync(outdir, { recursive: true, force: true })
  const { metafile } = await bundle({
    absWorkingDir: root,
    entryPoints: Object.values(specs).map(({ code }) => ({ in: join(sources, `${code}.ts`), out: code })),
    outdir,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node24",
    mainFields: ["module", "main"],
    outExtension: { ".js": ".mjs" },
    chunkNames: "chunks/[name]-[hash]",
    minify: true,
    legalComments: "none",
    sourcemap: "linked",
    metafile: true,
    // CommonJS packages inside an ES module still ask for require.
    banner: { js: `import { createRequire } from "node:module"; const require = createRequire(import.meta.url);` },
    logLevel: "error",
  })
  writeFileSync(join(outdir, "meta.json"), JSON.stringify(metafile))
}

async function buildWeb(configFile: string): Promise<void> {
  const vite = await import("vite")
  await vite.build({
    configFile,
    root: join(root, "web"),
    logLevel: "error",
    build: { outDir: WEB_BUILD, emptyOutDir: true },
  })
}

const isBuilt = (built: string, hash: string) =>
  existsSync(join(built, STAMP)) && readFileSync(join(built, STAMP), "utf8") === hash

/** A hash of every source file, by name and content, and of the exact packages. */
function sourcesHash(folders: readonly string[], files: readonly string[]): string {
  const hash = createHash("sha256")
  const found = folders.flatMap((name) =>
    readdirSync(join(root, name), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name)),
  )
  const all = [...found.sort(), ...files.map((file) => join(root, file)), join(root, "package-lock.json")]
  for (const path of all) hash.update(path.slice(root.length)).update("\0").update(readFileSync(path)).update("\0")
  return hash.digest("hex")
}

async function lock(): Promise<() => void> {
  mkdirSync(BUILD, { recursive: true })
  for (;;) {
    const release = holdLock(join(BUILD, ".lock"))
    if (release) return release
    await pause(100)
  }
}
