import { createSignal, Show } from "solid-js"
import { isSpendAmount, type SpendAlertKind } from "#shared/contract/spend-alerts.ts"
import { SelectField, TextField } from "../../ui/field.tsx"
import { FormDialog } from "../../ui/form-dialog.tsx"
import type { AlertDesk } from "./alert-desk.ts"

const KINDS = [
  { value: "day", text: "An amount a day" },
  { value: "month", text: "An amount a month" },
  { value: "unusual", text: "An unusual day" },
] as const
const HELP: Record<SpendAlertKind, string> = {
  day: "Raised when a day costs more.",
  month: "Raised when a calendar month costs more.",
  unusual: "Raised when a day costs more than twice what the same weekday usually does. It learns for four weeks.",
}

/** What a new alert is to watch: which spend, whose, and what is too much. */
export function CreateAlert(props: { desk: AlertDesk; projects: readonly string[]; project: string | undefined }) {
  const [kind, setKind] = createSignal<SpendAlertKind>("day")
  const [amount, setAmount] = createSignal("")
  const [project, setProject] = createSignal(props.project ?? "")
  const [name, setName] = createSignal("")
  const takesAmount = () => kind() !== "unusual"
  const amountUsd = () => amount().trim().replace(/^\$/, "")
  const amountFault = () =>
    takesAmount() && !isSpendAmount(amountUsd()) ? "Write dollars above 0 with a point, as in 250.00." : undefined
  const projects = () => [
    { value: "", text: "The whole organization" },
    ...props.projects.map((one) => ({ value: one, text: one })),
  ]
  const send = () =>
    void props.desk.create({
      kind: kind(),
      ...(takesAmount() ? { amountUsd: amountUsd() } : {}),
      ...(project() ? { project: project() } : {}),
      ...(name().trim() ? { name: name().trim() } : {}),
    })
  return (
    <FormDialog
      title="Create a spend alert"
      desk={props.desk}
      button="Create alert"
      doing="Creating…"
      act="create the alert"
      faults={{ amountUsd: amountFault(), project: undefined, name: undefined }}
      onSend={send}
    >
      {(fault) => (
        <>
          <SelectField label="What is too much" help={HELP[kind()]} items={KINDS} value={kind()} onChange={setKind} />
          <Show when={takesAmount()}>
            <TextField
              label="Amount"
              problem={fault("amountUsd")}
              help="US dollars, after discounts. At the amount it is not raised, above it is."
              keys="decimal"
              max={20}
              value={amount()}
              onChange={setAmount}
            />
          </Show>
          <SelectField
            label="Of"
            problem={fault("project")}
            help="Projects are those that cost most in the window shown."
            items={projects()}
            value={project()}
            onChange={setProject}
          />
          <TextField
            label="Name"
            problem={fault("name")}
            help="If you like: unnamed, it is called by what it watches."
            max={60}
            value={name()}
            onChange={setName}
          />
        </>
      )}
    </FormDialog>
  )
}
