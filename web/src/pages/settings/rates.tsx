import { createUniqueId, Index, Show } from "solid-js"
import { dayOf, instant } from "#shared/time.ts"
import type { GeneralSettings } from "../../data/settings.ts"
import { nowMs, zone } from "../../reporting.ts"
import { Button } from "../../ui/button.tsx"
import { Section } from "../../ui/section.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Empty } from "../../ui/state.tsx"
import { emptyRate, type Faults, type Rate } from "./draft.ts"
import "../../ui/table.css"
import "../../ui/field.css"

/** Dated exchange rates: each holds from its day until the next one of its currency. */
export function Rates(props: {
  draft: GeneralSettings
  faults: Faults
  readOnly: boolean
  onChange: (rates: Rate[]) => void
}) {
  let body: HTMLTableSectionElement | undefined
  const set = (at: number, changes: Partial<Rate>) =>
    props.onChange(props.draft.rates.map((rate, one) => (one === at ? { ...rate, ...changes } : { ...rate })))
  const add = () => {
    props.onChange([...props.draft.rates.map((rate) => ({ ...rate })), emptyRate(dayOf(instant(nowMs()), zone()))])
    queueMicrotask(() => body?.querySelector<HTMLElement>("tr:last-child input")?.focus())
  }
  const remove = (at: number) =>
    props.onChange(props.draft.rates.filter((_, one) => one !== at).map((rate) => ({ ...rate })))
  const addButton = () => (
    <Show when={!props.readOnly}>
      <Button icon="plus" onClick={add}>
        Add a rate
      </Button>
    </Show>
  )
  return (
    <Section
      title="Exchange rates"
      span={7}
      note={`what one unit is worth in ${props.draft.reportingCurrency.toUpperCase()}`}
      end={props.draft.rates.length > 0 ? addButton() : undefined}
    >
      <Sheet>
        <Show
          when={props.draft.rates.length > 0}
          fallback={
            <Empty
              title="No rates yet"
              text={`Only money in ${props.draft.reportingCurrency.toUpperCase()} can be added up. A figure that needs a missing rate says so instead of guessing.`}
            >
              {addButton()}
            </Empty>
          }
        >
          <div data-component="scroll" tabindex="0" role="region" aria-label="Rates by currency and day">
            <table data-component="table" data-short="" data-edited="">
              <thead>
                <tr>
                  <th scope="col">Currency</th>
                  <th scope="col">From day</th>
                  <th scope="col">Rate</th>
                  <th scope="col">
                    <span data-sr="">Remove</span>
                  </th>
                </tr>
              </thead>
              <tbody ref={body}>
                <Index each={props.draft.rates}>
                  {(rate, at) => (
                    <tr>
                      <Cell
                        label={`Currency of rate ${at + 1}`}
                        value={rate().currency.toUpperCase()}
                        fault={props.faults[`rates.${at}.currency`]}
                        readOnly={props.readOnly}
                        maxlength={3}
                        onInput={(currency) => set(at, { currency: currency.toLowerCase() })}
                      />
                      <Cell
                        label={`First day of rate ${at + 1}`}
                        kind="date"
                        value={rate().day}
                        fault={props.faults[`rates.${at}.day`]}
                        readOnly={props.readOnly}
                        onInput={(day) => set(at, { day })}
                      />
                      <Cell
                        label={`Rate ${at + 1}`}
                        kind="decimal"
                        value={rate().rate}
                        fault={props.faults[`rates.${at}.rate`]}
                        readOnly={props.readOnly}
                        maxlength={20}
                        onInput={(text) => set(at, { rate: text.trim().replace(",", ".") })}
                      />
                      <td data-figure="">
                        <Show when={!props.readOnly}>
                          <Button
                            kind="quiet"
                            icon="close"
                            label={`Remove rate ${at + 1}`}
                            onClick={() => remove(at)}
                          />
                        </Show>
                      </td>
                    </tr>
                  )}
                </Index>
              </tbody>
            </table>
          </div>
        </Show>
      </Sheet>
    </Section>
  )
}

function Cell(props: {
  label: string
  value: string
  fault: string | undefined
  readOnly: boolean
  kind?: "date" | "decimal"
  maxlength?: number
  onInput: (value: string) => void
}) {
  const id = createUniqueId()
  return (
    <td>
      <div data-component="cellfield" data-kind={props.kind} data-status={props.fault ? "fail" : undefined}>
        <input
          type={props.kind === "date" ? "date" : "text"}
          inputmode={props.kind === "decimal" ? "decimal" : undefined}
          aria-label={props.label}
          aria-invalid={props.fault !== undefined}
          aria-describedby={props.fault ? id : undefined}
          autocomplete="off"
          disabled={props.readOnly}
          maxlength={props.maxlength}
          value={props.value}
          onInput={(event) => props.onInput(event.currentTarget.value)}
        />
        <Show when={props.fault}>
          {(fault) => (
            <span id={id} role="alert">
              {fault()}
            </span>
          )}
        </Show>
      </div>
    </td>
  )
}
