import { Match, Show, Switch } from "solid-js"
import { auditVerdict } from "../../data/audit.ts"
import { countOf } from "../../format.ts"
import { Button } from "../../ui/button.tsx"
import { Copy } from "../../ui/copy.tsx"
import { Time } from "../../ui/time.tsx"
import { Word } from "../../ui/word.tsx"
import "./chain-verdict.css"

/** Whether the chain holds, over how many entries, and when that was looked at. */
export function ChainVerdict(props: { organizationId: string | undefined }) {
  const verdict = auditVerdict(() => (props.organizationId ? { organizationId: props.organizationId } : {}))
  return (
    <div data-component="chain" role="status">
      <Switch fallback={<span data-tone="3">{verdict.loading() ? "Walking the chain…" : ""}</span>}>
        <Match when={verdict.error()}>
          {(told) => (
            <>
              <Word status="warn">Could not verify</Word>
              <Show when={told().requestId}>{(id) => <Copy text={id()} label={`request id ${id()}`} />}</Show>
            </>
          )}
        </Match>
        <Match when={verdict.data()}>
          {(data) => (
            <>
              <Switch>
                <Match when={data().verdict === "ok"}>
                  <Word status="ok">Chain verified</Word>
                </Match>
                <Match when={data().verdict === "broken"}>
                  <Word status="broken">Chain broken at entry {data().brokenAtSeq ?? "?"}</Word>
                </Match>
                <Match when={data().verdict === "unfinished"}>
                  <Word status="warn">Chain holds so far</Word>
                </Match>
                <Match when={data().verdict === "empty"}>
                  <Word status="noData">Nothing to verify yet</Word>
                </Match>
              </Switch>
              <span data-tone="3">
                {data().fromSeq > 1
                  ? `from entry ${data().fromSeq} to ${data().entries}`
                  : countOf(data().entries, "entry", "entries")}
                , walked <Time at={data().checkedAt} seconds />
              </span>
            </>
          )}
        </Match>
      </Switch>
      <Button icon="refresh" busy={verdict.loading()} onClick={verdict.refresh}>
        {verdict.loading() ? "Verifying…" : "Verify"}
      </Button>
    </div>
  )
}
