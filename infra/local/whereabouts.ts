import { chmodSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { BUILD } from "../build.ts"
import { IN_FOLDER } from "./folder.ts"

/** Where a running console answers, and the secret by which it knows this project's own programs. */
export interface Whereabouts {
  url: string
  pid: number
  secret: string
}

/** Noted in the console's data folder, and under its port for programs that are not told the folder. */
const byPort = (port: number) => join(BUILD, "consoles", `${port}.json`)
const inFolder = (dataDir: string) => join(dataDir, IN_FOLDER.console)

export function saveWhereabouts(dataDir: string, port: number, whereabouts: Whereabouts): void {
  for (const path of [inFolder(dataDir), byPort(port)]) {
    mkdirSync(dirname(path), { recursive: true })
    // Whoever reads it meanwhile finds the one before, whole.
    const written = `${path}.${process.pid}`
    writeFileSync(written, JSON.stringify(whereabouts), { mode: 0o600 })
    chmodSync(written, 0o600)
    renameSync(written, path)
  }
}

/** The console of a data folder, or of a port; undefined where there was none. */
export function whereabouts(of: { dataDir: string } | { port: number }): Whereabouts | undefined {
  try {
    return JSON.parse(readFileSync("port" in of ? byPort(of.port) : inFolder(of.dataDir), "utf8"))
  } catch {
    return undefined
  }
}
