import { createHash, randomUUID } from "node:crypto"
import { open, readFile, rm } from "node:fs/promises"
import type { IncomingMessage, ServerResponse } from "node:http"
import { join } from "node:path"
import { bodyOf } from "./http.ts"
import { openMultipart } from "./multipart.ts"
import { refusalOf } from "./signature.ts"
import type { Store } from "./store.ts"

/** S3, as far as we use it: put, whole or in pieces, get, head, delete and list, each signed; a link made by signing works until it expires. */
export interface Files {
  /** Answers a request whose path is `prefix/BUCKET/KEY`. */
  answer(request: IncomingMessage, response: ServerResponse): Promise<void>
}

interface StoredFile {
  key: string
  file: string
  etag: string
  size: number
  headers: string
  modified_at: string
}

const FILE_BYTES_MAX = 256 * 1024 * 1024
const LIST_MAX = 1000
const XML = { "content-type": "application/xml" }
const KEPT_HEADERS = ["content-type", "content-disposition", "content-encoding", "cache-control"]

export function openFiles(from: {
  store: Store
  folder: string
  prefix: string
  buckets: readonly string[]
  secret: string
}): Files {
  const { firm } = from.store
  firm.exec(`
    CREATE TABLE IF NOT EXISTS files (
      bucket TEXT NOT NULL, key TEXT NOT NULL, file TEXT NOT NULL, etag TEXT NOT NULL, size INTEGER NOT NULL,
      headers TEXT NOT NULL, modified_at TEXT NOT NULL, PRIMARY KEY (bucket, key))
  `)
  const select = firm.prepare("SELECT * FROM files WHERE bucket = ? AND key = ?")
  const upsert = firm.prepare("INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)")
  const remove = firm.prepare("DELETE FROM files WHERE bucket = ? AND key = ?")
  const range = firm.prepare(
    "SELECT * FROM files WHERE bucket = ? AND key > ? AND substr(key, 1, ?) = ? ORDER BY key LIMIT ?",
  )
  const multipart = openMultipart(from)
  const find = (bucket: string, key: string) => select.get(bucket, key) as StoredFile | undefined

  /** The body reaches the disk before the row that names it, and the row before the answer. */
  const put = async (bucket: string, key: string, request: IncomingMessage, reply: Reply) => {
    if (request.headers["content-encoding"]?.includes("aws-chunked")) return reply.fail(501, "NotImplemented")
    const body = await bodyOf(request, FILE_BYTES_MAX)
    if (!body) return reply.fail(400, "EntityTooLarge")
    const before = find(bucket, key)
    if (before && request.headers["if-none-match"] === "*") return reply.fail(412, "PreconditionFailed")
    if (request.headers["if-match"] && request.headers["if-match"] !== before?.etag)
      return reply.fail(412, "PreconditionFailed")
    const file = randomUUID()
    const written = await open(join(from.folder, file), "wx")
    await written.writeFile(body)
    await written.sync()
    await written.close()
    const etag = `"${createHash("md5").update(body).digest("hex")}"`
    upsert.run(bucket, key, file, etag, body.length, keptHeaders(request), new Date().toISOString())
    if (before) await rm(join(from.folder, before.file), { force: true })
    reply.send(200, { etag })
  }

  const putPiece = async (query: URLSearchParams, request: IncomingMessage, reply: Reply) => {
    const body = await bodyOf(request, FILE_BYTES_MAX)
    if (!body) return reply.fail(400, "EntityTooLarge")
    const etag = await multipart.put(query.get("uploadId") ?? "", Number(query.get("partNumber")), body)
    return etag ? reply.send(200, { etag }) : reply.fail(404, "NoSuchUpload")
  }

  const post = async (bucket: string, key: string, query: URLSearchParams, reply: Reply, request: IncomingMessage) => {
    if (query.has("uploads")) {
      const upload = multipart.begin(bucket, key, keptHeaders(request))
      return reply.send(
        200,
        XML,
        `<InitiateMultipartUploadResult><UploadId>${upload}</UploadId></InitiateMultipartUploadResult>`,
      )
    }
    const upload = query.get("uploadId")
    if (upload === null) return reply.fail(405, "MethodNotAllowed")
    const finished = await multipart.finish(upload, String(await bodyOf(request, FILE_BYTES_MAX)))
    if ("refused" in finished) return reply.fail(finished.refused === "NoSuchUpload" ? 404 : 400, finished.refused)
    const { name, etag, size, headers } = finished.file
    const before = find(bucket, key)
    upsert.run(bucket, key, name, etag, size, headers, new Date().toISOString())
    if (before) await rm(join(from.folder, before.file), { force: true })
    await multipart.end(upload)
    const told = `<CompleteMultipartUploadResult><ETag>${xml(etag)}</ETag></CompleteMultipartUploadResult>`
    return reply.send(200, XML, told)
  }

  const get = async (bucket: string, key: string, query: URLSearchParams, reply: Reply, request: IncomingMessage) => {
    const found = find(bucket, key)
    if (!found) return reply.fail(404, "NoSuchKey")
    const overrides = [...query].flatMap(([name, value]) => {
      const header = /^response-(content-type|content-disposition|cache-control)$/.exec(name)?.[1]
      return header ? [[header, value]] : []
    })
    const headers = {
      "content-type": "binary/octet-stream",
      ...JSON.parse(found.headers),
      ...Object.fromEntries(overrides),
      etag: found.etag,
      "last-modified": new Date(found.modified_at).toUTCString(),
    }
    if (request.headers["if-none-match"] === found.etag) return reply.send(304, headers)
    const body = request.method === "HEAD" ? undefined : await readFile(join(from.folder, found.file))
    reply.send(200, { ...headers, "content-length": String(found.size) }, body)
  }

  const list = (bucket: string, query: URLSearchParams, reply: Reply) => {
    const prefix = query.get("prefix") ?? ""
    const after = query.get("continuation-token") ?? query.get("start-after") ?? ""
    const limit = Math.min(Number(query.get("max-keys") ?? LIST_MAX), LIST_MAX)
    const rows = range.all(bucket, after, prefix.length, prefix, limit + 1) as unknown as StoredFile[]
    const page = rows.slice(0, limit)
    const more = rows.length > limit ? `<NextContinuationToken>${xml(page.at(-1)!.key)}</NextContinuationToken>` : ""
    const contents = page.map(
      ({ key, etag, size, modified_at }) =>
        `<Contents><Key>${xml(key)}</Key><LastModified>${modified_at}</LastModified><ETag>${xml(etag)}</ETag><Size>${size}</Size></Contents>`,
    )
    reply.send(
      200,
      XML,
      `<?xml version="1.0" encoding="UTF-8"?><ListBucketResult><Name>${xml(bucket)}</Name><Prefix>${xml(prefix)}</Prefix><KeyCount>${page.length}</KeyCount><MaxKeys>${limit}</MaxKeys><IsTruncated>${rows.length > limit}</IsTruncated>${contents.join("")}${more}</ListBucketResult>`,
    )
  }

  return {
    async answer(request, response) {
      const reply = replyOf(response)
      const target = request.url ?? "/"
      const headers = request.headers as Record<string, string | undefined>
      const refused = refusalOf({ method: request.method ?? "GET", target, headers }, from.secret, Date.now())
      if (refused) return reply.fail(403, refused)
      const { pathname, searchParams } = new URL(target, "http://localhost")
      const [bucket = "", ...rest] = pathname.slice(from.prefix.length + 1).split("/")
      const key = decodeURIComponent(rest.join("/"))
      if (!from.buckets.includes(bucket)) return reply.fail(404, "NoSuchBucket")
      if (key === "")
        return request.method === "GET" ? list(bucket, searchParams, reply) : reply.fail(405, "MethodNotAllowed")
      if (request.method === "PUT" && searchParams.has("uploadId")) return putPiece(searchParams, request, reply)
      if (request.method === "POST") return post(bucket, key, searchParams, reply, request)
      if (request.method === "PUT") return put(bucket, key, request, reply)
      if (request.method === "GET" || request.method === "HEAD") return get(bucket, key, searchParams, reply, request)
      if (request.method !== "DELETE") return reply.fail(405, "MethodNotAllowed")
      const found = find(bucket, key)
      remove.run(bucket, key)
      if (found) await rm(join(from.folder, found.file), { force: true })
      reply.send(204, {})
    },
  }
}

const keptHeaders = ({ headers }: IncomingMessage): string =>
  JSON.stringify(Object.fromEntries(KEPT_HEADERS.flatMap((name) => (headers[name] ? [[name, headers[name]]] : []))))

type Reply = ReturnType<typeof replyOf>
const replyOf = (response: ServerResponse) => ({
  send(status: number, headers: Record<string, string>, body?: string | Buffer) {
    response.writeHead(status, headers)
    response.end(body)
  },
  fail(status: number, code: string) {
    response.writeHead(status, XML)
    response.end(
      `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code.split(":")[0]}</Code><Message>${xml(code)}</Message></Error>`,
    )
  },
})
const xml = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;")
