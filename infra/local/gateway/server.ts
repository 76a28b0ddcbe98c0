import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import type { Duplex } from "node:stream"
import { bodyOf, isLoopback } from "../http.ts"
import { Sentence } from "../sentence.ts"

/** Answers requests of the public port whose path begins with `prefix`. */
export interface Door {
  prefix: string
  answer(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> | void
}

/** The one public port. It listens before anything answers, so that its number is known; early requests wait. */
export interface PublicPort {
  url: string
  port: number
  /** From now on requests are answered; doors are tried in order. */
  open(doors: readonly Door[], headers: Record<string, string>, upgrade: Upgrade): void
  stop(): Promise<void>
}
export type Upgrade = {
  path: string
  answer: (request: IncomingMessage, socket: Duplex, head: Buffer) => Promise<void>
}

interface Opened {
  doors: readonly Door[]
  headers: Record<string, string>
  upgrade: Upgrade
}

/** Listens on this machine only: whoever reaches the port may sign in as anybody. */
export async function listen(port: number): Promise<PublicPort> {
  let open!: (opened: Opened) => void
  const opened = new Promise<Opened>((resolve) => (open = resolve))
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const { doors, headers } = await opened
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
    if (!isLoopback(request.headers.host)) return void response.writeHead(421).end(`This console answers at ${url}\n`)
    const path = pathOf(request)
    if (path === undefined) return void response.writeHead(400).end("Bad request\n")
    await doors.find(({ prefix }) => path.startsWith(prefix))?.answer(request, response, path)
  }
  const begin = (request: IncomingMessage, response: ServerResponse) => {
    answer(request, response).catch((error) => {
      if (!response.headersSent) response.writeHead(500)
      response.end()
      process.stderr.write(`${request.method} ${request.url} could not be answered: ${error}\n`)
    })
  }
  const onUpgrade = async (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const { upgrade } = await opened
    const known = pathOf(request) === upgrade.path && isLoopback(request.headers.host)
    if (known) await upgrade.answer(request, socket, head)
    else socket.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n")
  }
  const serve = async (host: string, at: number): Promise<Server> => {
    const server = createServer({ keepAliveTimeout: 60_000 }, begin)
    server.on("upgrade", (request, socket, head) => void onUpgrade(request, socket, head).catch(() => socket.destroy()))
    await new Promise<void>((resolve, reject) => server.once("error", reject).listen(at, host, resolve))
    return server
  }
  const first = await serve("127.0.0.1", port).catch((error: NodeJS.ErrnoException) => {
    throw new Sentence(refusalOf(error, port))
  })
  const actual = (first.address() as AddressInfo).port
  // "localhost" means ::1 to some programs; where the machine has no such address there is nothing to miss.
  const second = await serve("::1", actual).catch(() => undefined)
  const url = `http://localhost:${actual}`
  const servers = [first, second].filter((server) => server !== undefined)
  return {
    url,
    port: actual,
    open: (doors, headers, upgrade) => open({ doors, headers, upgrade }),
    async stop() {
      const closed = servers.map((server) => new Promise((resolve) => server.close(resolve)))
      for (const server of servers) server.closeIdleConnections()
      const forced = setTimeout(() => servers.forEach((server) => server.closeAllConnections()), 1000)
      await Promise.all(closed)
      clearTimeout(forced)
    },
  }
}

function refusalOf(error: NodeJS.ErrnoException, port: number): string {
  if (error.code === "EADDRINUSE") {
    return `Port ${port} is taken by another program: stop that, or choose another with npm start -- --port ${port + 1}.`
  }
  return `Port ${port} cannot be used: ${error.message}.`
}

/** The path decoded as API Gateway decodes it, slashes and all; undefined where it is not one. */
function pathOf(request: IncomingMessage): string | undefined {
  try {
    return decodeURIComponent((request.url ?? "/").split("?")[0]!).split("?")[0]!
  } catch {
    return undefined
  }
}

/** A JSON body of the console's own small doors. */
export async function jsonOf(request: IncomingMessage): Promise<Record<string, unknown> | undefined> {
  const body = await bodyOf(request, 64 * 1024)
  if (!body) return undefined
  try {
    const value: unknown = JSON.parse(body.toString("utf8") || "{}")
    return value !== null && typeof value === "object" ? (value as Record<string, unknown>) : undefined
  } catch {
    return undefined
  }
}
