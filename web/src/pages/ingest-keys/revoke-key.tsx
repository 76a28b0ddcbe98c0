import { createSignal, createUniqueId } from "solid-js"
import type { IngestKey } from "../../data/ingest-keys.ts"
import { Button } from "../../ui/button.tsx"
import { Dialog } from "../../ui/dialog.tsx"
import { Field } from "../../ui/field.tsx"
import { Time } from "../../ui/time.tsx"
import type { KeyDesk } from "./desk.ts"
import { Refused } from "./refused.tsx"

/** Revoking cannot be undone, so it is asked for by the key's name. */
export function RevokeKey(props: { desk: KeyDesk; of: IngestKey }) {
  const form = createUniqueId()
  const [typed, setTyped] = createSignal("")
  const isNamed = () => typed().trim() === props.of.name
  return (
    <Dialog
      title={`Revoke ${props.of.name}?`}
      onClose={props.desk.close}
      buttons={
        <>
          <Button kind="quiet" onClick={props.desk.close}>
            Keep it
          </Button>
          <Button kind="danger-final" type="submit" form={form} disabled={!isNamed()} busy={props.desk.busy()}>
            {props.desk.busy() ? "Revoking…" : "Revoke key"}
          </Button>
        </>
      }
    >
      <p>
        Whoever sends with <code>{props.of.prefix}…</code> is refused from then on, and their events are not kept. This
        cannot be undone.{" "}
        {props.of.lastUsedAt ? (
          <>
            It was last used <Time at={props.of.lastUsedAt} />.
          </>
        ) : (
          "It was never used."
        )}
      </p>
      <form
        id={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (isNamed() && !props.desk.busy()) void props.desk.revoke(props.of)
        }}
      >
        <Field
          label={`Type ${props.of.name} to revoke it`}
          control={(ids) => (
            <input
              id={ids.id}
              aria-describedby={ids.describedBy}
              autocomplete="off"
              spellcheck={false}
              value={typed()}
              onInput={(event) => setTyped(event.currentTarget.value)}
            />
          )}
        />
      </form>
      <Refused of={props.desk.problem()} act="revoke the key" />
    </Dialog>
  )
}
