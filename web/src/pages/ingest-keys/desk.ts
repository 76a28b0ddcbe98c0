import { createEffect, createSignal } from "solid-js"
import type { Problem } from "../../api.ts"
import { type CreatedKey, create, type IngestKey, type Keys, type KeyWish, revoke } from "../../data/ingest-keys.ts"
import { createDesk } from "../../desk.ts"
import { askFreshSignIn } from "../../shell/asked.ts"

/** What its author began before a fresh sign-in, and where. */
interface Waiting {
  path: string
  wish?: KeyWish
  revokes?: string
}
const WAITING = "watchbill.ingestKeys"

/** What is being done about keys on a page: a new one that is asked for, one that is to be revoked, and the secret of the last. */
export type KeyDesk = ReturnType<typeof createKeyDesk>

/** Opens the desk of a list of keys: one organization's own, or the console's. */
export function createKeyDesk(keys: Keys, organizationId?: string) {
  const [wish, setWish] = createSignal<KeyWish>()
  const [revoking, setRevoking] = createSignal<IngestKey>()
  const [made, setMade] = createSignal<CreatedKey>()
  let waiting = takeWaiting()
  const { busy, problem, close, send, once } = createDesk({
    isOpen: () => wish() !== undefined || revoking() !== undefined,
    close: () => {
      setWish(undefined)
      setRevoking(undefined)
    },
    refresh: keys.refresh,
  })

  createEffect(() => {
    const items = keys.data()?.items
    if (!items || !waiting) return
    const { wish, revokes } = waiting
    waiting = undefined
    setWish(wish)
    setRevoking(items.find(({ keyId, revokedAt }) => keyId === revokes && !revokedAt))
  })

  /** With an old sign-in a command waits for a fresh one. */
  const unlessStale = (what: string, began: Omit<Waiting, "path">) => (refused: Problem) => {
    if (refused.code !== "staleSignIn") return false
    sessionStorage.setItem(WAITING, JSON.stringify({ path: location.pathname, ...began }))
    close()
    askFreshSignIn(what)
    return true
  }

  return {
    organizationId,
    wish,
    revoking,
    made,
    busy,
    problem,
    close,
    begin: () => setWish({ name: "", scope: organizationId ?? "platform", use: "events" }),
    create: (asked: KeyWish) =>
      send(
        once(asked, (idempotencyKey) => create(asked, idempotencyKey, organizationId)),
        setMade,
        unlessStale("create the key", { wish: asked }),
      ),
    beginRevoking: (key: IngestKey) => setRevoking(key),
    revoke: (key: IngestKey) =>
      send(
        () => revoke(key.keyId, organizationId),
        ({ keyId }) => void (made()?.key.keyId === keyId && setMade(undefined)),
        unlessStale("revoke the key", { revokes: key.keyId }),
      ),
    dismiss: () => setMade(undefined),
  }
}

/** What waited for this page, once. */
function takeWaiting(): Waiting | undefined {
  const told = sessionStorage.getItem(WAITING)
  const waiting = told === null ? undefined : (JSON.parse(told) as Waiting)
  if (waiting?.path !== location.pathname) return undefined
  sessionStorage.removeItem(WAITING)
  return waiting
}
