import { randomBytes, randomUUID } from "node:crypto"
import type { IncomingMessage } from "node:http"
import type { Duplex } from "node:stream"
import { WebSocket, WebSocketServer } from "ws"
import type { Lambda } from "./lambda.ts"

/** The WebSocket API: one function answers $connect, $default and $disconnect; others post to connections by id. */
export interface Sockets {
  /** A browser asks to open a socket: it opens when the function's $connect answers 2xx. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void>
  post(id: string, message: Buffer): boolean
  close(id: string): boolean
  isOpen(id: string): boolean
  stop(): void
}

/** API Gateway's own limits: it hangs up on silence and on age, and takes no larger message. */
const IDLE_MS_MAX = 10 * 60_000
const AGE_MS_MAX = 2 * 3_600_000
const MESSAGE_BYTES_MAX = 128 * 1024

export function openSockets(from: { lambda: Lambda; to: string; stage: string }): Sockets {
  const server = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_BYTES_MAX, clientTracking: false })
  const open = new Map<string, { socket: WebSocket; touch: () => void }>()

  const eventOf = (request: IncomingMessage, id: string, connectedAt: number, routeKey: string, eventType: string) => ({
    requestContext: {
      routeKey,
      eventType,
      connectionId: id,
      connectedAt,
      messageDirection: "IN",
      requestId: randomUUID(),
      extendedRequestId: randomUUID(),
      requestTime: new Date().toUTCString(),
      requestTimeEpoch: Date.now(),
      domainName: request.headers.host,
      stage: from.stage,
      apiId: "local",
      identity: { sourceIp: request.socket.remoteAddress, userAgent: request.headers["user-agent"] ?? null },
    },
    isBase64Encoded: false,
  })
  const tell = (event: unknown) => from.lambda.invoke(from.to, event).catch(() => undefined)

  return {
    async upgrade(request, socket, head) {
      const id = randomBytes(11).toString("base64")
      const connectedAt = Date.now()
      const base = (routeKey: string, eventType: string) => eventOf(request, id, connectedAt, routeKey, eventType)
      const { searchParams } = new URL(request.url ?? "/", "http://localhost")
      const query = searchParams.size > 0 ? Object.fromEntries(searchParams) : undefined
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
      socket.on("error", () => socket.destroy())
      const connect = { ...base("$connect", "CONNECT"), headers, queryStringParameters: query }
      const answer = (await from.lambda.invoke(from.to, connect).catch(() => ({ statusCode: 500 }))) as {
        statusCode?: number
      }
      const status = answer?.statusCode ?? 200
      if (status < 200 || status > 299) {
        socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
        return
      }
      server.handleUpgrade(request, socket, head, (browser) => {
        const aged = setTimeout(() => browser.close(1001, "Going away"), AGE_MS_MAX)
        let idle: NodeJS.Timeout | undefined
        const touch = () => {
          clearTimeout(idle)
          idle = setTimeout(() => browser.close(1001, "Going away"), IDLE_MS_MAX)
        }
        touch()
        open.set(id, { socket: browser, touch })
        browser.on("error", () => browser.terminate())
        browser.on("message", (data) => {
          touch()
          void tell({ ...base("$default", "MESSAGE"), body: String(data) })
        })
        browser.on("close", () => {
          clearTimeout(idle)
          clearTimeout(aged)
          open.delete(id)
          void tell({ ...base("$disconnect", "DISCONNECT"), headers })
        })
      })
    },
    post(id, message) {
      const connection = open.get(id)
      if (!connection || connection.socket.readyState !== WebSocket.OPEN) return false
      connection.touch()
      connection.socket.send(message.toString("utf8"))
      return true
    },
    close(id) {
      open.get(id)?.socket.close(1000)
      return open.has(id)
    },
    isOpen: (id) => open.has(id),
    stop() {
      for (const { socket } of open.values()) socket.terminate()
      server.close()
    },
  }
}
