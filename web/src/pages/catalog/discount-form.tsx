import { createSignal, Show } from "solid-js"
import { soonest } from "#shared/catalog/price.ts"
import { isPercentOff } from "#shared/catalog/usage-discount.ts"
import { instant } from "#shared/time.ts"
import type { Catalog, UsageDiscountWish } from "../../data/catalog.ts"
import { nowMs } from "../../reporting.ts"
import { SelectField, TextField } from "../../ui/field.tsx"
import { FormDialog } from "../../ui/form-dialog.tsx"
import type { CatalogDesk } from "./desk.ts"
import { beginningFault, beginningHelp, momentOf, momentWords } from "./price-form.tsx"

/** What a usage discount takes off, off which prices, and from when until when; says so before it is sent. */
export function DiscountForm(props: { desk: CatalogDesk; catalog: Catalog }) {
  const [fields, setFields] = createSignal({
    ...{ name: "", providerId: props.catalog.providers[0]?.providerId ?? "", modelId: "" },
    ...{ percent: "", from: "", to: "" },
  })
  const change = (some: Partial<ReturnType<typeof fields>>) => setFields((all) => ({ ...all, ...some }))
  const begins = () => momentOf(fields().from) ?? soonest(instant(nowMs()))
  const faults = () => {
    const { name, percent, from, to } = fields()
    const end = momentOf(to)
    return {
      name: name.trim() === "" ? "Say what it is for, as in Spring." : undefined,
      percent: isPercentOff(percent.trim())
        ? undefined
        : "Write more than 0 up to 100, with two digits at most, as in 12.5.",
      providerId: undefined,
      modelId: undefined,
      validFrom: beginningFault(from),
      validTo: end === undefined || end > begins() ? undefined : "Say a moment after its beginning, or nothing.",
    }
  }
  const isWhole = () => !Object.values(faults()).some(Boolean)
  const models = () => [
    { value: "", text: "All of them" },
    ...props.catalog.models
      .filter(({ providerId }) => providerId === fields().providerId)
      .map(({ modelId, name }) => ({ value: modelId, text: name })),
  ]
  const wish = (): UsageDiscountWish => {
    const { name, providerId, modelId, percent, from, to } = fields()
    const [validFrom, validTo] = [momentOf(from), momentOf(to)]
    return {
      ...{ name: name.trim(), providerId, percent: percent.trim() },
      ...(modelId ? { modelId } : {}),
      ...(validFrom ? { validFrom } : {}),
      ...(validTo ? { validTo } : {}),
    }
  }
  const sentence = () => {
    const { providerId, modelId, percent, from, to } = fields()
    const of = models().find(({ value }) => value === modelId)!.text
    const provider = props.catalog.providers.find((one) => one.providerId === providerId)?.name ?? providerId
    const off = modelId ? of : `all models of ${provider}`
    const end = momentOf(to)
    return `${percent.trim()} % off ${off}, from ${from ? "" : "about "}${momentWords(begins())} ${end ? `until ${momentWords(end)}` : "until it is ended"}.`
  }
  return (
    <FormDialog
      title="New usage discount"
      desk={props.desk}
      button="Set discount"
      doing="Setting…"
      act="set the discount"
      faults={faults()}
      onSend={() => void props.desk.createDiscount(wish())}
    >
      {(fault) => (
        <>
          <div data-part="pair">
            <TextField
              label="Name"
              problem={fault("name")}
              max={80}
              value={fields().name}
              onChange={(name) => change({ name })}
            />
            <TextField
              label="Percent"
              problem={fault("percent")}
              keys="decimal"
              max={6}
              value={fields().percent}
              onChange={(percent) => change({ percent })}
            />
          </div>
          <div data-part="pair">
            <SelectField
              label="Provider"
              problem={fault("providerId")}
              items={props.catalog.providers.map(({ providerId, name }) => ({ value: providerId, text: name }))}
              value={fields().providerId}
              onChange={(providerId) => change({ providerId, modelId: "" })}
            />
            <SelectField
              label="Models"
              problem={fault("modelId")}
              items={models()}
              value={fields().modelId}
              onChange={(modelId) => change({ modelId })}
            />
          </div>
          <div data-part="pair">
            <TextField
              label="From"
              problem={fault("validFrom")}
              type="datetime-local"
              help={beginningHelp()}
              value={fields().from}
              onChange={(from) => change({ from })}
            />
            <TextField
              label="Until"
              problem={fault("validTo")}
              type="datetime-local"
              help="If you like; it can be ended any time."
              value={fields().to}
              onChange={(to) => change({ to })}
            />
          </div>
          <Show when={isWhole()}>
            <p data-part="worth">
              <b>{sentence()}</b>
            </p>
          </Show>
          <p>
            It is taken off calls that the catalog prices, and shown as discount savings. Of several that are valid for
            a call the highest counts. It is recorded in the audit under your name.
          </p>
        </>
      )}
    </FormDialog>
  )
}
