import { Show } from "solid-js"
import { usdOfMicros } from "#shared/money.ts"
import type { Price } from "../../data/catalog.ts"

/** Micro-dollars as decimal text, with cents and as many digits more as it has: `2.50`, `0.000125`. */
export const usdText = (micros: number): string => usdOfMicros(micros).replace(/(\.\d\d\d*?)0+$/, "$1")

/** What a million tokens cost; what is under a dollar steps back where there are whole ones. */
export function Usd(props: { micros: number | undefined }) {
  const parts = () => usdText(props.micros ?? 0).split(".")
  return (
    <Show when={props.micros !== undefined} fallback={<span data-tone="3">–</span>}>
      <span data-component="money" data-nowrap="">
        ${parts()[0]}
        <span data-minor={parts()[0] === "0" ? undefined : ""}>.{parts()[1]}</span>
      </span>
    </Show>
  )
}

/** A price in a sentence: `$2.50 in, $10.00 out, $0.25 cached`. */
export const priceWords = (price: Omit<Price, "effectiveFrom">): string =>
  `$${usdText(price.inputMicrosPerMillion)} in, $${usdText(price.outputMicrosPerMillion)} out, $${usdText(price.cachedMicrosPerMillion)} cached`
