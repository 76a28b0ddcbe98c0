import { type Accessor, createSignal, onCleanup } from "solid-js"
import { createLiveTicket, readTopics } from "#shared/contract/me.ts"
import { call } from "./api.ts"

const POLL_MS = 10_000
const AGAIN_MS_MIN = 1_000
const AGAIN_MS_MAX = 30_000
/** Idle sockets are closed after ten minutes; asking again keeps one and catches what was lost. */
const KEEP_MS = 5 * 60_000

interface Topic {
  listeners: number
  version: Accessor<number>
  setVersion: (version: number) => void
}

const topics = new Map<string, Topic>()
let socket: WebSocket | undefined
let opening = false
let againMs = AGAIN_MS_MIN
let timer: ReturnType<typeof setTimeout> | undefined
const [open, setOpen] = createSignal(false)

/** The newest known version of a topic, 0 while unknown. The topic is listened to as long as the caller's owner lives. */
export function topicVersion(name: string): Accessor<number> {
  let topic = topics.get(name)
  if (!topic) {
    const [version, setVersion] = createSignal(0)
    topic = { listeners: 0, version, setVersion }
    topics.set(name, topic)
  }
  const listened = topic
  listened.listeners++
  if (listened.listeners === 1) queueMicrotask(subscribe)
  onCleanup(() => {
    listened.listeners--
  })
  return listened.version
}

const wanted = (): string[] => [...topics].filter(([, { listeners }]) => listeners > 0).map(([name]) => name)

function note(name: string, version: number): void {
  const topic = topics.get(name)
  if (topic && version > topic.version()) topic.setVersion(version)
}

function subscribe(): void {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify({ subscribe: wanted() }))
  else void connect()
}

async function connect(): Promise<void> {
  if (opening || socket || document.hidden || wanted().length === 0) return
  opening = true
  try {
    const { ticket, url } = await call(createLiveTicket, {})
    hold(new WebSocket(`${url}?ticket=${encodeURIComponent(ticket)}`))
  } catch {
    later(nextWait())
  } finally {
    opening = false
  }
}

function hold(next: WebSocket): void {
  socket = next
  const keep = setInterval(subscribe, KEEP_MS)
  next.addEventListener("open", () => {
    againMs = AGAIN_MS_MIN
    setOpen(true)
    subscribe()
  })
  next.addEventListener("message", ({ data }) => {
    const told = JSON.parse(String(data)) as { topic?: string; version?: number; topics?: Record<string, number> }
    if (told.topic && told.version !== undefined) note(told.topic, told.version)
    for (const [name, version] of Object.entries(told.topics ?? {})) note(name, version)
  })
  next.addEventListener("close", () => {
    clearInterval(keep)
    socket = undefined
    setOpen(false)
    void poll()
    later(nextWait())
  })
}

/** Doubles, with up to a quarter more by chance, so that many pages do not come back at the same moment. */
function nextWait(): number {
  const wait = againMs * (1 + Math.random() / 4)
  againMs = Math.min(againMs * 2, AGAIN_MS_MAX)
  return wait
}

function later(ms: number): void {
  clearTimeout(timer)
  timer = setTimeout(() => void connect(), ms)
}

async function poll(): Promise<void> {
  if (open() || document.hidden || wanted().length === 0) return
  const told = await call(readTopics, { topics: wanted().join(",") }).catch(() => undefined)
  for (const [name, version] of Object.entries(told?.topics ?? {})) note(name, version)
}

/** Begins to listen for news; called once, when the page starts. */
export function startLive(): void {
  setInterval(() => void poll(), POLL_MS)
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return
    void poll()
    subscribe()
  })
  addEventListener("online", () => {
    againMs = AGAIN_MS_MIN
    subscribe()
  })
}
