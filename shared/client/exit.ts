/** As much of Node's process as matters here; elsewhere there is none. */
interface NodeProcess {
  pid: number
  on(event: string, listener: () => void): unknown
  off(event: string, listener: () => void): unknown
  once(event: string, listener: () => void): unknown
  listenerCount(event: string): number
  kill(pid: number, signal: string): unknown
}

/**
 * Has something done before Node's process ends by itself and, if asked, when it is told to end by SIGTERM; it ends by that
 * signal afterwards, unless somebody else listens for it, too. Gives back what takes all of it back.
 */
export function beforeExit(onSigterm: boolean, last: () => Promise<unknown>): () => void {
  const { process } = globalThis as unknown as { process?: Partial<NodeProcess> }
  if (typeof process?.once !== "function" || typeof process.off !== "function") return () => {}
  const node = process as NodeProcess
  const idle = () => void last()
  const term = () => {
    void last().finally(() => {
      if (node.listenerCount("SIGTERM") === 0) node.kill(node.pid, "SIGTERM")
    })
  }
  node.on("beforeExit", idle)
  if (onSigterm) node.once("SIGTERM", term)
  return () => {
    node.off("beforeExit", idle)
    node.off("SIGTERM", term)
  }
}
