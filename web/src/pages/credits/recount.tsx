import { createSignal, Match, Show, Switch } from "solid-js"
import { Problem } from "../../api.ts"
import { type Credits, type CreditsVerification, recountCredits } from "../../data/credits.ts"
import { countOf, countText } from "../../format.ts"
import { Button } from "../../ui/button.tsx"
import { Time } from "../../ui/time.tsx"
import { Word } from "../../ui/word.tsx"

/** Says how the last nightly recount of the ledger ended, recounts it when somebody asks for it, and says how that ended. */
export function Recount(props: { organizationId: string; check: Credits["check"] | undefined }) {
  const [busy, setBusy] = createSignal(false)
  const [told, setTold] = createSignal<CreditsVerification | Problem>()
  const recount = async () => {
    setBusy(true)
    setTold(await recountCredits(props.organizationId).catch((problem: Problem) => problem))
    setBusy(false)
  }
  const verdict = () => {
    const one = told()
    return one instanceof Problem ? undefined : one
  }
  return (
    <span data-part="recount" role="status">
      <Show when={!told() && props.check?.verdict === "ok" && props.check}>
        {(check) => (
          <Word status="ok">
            recounted <Time at={check().checkedAt} />
          </Word>
        )}
      </Show>
      <Show when={told()}>
        <Switch fallback={<Word status="warn">Could not recount</Word>}>
          <Match when={verdict()?.verdict === "ok"}>
            <Word status="ok">
              {countOf(verdict()!.entryCount, "entry", "entries")} {verdict()!.entryCount === 1 ? "adds" : "add"} up
            </Word>
          </Match>
          <Match when={verdict()?.verdict === "broken"}>
            <span
              title={verdict()!
                .faults.map(({ where, what }) => `${where}: ${what}`)
                .join("\n")}
            >
              <Word status="broken">{countOf(verdict()!.faults.length, "fault")} found</Word>
            </span>
          </Match>
          <Match when={verdict()?.verdict === "unfinished"}>
            <Word status="warn">Holds up to entry {countText(verdict()!.entryCount)}</Word>
          </Match>
          <Match when={verdict()?.verdict === "empty"}>
            <Word status="noData">Nothing to recount yet</Word>
          </Match>
        </Switch>
      </Show>
      <Button busy={busy()} onClick={() => void recount()}>
        {busy() ? "Recounting…" : "Recount"}
      </Button>
    </span>
  )
}
