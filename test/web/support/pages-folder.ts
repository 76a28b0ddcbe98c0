import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { TestProject } from "vitest/node"

declare module "vitest" {
  interface ProvidedContext {
    /** Where the pages of a run are built, by whoever needs them first. */
    pagesFolder: string
  }
}

/** Gives every run a folder for its pages, and takes it away in the end. */
export default function pagesFolder({ provide }: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), "watchbill-built-"))
  provide("pagesFolder", folder)
  return () => rmSync(folder, { recursive: true, force: true })
}
