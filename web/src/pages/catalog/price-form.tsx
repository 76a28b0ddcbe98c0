import { createSignal, For, Show } from "solid-js"
import { isOpen, isPrice, priceAt, soonest } from "#shared/catalog/price.ts"
import { microsOfUsd } from "#shared/money.ts"
import { atWallTime, type Instant, instant, msOf } from "#shared/time.ts"
import type { Model, PriceWish } from "../../data/catalog.ts"
import { momentText } from "../../format.ts"
import { nowMs, zone } from "../../reporting.ts"
import { TextField } from "../../ui/field.tsx"
import { FormDialog } from "../../ui/form-dialog.tsx"
import type { CatalogDesk } from "./desk.ts"
import { priceWords, usdText } from "./price-text.tsx"

const AMOUNTS = [
  { field: "inputUsd", label: "Input" },
  { field: "outputUsd", label: "Output" },
  { field: "cachedUsd", label: "Cached input" },
] as const

/** A moment of the reporting zone as a field of a form has it; undefined where nothing is written. */
export const momentOf = (wall: string): Instant | undefined =>
  wall === "" ? undefined : atWallTime(wall.slice(0, "2026-11-20T14:02".length), zone())

/** A moment in a sentence. */
export const momentWords = (at: Instant): string => momentText(msOf(at), zone(), nowMs())

/** What a field says that asks from when on something is to count. */
export const beginningHelp = (): string =>
  `By the clock of ${zone()}. Without it, from about ${momentWords(soonest(instant(nowMs())))} on.`

/** What is wrong with a moment from which something is to count. */
export function beginningFault(wall: string): string | undefined {
  const now = instant(nowMs())
  const at = momentOf(wall)
  return at === undefined || isOpen(at, now)
    ? undefined
    : `Say a moment from ${momentWords(soonest(now))} on, or nothing.`
}

/** What a million tokens of a model are to cost, and from when on; says what that changes before it is sent. */
export function PriceForm(props: { desk: CatalogDesk; of: Model }) {
  const last = props.of.prices.at(-1)
  const [fields, setFields] = createSignal({
    inputUsd: last ? usdText(last.inputMicrosPerMillion) : "",
    outputUsd: last ? usdText(last.outputMicrosPerMillion) : "",
    cachedUsd: last ? usdText(last.cachedMicrosPerMillion) : "",
    from: "",
  })
  const change = (some: Partial<ReturnType<typeof fields>>) => setFields((all) => ({ ...all, ...some }))
  const amountFault = (text: string) =>
    isPrice(text.trim()) ? undefined : "Write dollars from 0 to 1000 with a point, as in 2.50."
  const faults = () => ({
    inputUsd: amountFault(fields().inputUsd),
    outputUsd: amountFault(fields().outputUsd),
    cachedUsd: amountFault(fields().cachedUsd),
    effectiveFrom: beginningFault(fields().from),
  })
  const isWhole = () => !Object.values(faults()).some(Boolean)
  const wish = (): PriceWish => {
    const { inputUsd, outputUsd, cachedUsd, from } = fields()
    const effectiveFrom = momentOf(from)
    return {
      ...{ inputUsd: inputUsd.trim(), outputUsd: outputUsd.trim(), cachedUsd: cachedUsd.trim() },
      ...(effectiveFrom ? { effectiveFrom } : {}),
    }
  }
  return (
    <FormDialog
      title={`New price of ${props.of.name}`}
      desk={props.desk}
      button="Set price"
      doing="Setting…"
      act="set the price"
      faults={faults()}
      onSend={() => void props.desk.setPrice(props.of, wish())}
    >
      {(fault) => (
        <>
          <p>Dollars for a million tokens, with at most six digits after the point.</p>
          <div data-part="pair">
            <For each={AMOUNTS}>
              {(one) => (
                <TextField
                  label={one.label}
                  problem={fault(one.field)}
                  keys="decimal"
                  max={12}
                  value={fields()[one.field]}
                  onChange={(value) => change({ [one.field]: value })}
                />
              )}
            </For>
          </div>
          <TextField
            label="From"
            problem={fault("effectiveFrom")}
            type="datetime-local"
            help={beginningHelp()}
            value={fields().from}
            onChange={(from) => change({ from })}
          />
          <Show when={isWhole()}>
            <p data-part="worth">
              <b>{sentence(props.of, wish())}</b>
            </p>
          </Show>
          <p>
            From 15 minutes before it begins nobody can change it; calls before it keep what they cost. It is recorded
            in the audit under your name.
          </p>
        </>
      )}
    </FormDialog>
  )
}

/** What the price will be, from when on, and instead of which. */
function sentence({ prices }: Model, wish: PriceWish): string {
  const from = wish.effectiveFrom ?? soonest(instant(nowMs()))
  const words = priceWords({
    inputMicrosPerMillion: microsOfUsd(wish.inputUsd),
    outputMicrosPerMillion: microsOfUsd(wish.outputUsd),
    cachedMicrosPerMillion: microsOfUsd(wish.cachedUsd),
  })
  const before = priceAt(prices, from)
  return `From ${wish.effectiveFrom ? "" : "about "}${momentWords(from)} on: ${words}${before ? `; instead of ${priceWords(before)}` : ""}.`
}
