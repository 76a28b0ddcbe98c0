import { Show } from "solid-js"
import type { Movements } from "../../data/movements.ts"
import { dayText } from "../../format.ts"
import { Banner } from "../../ui/banner.tsx"

/** Which rates of exchange are missing, and what therefore is not shown. */
export function NoRateNote(props: { data: Movements }) {
  const currencies = () => [...new Set(props.data.missingRates.map(({ currency }) => currency.toUpperCase()))].sort()
  const since = () => props.data.missingRates.map(({ day }) => day).sort()[0]
  return (
    <Show when={since()}>
      {(since) => (
        <Banner
          status="warn"
          title={`There is no rate for ${currencies().join(", ")}.`}
          end={<a href="/admin/settings/general">Set the rate</a>}
        >
          It is missing from {dayText(since(), props.data.day)} on, and none is guessed: months with it are not added
          up.
        </Banner>
      )}
    </Show>
  )
}
