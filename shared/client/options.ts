/** An event as it was to be sent, and why it was not kept. */
export interface Told {
  event: { specversion: "1.0"; id: string; source: string; type: string; time: string; data: Record<string, unknown> }
  reason: string
}

export interface ClientOptions {
  /** The console's address, `https://console.example.com`. */
  url: string
  /** An ingest key, `wbk_…`. */
  key: string
  /** Who sends, in one word: an event is who its `source` and its `id` say. */
  source: string
  /** How long an event waits for others to go with it, in ms; 1,000 unless told. */
  waitMs?: number
  /** How many events may wait; the newest are dropped beyond it. 10,000 unless told. */
  queueMax?: number
  /** How long a request may take, in ms; 10,000 unless told. */
  timeoutMs?: number
  /** Whether bodies are packed; yes unless told. */
  gzip?: boolean
  /** Whether SIGTERM has what waits sent before it ends the process; no unless told. */
  closeOnSigterm?: boolean
  /** Told of each event that the console refused by name; unless told, a line of console.warn. */
  onRejected?: (told: Told) => void
  /** Told of each event that was given up; unless told, a line of console.warn. */
  onDropped?: (told: Told) => void
}

/** The options with what was not told. Refuses with a TypeError what no client could work with; callbacks that throw do no harm. */
export function optionsOf({
  url,
  key,
  source,
  waitMs = 1_000,
  queueMax = 10_000,
  timeoutMs = 10_000,
  gzip = true,
  closeOnSigterm = false,
  onRejected = warn("rejected"),
  onDropped = warn("dropped"),
}: ClientOptions): Required<ClientOptions> {
  if (!/^https?:\/\/[^/?#\s]+\/?$/.test(url))
    throw new TypeError("url: expected the console's address without a path, https://console.example.com")
  if (!/^wbk_[\w-]+$/.test(key)) throw new TypeError("key: expected an ingest key, wbk_…")
  if (!source) throw new TypeError("source: expected a word for who sends")
  return {
    url: url.replace(/\/$/, ""),
    key,
    source,
    waitMs,
    queueMax,
    timeoutMs,
    gzip: gzip && typeof CompressionStream === "function",
    closeOnSigterm,
    onRejected: harmless(onRejected),
    onDropped: harmless(onDropped),
  }
}

const warn =
  (what: string) =>
  ({ event, reason }: Told): void =>
    console.warn(`watchbill: ${event.type} ${event.id} was ${what}: ${reason}`)

const harmless =
  (callback: (told: Told) => void) =>
  (told: Told): void => {
    try {
      callback(told)
    } catch (error) {
      console.error("watchbill: a callback threw", error)
    }
  }
