import { batch, createEffect, createSignal } from "solid-js"
import type { Problem } from "../../api.ts"
import { type CreatedKey, create, type IngestKey, type Keys, type KeyWish, revoke } from "../../data/ingest-keys.ts"
import { askFreshSignIn } from "../../shell/asked.ts"
import { toast } from "../../toast.ts"

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
  const [busy, setBusy] = createSignal(false)
  const [problem, setProblem] = createSignal<Problem>()
  let waiting = takeWaiting()
  let attempt = { words: "", idempotencyKey: "" }

  createEffect(() => {
    const items = keys.data()?.items
    if (!items || !waiting) return
    const { wish, revokes } = waiting
    waiting = undefined
    setWish(wish)
    setRevoking(items.find(({ keyId, revokedAt }) => keyId === revokes && !revokedAt))
  })

  const close = () =>
    batch(() => {
      setWish(undefined)
      setRevoking(undefined)
      setProblem(undefined)
    })

  /** Does a command; with an old sign-in it waits for a fresh one. What it shows is shown as its dialog goes: under that nothing takes the focus. */
  async function command<Told>(
    what: string,
    began: Omit<Waiting, "path">,
    act: () => Promise<Told>,
    show: (told: Told) => void,
  ): Promise<void> {
    setBusy(true)
    setProblem(undefined)
    try {
      const told = await act()
      batch(() => {
        close()
        show(told)
      })
      keys.refresh()
    } catch (told) {
      const refused = told as Problem
      if (refused.code !== "staleSignIn") say(refused)
      else {
        sessionStorage.setItem(WAITING, JSON.stringify({ path: location.pathname, ...began }))
        close()
        askFreshSignIn(what)
      }
    } finally {
      setBusy(false)
    }
  }

  /** In the dialog, or where that was closed before the answer came. */
  function say(refused: Problem): void {
    if (wish() || revoking()) setProblem(refused)
    else toast({ status: "fail", text: refused.detail })
  }

  /** The same wish sent again is the same request: its answer may have been lost. */
  function idempotencyKeyOf(asked: KeyWish): string {
    const words = JSON.stringify(asked)
    if (attempt.words !== words) attempt = { words, idempotencyKey: crypto.randomUUID() }
    return attempt.idempotencyKey
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
      command(
        "create the key",
        { wish: asked },
        () => create(asked, idempotencyKeyOf(asked), organizationId),
        (created) => {
          attempt = { words: "", idempotencyKey: "" }
          setMade(created)
        },
      ),
    beginRevoking: (key: IngestKey) => setRevoking(key),
    revoke: (key: IngestKey) =>
      command(
        "revoke the key",
        { revokes: key.keyId },
        () => revoke(key.keyId, organizationId),
        ({ keyId }) => void (made()?.key.keyId === keyId && setMade(undefined)),
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
