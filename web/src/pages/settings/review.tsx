import { For, Show } from "solid-js"
import type { Problem } from "../../api.ts"
import { Button } from "../../ui/button.tsx"
import { Copy } from "../../ui/copy.tsx"
import { Dialog } from "../../ui/dialog.tsx"
import type { Difference } from "./draft.ts"

/** What saving will change, before it does. */
export function Review(props: {
  differences: readonly Difference[]
  saving: boolean
  problem: Problem | undefined
  onClose: () => void
  onSave: () => void
}) {
  return (
    <Dialog
      title={props.differences.length === 1 ? "Save this change?" : `Save these ${props.differences.length} changes?`}
      wide
      onClose={props.onClose}
      buttons={
        <>
          <Button kind="quiet" onClick={props.onClose}>
            Back
          </Button>
          <Button kind="primary" busy={props.saving} onClick={props.onSave}>
            {props.saving ? "Saving…" : "Save settings"}
          </Button>
        </>
      }
    >
      <dl data-component="differences">
        <For each={props.differences}>
          {({ what, before, after }) => (
            <div>
              <dt>{what}</dt>
              <dd>
                <Show when={before !== null} fallback={<span data-tone="3">none</span>}>
                  <del>{before}</del>
                </Show>
                <span aria-hidden="true">→</span>
                <span data-sr="">becomes</span>
                <Show when={after !== null} fallback={<span data-tone="3">removed</span>}>
                  <ins>{after}</ins>
                </Show>
              </dd>
            </div>
          )}
        </For>
      </dl>
      <p>
        Every figure that this changes is computed again, past days included. It is recorded in the audit under your
        name.
      </p>
      <Show when={props.problem}>
        {(told) => (
          <p role="alert" data-part="problem">
            Could not save. {told().detail}{" "}
            <Show when={told().requestId}>{(id) => <Copy text={id()} label={`request id ${id()}`} />}</Show>
          </p>
        )}
      </Show>
    </Dialog>
  )
}
