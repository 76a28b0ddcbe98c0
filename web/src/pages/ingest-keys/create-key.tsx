import { createSignal, Show } from "solid-js"
import { LIVE_KEYS_MAX } from "#shared/contract/ingest-keys.ts"
import type { KeyWish } from "../../data/ingest-keys.ts"
import { createOrganizationSearch } from "../../shell/find.ts"
import { SelectField, TextField } from "../../ui/field.tsx"
import { FormDialog } from "../../ui/form-dialog.tsx"
import type { KeyDesk } from "./desk.ts"

const USES = [
  { value: "events", text: "Events" },
  { value: "import", text: "Import" },
] as const
const SCOPES = [
  { value: "platform", text: "The platform" },
  { value: "one", text: "One organization" },
] as const

/** What a new key is called, whom it speaks for and what it may send; of one organization only the first is asked. */
export function CreateKey(props: { desk: KeyDesk; wish: KeyWish }) {
  const [wish, setWish] = createSignal(props.wish)
  const change = (some: Partial<KeyWish>) => setWish((all) => ({ ...all, ...some }))
  const isOfOne = () => props.desk.organizationId !== undefined
  const faults = () => {
    const name = wish().name.trim() === "" ? "Say who sends with it, as in Shop." : undefined
    if (isOfOne()) return { name }
    return { name, scope: wish().scope.trim() === "" ? "Write the id of the organization." : undefined }
  }
  const send = () => void props.desk.create({ ...wish(), name: wish().name.trim(), scope: wish().scope.trim() })
  return (
    <FormDialog
      title="Create an ingest key"
      desk={props.desk}
      button="Create key"
      doing="Creating…"
      act="create the key"
      faults={faults()}
      onSend={send}
    >
      {(fault) => (
        <>
          <TextField
            label="Name"
            problem={fault("name")}
            help="Who sends with it. One key for each sender can be revoked alone."
            max={60}
            value={wish().name}
            onChange={(name) => change({ name })}
          />
          <Show
            when={!isOfOne()}
            fallback={
              <p>
                It sends this organization's own events: usage, sessions, activity, records, errors and logs. An
                organization has at most {LIVE_KEYS_MAX} keys that are not revoked.
              </p>
            }
          >
            <Scope wish={wish()} problem={fault("scope")} onChange={(scope) => change({ scope })} />
            <SelectField
              label="Use"
              help={
                wish().use === "import"
                  ? "It sends history of up to 400 days. Revoke it when the import is done."
                  : "It sends what happens now. Once deployed, the console turns away what is older than 7 days."
              }
              items={USES}
              value={wish().use}
              onChange={(use) => change({ use })}
            />
          </Show>
        </>
      )}
    </FormDialog>
  )
}

/** The platform, or one organization, found by its name or written by its id. */
function Scope(props: { wish: KeyWish; problem: string | undefined; onChange: (scope: string) => void }) {
  const [ofOne, setOfOne] = createSignal(props.wish.scope !== "platform")
  const found = createOrganizationSearch(() => (ofOne() ? props.wish.scope.trim() : ""))
  const choose = (one: boolean) => {
    setOfOne(one)
    props.onChange(one ? "" : "platform")
  }
  return (
    <>
      <SelectField
        label="Scope"
        help={ofOne() ? "It sends events of this organization alone." : "It sends every event, of all organizations."}
        problem={ofOne() ? undefined : props.problem}
        items={SCOPES}
        value={ofOne() ? "one" : "platform"}
        onChange={(scope) => choose(scope === "one")}
      />
      <Show when={ofOne()}>
        <TextField
          label="Organization"
          problem={props.problem}
          help="Its id. Write a part of its name to be offered some."
          max={255}
          exact
          offered={found.rows().map(({ id, name }) => ({ value: id, text: name }))}
          value={props.wish.scope}
          onChange={props.onChange}
        />
      </Show>
    </>
  )
}
