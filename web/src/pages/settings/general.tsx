import { createUniqueId, For } from "solid-js"
import { knowsCurrency } from "#shared/money.ts"
import { isZone } from "#shared/time.ts"
import type { GeneralSettings } from "../../data/settings.ts"
import { clockText } from "../../format.ts"
import { nowMs } from "../../reporting.ts"
import { SelectField, TextField } from "../../ui/field.tsx"
import { Section } from "../../ui/section.tsx"
import { Card, Sheet } from "../../ui/sheet.tsx"
import { DISCOUNTS, type Faults } from "./draft.ts"

const ZONES = ["UTC", ...Intl.supportedValuesOf("timeZone")].map((value) => ({ value }))
const NAMES = new Intl.DisplayNames("en", { type: "currency" })
const CURRENCIES = Intl.supportedValuesOf("currency")
  .filter((code) => knowsCurrency(code.toLowerCase()))
  .map((code) => ({ value: code.toLowerCase(), text: `${code}, ${NAMES.of(code)}` }))

/** Zone, currency and the discount rule. */
export function General(props: {
  draft: GeneralSettings
  faults: Faults
  readOnly: boolean
  onChange: (changes: Partial<GeneralSettings>) => void
}) {
  const rule = createUniqueId()
  return (
    <Section title="Reporting" span={5}>
      <Sheet cells="100%">
        <Card>
          <TextField
            label="Zone"
            problem={props.faults["reportingZone"]}
            help={
              isZone(props.draft.reportingZone)
                ? `It is ${clockText(nowMs(), props.draft.reportingZone)} there. Days and months of the platform begin at its midnight.`
                : "Region/City, as in Europe/Berlin, or UTC."
            }
            max={60}
            exact
            offered={ZONES}
            disabled={props.readOnly}
            value={props.draft.reportingZone}
            onChange={(zone) => props.onChange({ reportingZone: zone.trim() })}
          />
        </Card>
        <Card>
          <SelectField
            label="Currency"
            problem={props.faults["reportingCurrency"]}
            help="Other currencies are converted with the exchange rates, each day at the one in force."
            items={CURRENCIES}
            disabled={props.readOnly}
            value={props.draft.reportingCurrency}
            onChange={(reportingCurrency) => props.onChange({ reportingCurrency })}
          />
        </Card>
        <Card>
          <fieldset data-component="rule" disabled={props.readOnly}>
            <legend>Discounts that lower MRR</legend>
            <For each={Object.entries(DISCOUNTS)}>
              {([value, { title, text }]) => (
                <label>
                  <input
                    type="radio"
                    name={rule}
                    value={value}
                    checked={props.draft.discounts === value}
                    onChange={() => props.onChange({ discounts: value as GeneralSettings["discounts"] })}
                  />
                  <span>
                    {title}
                    <small>{text}</small>
                  </span>
                </label>
              )}
            </For>
          </fieldset>
        </Card>
      </Sheet>
    </Section>
  )
}
