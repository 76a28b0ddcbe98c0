import { createSignal, createUniqueId, For, Show } from "solid-js"
import { isSpendAmount, type SpendAlertKind } from "#shared/contract/spend-alerts.ts"
import { Button } from "../../ui/button.tsx"
import { Dialog } from "../../ui/dialog.tsx"
import { Field } from "../../ui/field.tsx"
import { Refused } from "../ingest-keys/refused.tsx"
import type { AlertDesk } from "./alert-desk.ts"
import "./cost.css"

const KINDS: Record<SpendAlertKind, { text: string; help: string }> = {
  day: { text: "An amount a day", help: "Raised when a day costs more." },
  month: { text: "An amount a month", help: "Raised when a calendar month costs more." },
  unusual: {
    text: "An unusual day",
    help: "Raised when a day costs more than twice what the same weekday usually does. It learns for four weeks.",
  },
}

/** What a new alert is to watch: which spend, whose, and what is too much. */
export function CreateAlert(props: { desk: AlertDesk; projects: readonly string[]; project: string | undefined }) {
  const form = createUniqueId()
  const [kind, setKind] = createSignal<SpendAlertKind>("day")
  const [amount, setAmount] = createSignal("")
  const [project, setProject] = createSignal(props.project ?? "")
  const [name, setName] = createSignal("")
  const [checked, setChecked] = createSignal(false)
  const takesAmount = () => kind() !== "unusual"
  const amountUsd = () => amount().trim().replace(/^\$/, "")
  const told = (where: string) => {
    const problem = props.desk.problem()
    if (problem?.where !== where) return undefined
    return problem.wanted ? `${problem.detail}: ${problem.wanted}.` : problem.detail
  }
  const amountFault = () =>
    checked() && takesAmount() && !isSpendAmount(amountUsd())
      ? "Write dollars above 0 with a point, as in 250.00."
      : told("amountUsd")
  const submit = (event: SubmitEvent) => {
    event.preventDefault()
    setChecked(true)
    if (amountFault())
      (event.currentTarget as HTMLFormElement).querySelector<HTMLElement>("[aria-invalid='true']")?.focus()
    else if (!props.desk.busy())
      void props.desk.create({
        kind: kind(),
        ...(takesAmount() ? { amountUsd: amountUsd() } : {}),
        ...(project() ? { project: project() } : {}),
        ...(name().trim() ? { name: name().trim() } : {}),
      })
  }
  return (
    <Dialog
      title="Create a spend alert"
      onClose={props.desk.close}
      buttons={
        <>
          <Button kind="quiet" onClick={props.desk.close}>
            Back
          </Button>
          <Button kind="primary" type="submit" form={form} busy={props.desk.busy()}>
            {props.desk.busy() ? "Creating…" : "Create alert"}
          </Button>
        </>
      }
    >
      <form id={form} data-component="alertform" noValidate onSubmit={submit}>
        <Field
          label="What is too much"
          help={KINDS[kind()].help}
          control={(ids) => (
            <select
              id={ids.id}
              aria-describedby={ids.describedBy}
              onChange={(event) => setKind(event.currentTarget.value as SpendAlertKind)}
            >
              <For each={Object.entries(KINDS)}>
                {([value, { text }]) => (
                  <option value={value} selected={value === kind()}>
                    {text}
                  </option>
                )}
              </For>
            </select>
          )}
        />
        <Show when={takesAmount()}>
          <Field
            label="Amount"
            problem={amountFault()}
            help="US dollars, after discounts. At the amount it is not raised, above it is."
            control={(ids) => (
              <input
                id={ids.id}
                aria-describedby={ids.describedBy}
                aria-invalid={ids.invalid}
                inputmode="decimal"
                autocomplete="off"
                maxlength="20"
                value={amount()}
                onInput={(event) => setAmount(event.currentTarget.value)}
              />
            )}
          />
        </Show>
        <Field
          label="Of"
          problem={told("project")}
          help="Projects are those that cost most in the window shown."
          control={(ids) => (
            <select
              id={ids.id}
              aria-describedby={ids.describedBy}
              aria-invalid={ids.invalid}
              onChange={(event) => setProject(event.currentTarget.value)}
            >
              <option value="" selected={project() === ""}>
                The whole organization
              </option>
              <For each={props.projects}>
                {(one) => (
                  <option value={one} selected={one === project()}>
                    {one}
                  </option>
                )}
              </For>
            </select>
          )}
        />
        <Field
          label="Name"
          problem={told("name")}
          help="If you like: unnamed, it is called by what it watches."
          control={(ids) => (
            <input
              id={ids.id}
              aria-describedby={ids.describedBy}
              aria-invalid={ids.invalid}
              autocomplete="off"
              maxlength="60"
              value={name()}
              onInput={(event) => setName(event.currentTarget.value)}
            />
          )}
        />
      </form>
      <Refused of={props.desk.problem()} act="create the alert" beside={["amountUsd", "project", "name"]} />
    </Dialog>
  )
}
