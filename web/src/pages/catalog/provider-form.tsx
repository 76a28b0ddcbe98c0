import { createSignal, Show } from "solid-js"
import { isProviderId } from "#shared/catalog/provider-id.ts"
import type { Provider, ProviderWish } from "../../data/catalog.ts"
import { SelectField, TextField } from "../../ui/field.tsx"
import { FormDialog } from "../../ui/form-dialog.tsx"
import type { CatalogDesk } from "./desk.ts"

const COUNT = /^[1-9]\d{0,11}$/
const ENABLED = [
  { value: "yes", text: "Yes" },
  { value: "no", text: "No: none of its models may be used" },
] as const

/** What a provider is called, whether it is used, and how much of it in a minute; of a new one also its id. */
export function ProviderForm(props: {
  desk: CatalogDesk
  /** The provider that is changed; unsaid, a new one. */
  of?: Provider
}) {
  const limits = props.of?.rateLimits
  const [fields, setFields] = createSignal({
    providerId: props.of?.providerId ?? "",
    name: props.of?.name ?? "",
    isEnabled: (props.of?.isEnabled ?? true) ? ("yes" as const) : ("no" as const),
    requests: String(limits?.requestsPerMinute ?? ""),
    tokens: String(limits?.tokensPerMinute ?? ""),
  })
  const change = (some: Partial<ReturnType<typeof fields>>) => setFields((all) => ({ ...all, ...some }))
  const countFault = (text: string) =>
    text.trim() === "" || COUNT.test(text.trim()) ? undefined : "Write how many, as in 600, or nothing."
  const faults = () => ({
    ...(props.of
      ? {}
      : {
          providerId: isProviderId(fields().providerId.trim())
            ? undefined
            : "Write it as usage events name it, as in quarry: letters, digits and . _ + = @ -",
        }),
    name: fields().name.trim() === "" ? "Say what people call it, as in Quarry AI." : undefined,
    "rateLimits.requestsPerMinute": countFault(fields().requests),
    "rateLimits.tokensPerMinute": countFault(fields().tokens),
  })
  const countOrNone = (text: string) => (text.trim() === "" ? null : Number(text.trim()))
  const send = () => {
    const { providerId, name, isEnabled, requests, tokens } = fields()
    const wish: ProviderWish = {
      ...{ name: name.trim(), isEnabled: isEnabled === "yes" },
      rateLimits: { requestsPerMinute: countOrNone(requests), tokensPerMinute: countOrNone(tokens) },
    }
    if (props.of) return void props.desk.saveProvider(props.of, wish)
    return void props.desk.createProvider({ ...wish, providerId: providerId.trim() })
  }
  return (
    <FormDialog
      title={props.of ? `Change ${props.of.name}` : "New provider"}
      desk={props.desk}
      button={props.of ? "Save provider" : "Add provider"}
      doing={props.of ? "Saving…" : "Adding…"}
      act={props.of ? "save the provider" : "add the provider"}
      faults={faults()}
      onSend={send}
    >
      {(fault) => (
        <>
          <Show when={!props.of}>
            <TextField
              label="Id"
              problem={fault("providerId")}
              help="As usage events name it, to the letter. It cannot be changed later."
              exact
              max={100}
              value={fields().providerId}
              onChange={(providerId) => change({ providerId })}
            />
          </Show>
          <TextField
            label="Name"
            problem={fault("name")}
            max={80}
            value={fields().name}
            onChange={(name) => change({ name })}
          />
          <SelectField
            label="Enabled"
            items={ENABLED}
            value={fields().isEnabled}
            onChange={(isEnabled) => change({ isEnabled })}
          />
          <div data-part="pair">
            <TextField
              label="Requests a minute"
              problem={fault("rateLimits.requestsPerMinute")}
              help="Without it there is no limit."
              keys="numeric"
              max={12}
              value={fields().requests}
              onChange={(requests) => change({ requests })}
            />
            <TextField
              label="Tokens a minute"
              problem={fault("rateLimits.tokensPerMinute")}
              help="Without it there is no limit."
              keys="numeric"
              max={12}
              value={fields().tokens}
              onChange={(tokens) => change({ tokens })}
            />
          </div>
          <p>
            The product reads it within a minute and keeps to it; the console itself calls no provider. It is recorded
            in the audit under your name.
          </p>
        </>
      )}
    </FormDialog>
  )
}
