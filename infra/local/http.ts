import type { IncomingMessage } from "node:http"

/** The whole body; undefined when it is larger than allowed. The rest of that is thrown away when the answer is sent. */
export async function bodyOf(request: IncomingMessage, bytesMax: number): Promise<Buffer | undefined> {
  if (Number(request.headers["content-length"] ?? 0) > bytesMax) return undefined
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > bytesMax) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** Whether a Host header names this machine by one of its own names. */
export function isLoopback(host: string | undefined): boolean {
  const name = (host ?? "").replace(/:\d+$/, "")
  return ["localhost", "127.0.0.1", "[::1]"].includes(name)
}

/** Whether a request comes from our own pages or from no page at all. */
export function isOurs(request: IncomingMessage): boolean {
  const { origin, host } = request.headers
  if (request.headers["sec-fetch-site"] === "cross-site") return false
  return origin === undefined || origin === `http://${host}`
}
