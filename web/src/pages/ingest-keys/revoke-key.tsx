import { createSignal, createUniqueId } from "solid-js"
import type { IngestKey } from "../../data/ingest-keys.ts"
import { Button } from "../../ui/button.tsx"
import { Dialog } from "../../ui/dialog.tsx"
import { TextField } from "../../ui/field.tsx"
import { Refused } from "../../ui/refused.tsx"
import { Time } from "../../ui/time.tsx"
import type { KeyDesk } from "./desk.ts"

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
        <TextField label={`Type ${props.of.name} to revoke it`} exact value={typed()} onChange={setTyped} />
      </form>
      <Refused of={props.desk.problem()} act="revoke the key" />
    </Dialog>
  )
}
