import { createUniqueId, For } from "solid-js"
import { knowsCurrency } from "#shared/money.ts"
import { isZone } from "#shared/time.ts"
import type { GeneralSettings } from "../../data/settings.ts"
import { clockText } from "../../format.ts"
import { nowMs } from "../../reporting.ts"
import { Field } from "../../ui/field.tsx"
import { Section } from "../../ui/section.tsx"
import { Card, Sheet } from "../../ui/sheet.tsx"
import { DISCOUNTS, type Faults } from "./draft.ts"

const ZONES = ["UTC", ...Intl.supportedValuesOf("timeZone")]
const CURRENCIES = Intl.supportedValuesOf("currency")
  .map((one) => one.toLowerCase())
  .filter(knowsCurrency)
const NAMES = new Intl.DisplayNames("en", { type: "currency" })

/** Zone, currency and the discount rule. */
export function General(props: {
  draft: GeneralSettings
  faults: Faults
  readOnly: boolean
  onChange: (changes: Partial<GeneralSettings>) => void
}) {
  const zones = createUniqueId()
  const rule = createUniqueId()
  return (
    <Section title="Reporting" span={5}>
      <Sheet cells="100%">
        <Card>
          <Field
            label="Zone"
            problem={props.faults["reportingZone"]}
            help={
              isZone(props.draft.reportingZone)
                ? `It is ${clockText(nowMs(), props.draft.reportingZone)} there. Days and months of the platform begin at its midnight.`
                : "Region/City, as in Europe/Berlin, or UTC."
            }
            control={(ids) => (
              <>
                <input
                  id={ids.id}
                  aria-describedby={ids.describedBy}
                  aria-invalid={ids.invalid}
                  list={zones}
                  autocomplete="off"
                  spellcheck={false}
                  maxlength="60"
                  disabled={props.readOnly}
                  value={props.draft.reportingZone}
                  onInput={(event) => props.onChange({ reportingZone: event.currentTarget.value.trim() })}
                />
                <datalist id={zones}>
                  <For each={ZONES}>{(zone) => <option value={zone} />}</For>
                </datalist>
              </>
            )}
          />
        </Card>
        <Card>
          <Field
            label="Currency"
            problem={props.faults["reportingCurrency"]}
            help="Other currencies are converted with the exchange rates, each day at the one in force."
            control={(ids) => (
              <select
                id={ids.id}
                aria-describedby={ids.describedBy}
                aria-invalid={ids.invalid}
                disabled={props.readOnly}
                onChange={(event) => props.onChange({ reportingCurrency: event.currentTarget.value })}
              >
                <For each={CURRENCIES}>
                  {(currency) => (
                    <option value={currency} selected={currency === props.draft.reportingCurrency}>
                      {currency.toUpperCase()}, {NAMES.of(currency.toUpperCase())}
                    </option>
                  )}
                </For>
              </select>
            )}
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
