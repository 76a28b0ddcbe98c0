import { createServer } from "node:http"
import type { AddressInfo } from "node:net"

/** Stands before a console and passes everything on, but loses the answers it is told to lose. */
export interface LossyProxy {
  url: string
  /** Loses the next answers, after the console did what was asked. */
  lose(count: number): void
  /** How many answers were lost, and how many got through. */
  lost(): number
  passed(): number
  stop(): Promise<void>
}

export async function openLossyProxy(target: string): Promise<LossyProxy> {
  let [toLose, lost, passed] = [0, 0, 0]
  const server = createServer(async (request, response) => {
    const chunks = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { host: _, connection: __, "content-length": ___, ...headers } = request.headers
    const answer = await fetch(`${target}${request.url}`, {
      method: request.method!,
      headers: headers as Record<string, string>,
      body: Buffer.concat(chunks),
    })
    const body = await answer.text()
    if (toLose > 0) {
      toLose--
      lost++
      return void request.socket.destroy()
    }
    passed++
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") ?? "" }).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    lose: (count) => void (toLose = count),
    lost: () => lost,
    passed: () => passed,
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
