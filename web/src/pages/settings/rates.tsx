import { createMemo, createSignal, Index, Show } from "solid-js"
import { dayOf, instant } from "#shared/time.ts"
import type { GeneralSettings } from "../../data/settings.ts"
import { countOf } from "../../format.ts"
import { nowMs, zone } from "../../reporting.ts"
import { Button } from "../../ui/button.tsx"
import { Icon } from "../../ui/icon.tsx"
import { Section } from "../../ui/section.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Empty } from "../../ui/state.tsx"
import { emptyRate, type Faults, type Rate, replacedRates } from "./draft.ts"
import { RATE_FIELDS, RateRow } from "./rate-row.tsx"
import "../../ui/table.css"

/** Dated exchange rates: each holds from its day until the next one of its currency. Those that hold no more are folded away. */
export function Rates(props: {
  draft: GeneralSettings
  saved: readonly Rate[]
  faults: Faults
  readOnly: boolean
  onChange: (rates: Rate[]) => void
}) {
  let body: HTMLTableSectionElement | undefined
  const [unfolded, setUnfolded] = createSignal<readonly string[]>([])
  const isReplaced = createMemo(() => replacedRates(props.saved))
  const isOlder = (at: number) => isReplaced()(props.draft.rates[at]!)
  const olderOf = (currency: string) =>
    props.draft.rates.filter((rate) => rate.currency === currency && isReplaced()(rate))
  const beginsFold = (at: number) =>
    isOlder(at) &&
    !props.draft.rates
      .slice(0, at)
      .some((rate, one) => rate.currency === props.draft.rates[at]!.currency && isOlder(one))
  const isFaulty = (at: number) => RATE_FIELDS.some((field) => props.faults[`rates.${at}.${field}`])
  const isShown = (at: number) => !isOlder(at) || unfolded().includes(props.draft.rates[at]!.currency) || isFaulty(at)
  const fold = (currency: string) =>
    setUnfolded((open) => (open.includes(currency) ? open.filter((one) => one !== currency) : [...open, currency]))
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
                    <>
                      <Show when={beginsFold(at)}>
                        <tr data-part="fold">
                          <td colspan="4">
                            <button
                              type="button"
                              data-component="act"
                              aria-expanded={unfolded().includes(rate().currency)}
                              onClick={() => fold(rate().currency)}
                            >
                              <Icon name={unfolded().includes(rate().currency) ? "down" : "right"} size="small" />
                              <span>
                                {countOf(olderOf(rate().currency).length, "older rate")} of{" "}
                                {rate().currency.toUpperCase()}, back to{" "}
                                <span data-part="day">{olderOf(rate().currency).at(-1)?.day}</span>
                              </span>
                            </button>
                          </td>
                        </tr>
                      </Show>
                      <Show when={isShown(at)}>
                        <RateRow
                          rate={rate()}
                          number={at + 1}
                          faultOf={(field) => props.faults[`rates.${at}.${field}`]}
                          readOnly={props.readOnly}
                          onChange={(changes) => set(at, changes)}
                          onRemove={() => remove(at)}
                        />
                      </Show>
                    </>
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
