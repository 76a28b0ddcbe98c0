import { createSignal, createUniqueId, For, Show } from "solid-js"
import { LIVE_KEYS_MAX } from "#shared/contract/ingest-keys.ts"
import type { KeyWish } from "../../data/ingest-keys.ts"
import { createOrganizationSearch } from "../../shell/find.ts"
import { Button } from "../../ui/button.tsx"
import { Dialog } from "../../ui/dialog.tsx"
import { Field } from "../../ui/field.tsx"
import type { KeyDesk } from "./desk.ts"
import { Refused } from "./refused.tsx"
import "./ingest-keys.css"

/** What a new key is called, whom it speaks for and what it may send; of one organization only the first is asked. */
export function CreateKey(props: { desk: KeyDesk; wish: KeyWish }) {
  const form = createUniqueId()
  const [wish, setWish] = createSignal(props.wish)
  const [checked, setChecked] = createSignal(false)
  const change = (some: Partial<KeyWish>) => setWish((all) => ({ ...all, ...some }))
  const told = (where: string) => {
    const problem = props.desk.problem()
    if (problem?.where !== where) return undefined
    return problem.wanted ? `${problem.detail}: ${problem.wanted}.` : problem.detail
  }
  const nameFault = () => (checked() && wish().name.trim() === "" ? "Say who sends with it, as in Shop." : told("name"))
  const scopeFault = () =>
    checked() && wish().scope.trim() === "" ? "Write the id of the organization." : told("scope")
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setChecked(true)
    const { name, scope, use } = wish()
    const asked = { name: name.trim(), scope: scope.trim(), use }
    if (asked.name !== "" && asked.scope !== "" && !props.desk.busy()) void props.desk.create(asked)
    else (event.currentTarget as HTMLFormElement).querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }
  return (
    <Dialog
      title="Create an ingest key"
      onClose={props.desk.close}
      buttons={
        <>
          <Button kind="quiet" onClick={props.desk.close}>
            Back
          </Button>
          <Button kind="primary" type="submit" form={form} busy={props.desk.busy()}>
            {props.desk.busy() ? "Creating…" : "Create key"}
          </Button>
        </>
      }
    >
      <form id={form} data-component="keyform" noValidate onSubmit={submit}>
        <Field
          label="Name"
          problem={nameFault()}
          help="Who sends with it. One key for each sender can be revoked alone."
          control={(ids) => (
            <input
              id={ids.id}
              aria-describedby={ids.describedBy}
              aria-invalid={ids.invalid}
              autocomplete="off"
              maxlength="60"
              value={wish().name}
              onInput={(event) => change({ name: event.currentTarget.value })}
            />
          )}
        />
        <Show
          when={props.desk.organizationId === undefined}
          fallback={
            <p>
              It sends this organization's own events: usage, sessions, activity, records, errors and logs. An
              organization has at most {LIVE_KEYS_MAX} keys that are not revoked.
            </p>
          }
        >
          <Scope wish={wish()} problem={scopeFault()} onChange={(scope) => change({ scope })} />
          <Field
            label="Use"
            help={
              wish().use === "import"
                ? "It sends history of up to 400 days. Revoke it when the import is done."
                : "It sends what happens now. Once deployed, the console turns away what is older than 7 days."
            }
            control={(ids) => (
              <select
                id={ids.id}
                aria-describedby={ids.describedBy}
                onChange={(event) => change({ use: event.currentTarget.value as KeyWish["use"] })}
              >
                <option value="events" selected={wish().use === "events"}>
                  Events
                </option>
                <option value="import" selected={wish().use === "import"}>
                  Import
                </option>
              </select>
            )}
          />
        </Show>
      </form>
      <Refused
        of={props.desk.problem()}
        act="create the key"
        beside={props.desk.organizationId === undefined ? ["name", "scope"] : ["name"]}
      />
    </Dialog>
  )
}

/** The platform, or one organization, found by its name or written by its id. */
function Scope(props: { wish: KeyWish; problem: string | undefined; onChange: (scope: string) => void }) {
  const offered = createUniqueId()
  const [ofOne, setOfOne] = createSignal(props.wish.scope !== "platform")
  const found = createOrganizationSearch(() => (ofOne() ? props.wish.scope.trim() : ""))
  const choose = (one: boolean) => {
    setOfOne(one)
    props.onChange(one ? "" : "platform")
  }
  return (
    <>
      <Field
        label="Scope"
        help={ofOne() ? "It sends events of this organization alone." : "It sends every event, of all organizations."}
        problem={ofOne() ? undefined : props.problem}
        control={(ids) => (
          <select
            id={ids.id}
            aria-describedby={ids.describedBy}
            onChange={(event) => choose(event.currentTarget.value === "one")}
          >
            <option value="platform" selected={!ofOne()}>
              The platform
            </option>
            <option value="one" selected={ofOne()}>
              One organization
            </option>
          </select>
        )}
      />
      <Show when={ofOne()}>
        <Field
          label="Organization"
          problem={props.problem}
          help="Its id. Write a part of its name to be offered some."
          control={(ids) => (
            <>
              <input
                id={ids.id}
                aria-describedby={ids.describedBy}
                aria-invalid={ids.invalid}
                list={offered}
                autocomplete="off"
                spellcheck={false}
                maxlength="255"
                value={props.wish.scope}
                onInput={(event) => props.onChange(event.currentTarget.value)}
              />
              <datalist id={offered}>
                <For each={found.rows()}>{({ id, name }) => <option value={id}>{name}</option>}</For>
              </datalist>
            </>
          )}
        />
      </Show>
    </>
  )
}
