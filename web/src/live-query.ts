import { type Accessor, batch, createEffect, createMemo, createSignal, on, onCleanup, untrack } from "solid-js"
import { createStore, reconcile } from "solid-js/store"
import type * as z from "zod/mini"
import type { Endpoint } from "#shared/contract/endpoint.ts"
import { type Instant, instant } from "#shared/time.ts"
import { call, Problem } from "./api.ts"
import { topicVersion } from "./live.ts"

const NEWS_MS = 1_000
const AGAIN_MS = [5_000, 10_000, 20_000, 30_000]
/** An answer may be older than the news that asked for it: how often it is asked again. */
const BEHIND_MAX = 3

/** An answer that stays current. Old data stays while it is asked again, and when asking fails. */
export interface LiveQuery<Data> {
  /** The newest answer to the present question; while that is on its way, the answer to the one before. */
  data: Accessor<Data | undefined>
  /** Why the last asking failed; gone when one succeeds. */
  error: Accessor<Problem | undefined>
  /** An asking is under way. */
  loading: Accessor<boolean>
  /** The data answers an earlier question: other filters, another page. */
  changing: Accessor<boolean>
  /** The question that the data answers; a new word for each new question. */
  answered: Accessor<string | undefined>
  /** When the shown data was answered, on the reader's clock. */
  asOf: Accessor<Instant | undefined>
  refresh(): void
}

/**
 * Asks an endpoint, and again whenever the input changes or one of the topics has a newer version. `input` may be
 * undefined: then nothing is asked yet. `key` names the field by which rows keep their identity between answers.
 */
export function liveQuery<Input extends z.ZodMiniType, Output extends z.ZodMiniType>(
  endpoint: Endpoint<Input, Output>,
  input: () => z.input<Input> | undefined,
  options: {
    topics?: readonly string[]
    key?: string
    /** After how many milliseconds an answer is asked for again whatever the topics say; undefined: when they do. */
    again?: (data: z.output<Output>) => number | undefined
  } = {},
): LiveQuery<z.output<Output>> {
  type Data = z.output<Output>
  const [held, setHeld] = createStore<{ data: Data | undefined }>({ data: undefined })
  const [error, setError] = createSignal<Problem>()
  const [loading, setLoading] = createSignal(false)
  const [asOf, setAsOf] = createSignal<Instant>()
  const [heldFor, setHeldFor] = createSignal<string>()
  const question = createMemo(() => JSON.stringify(input()))
  const versions = (options.topics ?? []).map(topicVersion)
  const newest = () => Math.max(0, ...versions.map((version) => version()))
  let seen = 0
  let behind = 0
  let failures = 0
  let askedAtMs = 0
  let dueAtMs = Number.POSITIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | undefined
  let asking: AbortController | undefined

  async function ask(): Promise<void> {
    clearTimeout(timer)
    dueAtMs = Number.POSITIVE_INFINITY
    const asked = untrack(question)
    if (asked === undefined) return
    asking?.abort()
    const mine = new AbortController()
    asking = mine
    askedAtMs = Date.now()
    seen = untrack(newest)
    setLoading(true)
    const told = await call(endpoint, untrack(input)!, { signal: mine.signal }).catch((problem: Problem) => problem)
    if (mine.signal.aborted) return
    if (told instanceof Problem) failed(asked, told)
    else answered(asked, told)
  }

  function answered(asked: string, answer: Data): void {
    failures = 0
    const again = options.again?.(answer)
    if (again !== undefined) later(again)
    askAgainIfBehind(answer)
    batch(() => {
      setHeld("data", reconcile(answer, { key: options.key ?? "id" }) as never)
      setHeldFor(asked)
      setError(undefined)
      setAsOf(instant(Date.now()))
      setLoading(false)
    })
  }

  function failed(asked: string, problem: Problem): void {
    if (mayRecover(problem)) later(AGAIN_MS[Math.min(failures++, AGAIN_MS.length - 1)]!)
    batch(() => {
      if (heldFor() !== asked) setHeld("data", undefined as never)
      setError(problem)
      setLoading(false)
    })
  }

  /** What one topic announced may not be in the answer yet. */
  function askAgainIfBehind(answer: unknown): void {
    const { version } = answer as { version?: number }
    if (versions.length !== 1 || version === undefined || version >= seen) behind = 0
    else if (behind++ < BEHIND_MAX) later(NEWS_MS * behind)
  }

  /** A page that nobody looks at asks nothing; it catches up when it is looked at again. */
  function later(ms: number): void {
    clearTimeout(timer)
    dueAtMs = Date.now() + ms
    timer = setTimeout(() => (document.hidden ? undefined : void ask()), ms)
  }

  createEffect(on(question, () => void ask()))
  createEffect(
    on(newest, (version) => {
      if (version <= seen || untrack(() => held.data) === undefined) return
      const known = (held.data as { version?: number }).version
      if (versions.length === 1 && known !== undefined && version <= known) return
      behind = 0
      later(Math.max(0, askedAtMs + NEWS_MS - Date.now()))
    }),
  )
  const onVisible = () => {
    if (!document.hidden && (Date.now() >= dueAtMs || newest() > seen)) void ask()
  }
  const onOnline = () => void (error() && ask())
  document.addEventListener("visibilitychange", onVisible)
  addEventListener("online", onOnline)
  onCleanup(() => {
    asking?.abort()
    clearTimeout(timer)
    document.removeEventListener("visibilitychange", onVisible)
    removeEventListener("online", onOnline)
  })

  return {
    data: () => held.data as Data | undefined,
    error,
    loading,
    changing: () => held.data !== undefined && heldFor() !== question(),
    answered: heldFor,
    asOf,
    refresh: () => void ask(),
  }
}

/** What waiting may mend: no answer, too many questions, trouble of the server. A refusal stays. */
const mayRecover = ({ status }: Problem): boolean => status === 0 || status === 429 || status >= 500
