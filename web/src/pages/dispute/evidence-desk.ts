import { createEffect, createMemo, createSignal, on } from "solid-js"
import { createStore, reconcile, unwrap } from "solid-js/store"
import {
  EVIDENCE_CHARACTERS_MAX,
  EVIDENCE_FIELDS,
  type EvidenceField,
  type EvidenceTexts,
} from "#shared/contract/evidence.ts"
import { type DisputeDetail, saveTexts, stage, submit } from "../../data/disputes.ts"
import { createDesk } from "../../desk.ts"
import { askFreshSignIn } from "../../shell/asked.ts"
import { toast } from "../../toast.ts"

export type EvidenceDesk = ReturnType<typeof createEvidenceDesk>

const charactersIn = (texts: EvidenceTexts): number =>
  EVIDENCE_FIELDS.reduce((sum, name) => sum + texts[name].length, 0)

/** What is being done about the answer to a dispute: its texts as they are edited, over the version that they were read at. */
export function createEvidenceDesk(dispute: () => DisputeDetail, refresh: () => void) {
  const told = () => dispute().evidence!
  const [texts, setTexts] = createStore<EvidenceTexts>(structuredClone(unwrap(told().texts)))
  const [base, setBase] = createSignal({ version: told().version, texts: { ...unwrap(told().texts) } })
  const [asking, setAsking] = createSignal(false)
  const { busy, problem, close, send, once } = createDesk({
    isOpen: () => true,
    close: () => setAsking(false),
    refresh,
  })
  const isEdited = createMemo(() => EVIDENCE_FIELDS.some((name) => texts[name] !== base().texts[name]))
  const adopt = () => {
    const now = { ...unwrap(told().texts) }
    setBase({ version: told().version, texts: now })
    setTexts(reconcile({ ...now }))
  }
  // What somebody is writing stays; what nobody touched follows what is told.
  createEffect(
    on([() => told().version, () => JSON.stringify(told().texts)], () => !isEdited() && adopt(), { defer: true }),
  )

  const saved = async (): Promise<number> => {
    if (!isEdited() && base().version > 0) return base().version
    const wanted = { ...unwrap(texts) }
    const { version } = await saveTexts(dispute(), base().version, wanted)
    setBase({ version, texts: wanted })
    return version
  }
  const stale = (what: string) => (refused: { code?: string | undefined }) => {
    if (refused.code !== "staleSignIn") return false
    close()
    askFreshSignIn(what)
    return true
  }
  const tellStripe = (act: typeof stage, what: string) =>
    send(
      async () => {
        const version = await saved()
        return once({ what, version }, (idempotencyKey) => act(dispute(), version, idempotencyKey))()
      },
      () => toast({ status: "ok", text: "Taken. How it ends stands below and in what happened." }),
      stale(what),
    )

  return {
    texts,
    busy,
    problem,
    asking,
    close,
    isEdited,
    adopt,
    set: (name: EvidenceField, text: string) => setTexts(name, text),
    characters: () => charactersIn(texts),
    isTooLong: () => charactersIn(texts) > EVIDENCE_CHARACTERS_MAX,
    /** Somebody else saved since these texts were read. */
    isOvertaken: () => isEdited() && told().version > base().version,
    save: () => send(saved, () => toast({ status: "ok", text: "Saved. Nothing was told to Stripe." })),
    stage: () => tellStripe(stage, "stage the evidence"),
    ask: () => setAsking(true),
    submit: () => tellStripe(submit, "submit the evidence"),
  }
}
