import { readdirSync, readFileSync } from "node:fs"
import { extname, join, relative } from "node:path"
import { cacheControl } from "../headers.ts"
import { Sentence } from "../local/sentence.ts"
import type { Account } from "./aws.ts"

const AT_ONCE = 8

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".map": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
}

/** The files of the web build in the order they are put: what index.html names is there before it is. */
export function pagesIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("."))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort()
  if (!files.includes("index.html")) throw new Sentence(`${folder} holds no web build.`)
  return [...files.filter((file) => file !== "index.html"), "index.html"]
}

/** Type and life of one file. */
export function headersOf(file: string): { "content-type": string; "cache-control": string } {
  const type = TYPES[extname(file)]
  if (!type) throw new Sentence(`infra/account/pages.ts knows no type for ${file}.`)
  return { "content-type": type, "cache-control": cacheControl(`/${file}`) }
}

/**
 * Puts the pages. Nothing is removed: a page that is open since before still finds its pieces, and a deployment adds
 * some hundred kilobytes.
 */
export async function putPages(account: Account, bucket: string, folder: string): Promise<number> {
  const files = pagesIn(folder)
  const put = (file: string) => account.put(bucket, file, readFileSync(join(folder, file)), headersOf(file))
  const waiting = files.slice(0, -1)
  const carry = async () => {
    for (let file = waiting.shift(); file; file = waiting.shift()) await put(file)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, carry))
  await put("index.html")
  return files.length
}
