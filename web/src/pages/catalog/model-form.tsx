import { createSignal, Show } from "solid-js"
import { FEATURES, PLANS } from "#shared/contract/catalog.ts"
import { isId } from "#shared/id.ts"
import type { Model, ModelWish, Provider } from "../../data/catalog.ts"
import { ChoicesField, SelectField, TextField } from "../../ui/field.tsx"
import { FormDialog } from "../../ui/form-dialog.tsx"
import type { CatalogDesk } from "./desk.ts"

const CONTEXT = /^[1-9]\d{0,8}$/
const AVAILABLE = [
  { value: "yes", text: "Yes" },
  { value: "no", text: "No" },
] as const
const asItems = <Word extends string>(words: readonly Word[]) => words.map((value) => ({ value, text: value }))

/** What a model can do and who may use it; of a new one also what it is called. */
export function ModelForm(props: {
  desk: CatalogDesk
  /** The model that is changed; unsaid, a new one. */
  of?: Model
  providers: readonly Provider[]
  /** Called with a new model's id. */
  onMade?: (modelId: string) => void
}) {
  const [fields, setFields] = createSignal({
    providerId: props.of?.providerId ?? props.providers[0]?.providerId ?? "",
    name: props.of?.name ?? "",
    context: String(props.of?.contextWindowTokens ?? ""),
    features: props.of?.features ?? [],
    plans: props.of?.plans ?? [...PLANS],
    isAvailable: (props.of?.isAvailable ?? true) ? ("yes" as const) : ("no" as const),
  })
  const change = (some: Partial<ReturnType<typeof fields>>) => setFields((all) => ({ ...all, ...some }))
  const faults = () => {
    const { name, context } = fields()
    return {
      ...(props.of
        ? {}
        : {
            name: isId(name.trim()) ? undefined : "Write it as usage events name it, as in slate-2.",
            providerId: undefined,
          }),
      contextWindowTokens:
        context.trim() === "" || CONTEXT.test(context.trim()) ? undefined : "Write how many, as in 200000, or nothing.",
    }
  }
  const wish = (): ModelWish => {
    const { context, features, plans, isAvailable } = fields()
    return {
      contextWindowTokens: context.trim() === "" ? null : Number(context.trim()),
      ...{ features: [...features], plans: [...plans], isAvailable: isAvailable === "yes" },
    }
  }
  const send = () => {
    const { providerId, name } = fields()
    if (props.of) return void props.desk.saveModel(props.of, wish())
    return void props.desk.createModel({ ...wish(), providerId, name: name.trim() }, (id) => props.onMade?.(id))
  }
  return (
    <FormDialog
      title={props.of ? `Change ${props.of.name}` : "New model"}
      desk={props.desk}
      button={props.of ? "Save model" : "Add model"}
      doing={props.of ? "Saving…" : "Adding…"}
      act={props.of ? "save the model" : "add the model"}
      faults={faults()}
      onSend={send}
    >
      {(fault) => (
        <>
          <Show when={!props.of}>
            <SelectField
              label="Provider"
              problem={fault("providerId")}
              items={props.providers.map(({ providerId, name }) => ({ value: providerId, text: name }))}
              value={fields().providerId}
              onChange={(providerId) => change({ providerId })}
            />
            <TextField
              label="Name"
              problem={fault("name")}
              help="As usage events name it, to the letter. It cannot be changed later."
              exact
              max={255}
              value={fields().name}
              onChange={(name) => change({ name })}
            />
          </Show>
          <div data-part="pair">
            <TextField
              label="Context window in tokens"
              problem={fault("contextWindowTokens")}
              keys="numeric"
              max={9}
              value={fields().context}
              onChange={(context) => change({ context })}
            />
            <SelectField
              label="Available"
              items={AVAILABLE}
              value={fields().isAvailable}
              onChange={(isAvailable) => change({ isAvailable })}
            />
          </div>
          <ChoicesField
            label="Plans it is for"
            items={asItems(PLANS)}
            chosen={fields().plans}
            onChange={(plans) => change({ plans })}
          />
          <ChoicesField
            label="Features"
            items={asItems(FEATURES)}
            chosen={fields().features}
            onChange={(features) => change({ features })}
          />
          <p>
            {props.of
              ? "The product reads it within a minute. Prices stay as they are."
              : "Its prices are set after. The product reads it within a minute."}{" "}
            It is recorded in the audit under your name.
          </p>
        </>
      )}
    </FormDialog>
  )
}
