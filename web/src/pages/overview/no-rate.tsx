import { For } from "solid-js"
import type { Overview } from "#shared/contract/overview.ts"
import { dayText } from "../../format.ts"
import { Money } from "../../ui/money.tsx"

/** The currencies whose rate is missing, in words. */
export const missingText = (data: Overview): string => {
  const names = [...new Set(data.missingRates.map((rate) => rate.currency.toUpperCase()))]
  return names.length > 1 ? `${names.slice(0, -1).join(", ")} and ${names.at(-1)}` : (names[0] ?? "a currency")
}

/** Where the figure would stand: a total is never shown with a part of it left out or guessed. */
export const NoRate = (props: { data: Overview }) => (
  <span data-part="missing">No rate for {missingText(props.data)}</span>
)

/** What there is instead, and the step that mends it. */
NoRate.Step = function Step(props: { data: Overview }) {
  const since = () => props.data.missingRates.map((rate) => rate.day).sort()[0]
  return (
    <>
      <For each={props.data.byCurrency}>
        {(row, at) => (
          <>
            {at() > 0 ? " + " : ""}
            <Money cents={row.mrrCents} currency={row.currency} />
          </>
        )}
      </For>{" "}
      ·{" "}
      <a href="/admin/settings/general" data-above="">
        Set the rate{since() ? ` from ${dayText(since()!, props.data.day)}` : ""}
      </a>
    </>
  )
}
