import { createHash } from "node:crypto"
import { existsSync } from "node:fs"
import { readFile } from "node:fs/promises"
import type { IncomingMessage, ServerResponse } from "node:http"
import { extname, join, normalize, sep } from "node:path"
import { promisify } from "node:util"
import { brotliCompress, constants, gzip } from "node:zlib"
import { cacheControl } from "../../headers.ts"

/** The web build, served as CloudFront serves it. */
export interface Pages {
  answer(request: IncomingMessage, response: ServerResponse, path: string): Promise<void>
}

interface Page {
  type: string
  etag: string
  plain: Buffer
  br?: Buffer
  gzip?: Buffer
}

const TYPES: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".webmanifest": "application/manifest+json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".txt": "text/plain; charset=utf-8",
  ".map": "application/json",
}
const COMPRESSIBLE = new Set([".html", ".js", ".css", ".json", ".webmanifest", ".svg", ".txt"])
/** Quality 5 is compressed in a moment and within a few percent of what a CDN sends. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }
const NOT_BUILT = "<!doctype html><title>Watchbill</title><p>The pages are not built yet. The API answers."

/** Reads each file once: a build does not change under a running console. */
export function openPages(folder: string): Pages {
  const known = new Map<string, Promise<Page | undefined>>()
  const load = async (path: string): Promise<Page | undefined> => {
    const file = normalize(join(folder, path))
    if (!file.startsWith(folder + sep) || !existsSync(file)) return undefined
    const plain = await readFile(file).catch(() => undefined)
    return plain && pageOf(plain, extname(path))
  }
  const pageAt = (path: string) => {
    let page = known.get(path)
    if (!page) known.set(path, (page = load(path)))
    return page
  }
  const index = async () => (await pageAt("/index.html")) ?? pageOf(Buffer.from(NOT_BUILT), ".html")

  return {
    async answer(request, response, path) {
      const isFile = /^\/(assets\/.+|[^/]+\.[a-z0-9]+)$/.test(path) || path.includes("/..")
      const page = isFile ? await pageAt(path) : await index()
      if (request.method !== "GET" && request.method !== "HEAD") return notFound(response, 405)
      if (!page) return notFound(response, 404)
      response.setHeader("content-type", page.type)
      response.setHeader("cache-control", cacheControl(path))
      response.setHeader("etag", page.etag)
      response.setHeader("vary", "accept-encoding")
      if (request.headers["if-none-match"] === page.etag) return void response.writeHead(304).end()
      const accepted = String(request.headers["accept-encoding"] ?? "")
      const encoding = (["br", "gzip"] as const).find((name) => page[name] && accepted.includes(name))
      const body = encoding ? page[encoding]! : page.plain
      if (encoding) response.setHeader("content-encoding", encoding)
      response.writeHead(200, { "content-length": body.length })
      response.end(request.method === "HEAD" ? undefined : body)
    },
  }
}

async function pageOf(plain: Buffer, extension: string): Promise<Page> {
  const etag = `"${createHash("sha256").update(plain).digest("base64url").slice(0, 22)}"`
  const page: Page = { type: TYPES[extension] ?? "application/octet-stream", etag, plain }
  if (!COMPRESSIBLE.has(extension)) return page
  const [br, gz] = await Promise.all([promisify(brotliCompress)(plain, BROTLI), promisify(gzip)(plain)])
  return { ...page, br, gzip: gz }
}

function notFound(response: ServerResponse, status: number): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" })
  response.end(status === 404 ? "Not found\n" : "Method not allowed\n")
}
