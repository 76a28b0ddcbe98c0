import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { gunzipSync } from "node:zlib"

/**
 * What befalls a request: lost before it was read, kept and its answer lost or cut off, never answered, or answered by a status,
 * with a `retry-after` where told.
 */
export type Mood = "lost" | "answerLost" | "answerCut" | "silent" | { status: number; retryAfter?: string }

/** A door of events on a port of its own, which keeps by id what it reads and does to the next requests as it is told. */
export interface MoodyDoor {
  url: string
  /** Every request's ids and when it came, in ms, oldest first. */
  requests: { ids: string[]; atMs: number; headers: IncomingMessage["headers"] }[]
  /** The ids of the events that were kept. */
  kept: Set<string>
  /** How many requests were open at once at most. */
  openMax(): number
  /** These befall the next requests; those after them are answered well. */
  next(...moods: Mood[]): void
  stop(): Promise<void>
}

/** Opens one. Events of the type `bad` are rejected. */
export async function openMoodyDoor(answerAfterMs = 0): Promise<MoodyDoor> {
  const requests: MoodyDoor["requests"] = []
  const kept = new Set<string>()
  const moods: Mood[] = []
  let [open, openMax] = [0, 0]

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    openMax = Math.max(openMax, ++open)
    response.once("close", () => open--)
    const chunks = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const json = request.headers["content-encoding"] === "gzip" ? gunzipSync(body) : body
    const events = JSON.parse(json.toString()) as { id: string; type: string }[]
    requests.push({ ids: events.map(({ id }) => id), atMs: performance.now(), headers: request.headers })
    if (answerAfterMs > 0) await new Promise((resolve) => setTimeout(resolve, answerAfterMs))
    const mood = moods.shift()
    if (mood === "silent") return
    if (mood === "lost") return void request.socket.destroy()
    if (typeof mood === "object") {
      const headers = {
        "content-type": "application/problem+json",
        ...(mood.retryAfter && { "retry-after": mood.retryAfter }),
      }
      return void response.writeHead(mood.status, headers).end('{"detail":"not now"}')
    }
    const good = events.filter(({ type }) => type !== "bad")
    const repeated = good.filter(({ id }) => kept.has(id)).length
    for (const { id } of good) kept.add(id)
    const rejected = events.flatMap(({ id, type }, index) =>
      type === "bad" ? [{ index, id, reason: "type: bad" }] : [],
    )
    const text = JSON.stringify({ accepted: good.length - repeated, duplicates: repeated, rejected })
    if (mood === "answerLost") return void request.socket.destroy()
    response.writeHead(202, { "content-type": "application/json", "content-length": Buffer.byteLength(text) })
    if (mood !== "answerCut") return void response.end(text)
    response.write(text.slice(0, 5), () => request.socket.destroy())
  }
  const server = createServer((request, response) => void answer(request, response).catch(() => response.destroy()))
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    kept,
    openMax: () => openMax,
    next: (...some) => void moods.push(...some),
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
