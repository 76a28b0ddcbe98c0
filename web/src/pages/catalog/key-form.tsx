import { createSignal, Show } from "solid-js"
import { isProviderKey } from "#shared/contract/catalog-commands.ts"
import type { Provider } from "../../data/catalog.ts"
import { TextField } from "../../ui/field.tsx"
import { FormDialog } from "../../ui/form-dialog.tsx"
import { Time } from "../../ui/time.tsx"
import type { CatalogDesk } from "./desk.ts"

/** A provider's default key is written here and read nowhere. */
export function KeyForm(props: { desk: CatalogDesk; of: Provider }) {
  const [key, setKey] = createSignal("")
  const faults = () => ({
    key: isProviderKey(key().trim()) ? undefined : "Write the key as the provider gave it, without a space.",
  })
  return (
    <FormDialog
      title={`Default key of ${props.of.name}`}
      desk={props.desk}
      button="Set key"
      doing="Setting…"
      act="set the key"
      faults={faults()}
      onSend={() => void props.desk.setKey(props.of, key().trim())}
    >
      {(fault) => (
        <>
          <TextField
            label="Key"
            problem={fault("key")}
            type="password"
            max={4_096}
            exact
            value={key()}
            onChange={setKey}
          />
          <Show when={props.of.defaultKey}>
            {(before) => (
              <p>
                It takes the place of the one that {before().setBy.name} set, <Time at={before().setAt} />.
              </p>
            )}
          </Show>
          <p>
            It goes to Secrets Manager, where the product reads it; the console cannot show it again. That you set it is
            recorded in the audit under your name, the key is not.
          </p>
        </>
      )}
    </FormDialog>
  )
}
