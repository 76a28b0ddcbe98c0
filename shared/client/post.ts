import { askedMs } from "./delay.ts"

/** What became of a batch: kept but for some, to be sent again, or refused for good. */
export type Posted =
  | { kind: "kept"; accepted: number; duplicates: number; rejected: { index: number; reason: string }[] }
  | { kind: "again"; askedMs: number }
  | { kind: "refused"; reason: string }

/** Where and how batches go. */
export interface Door {
  url: string
  key: string
  gzip: boolean
  timeoutMs: number
}

/** Less is not worth packing. */
const PACKED_FROM_BYTES = 1_024

/** Sends a batch once. Whatever leaves open whether it was kept says to send it again: the same events change nothing. */
export async function post(door: Door, json: string, stopped: AbortSignal): Promise<Posted> {
  const ends = new AbortController()
  const stop = () => ends.abort()
  const timer = setTimeout(stop, door.timeoutMs)
  stopped.addEventListener("abort", stop)
  try {
    const packed = door.gzip && json.length >= PACKED_FROM_BYTES ? await gzip(json) : undefined
    const answer = await fetch(door.url, {
      method: "POST",
      headers: {
        authorization: `Bearer ${door.key}`,
        "content-type": "application/cloudevents-batch+json",
        ...(packed ? { "content-encoding": "gzip" } : {}),
      },
      body: packed ?? json,
      redirect: "manual",
      signal: ends.signal,
    })
    const text = await answer.text()
    const { status } = answer
    if (status === 202) return keptOf(text)
    if (status === 408 || status === 429 || status >= 500)
      return { kind: "again", askedMs: askedMs(answer.headers.get("retry-after"), Date.now()) }
    return { kind: "refused", reason: `the console answered ${status} ${detailOf(text)}`.trim() }
  } catch {
    return { kind: "again", askedMs: 0 }
  } finally {
    clearTimeout(timer)
    stopped.removeEventListener("abort", stop)
  }
}

function keptOf(text: string): Posted {
  const { accepted, duplicates, rejected } = JSON.parse(text)
  return { kind: "kept", accepted, duplicates, rejected: [...rejected] }
}

/** What a problem says is wrong; nothing where the answer is none. */
function detailOf(text: string): string {
  try {
    return String(JSON.parse(text).detail ?? "")
  } catch {
    return ""
  }
}

const gzip = (text: string): Promise<ArrayBuffer> =>
  new Response(new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer()
