import { Show } from "solid-js"
import type { SpendAlert } from "../../data/spend-alerts.ts"
import { countOf } from "../../format.ts"
import { Banner } from "../../ui/banner.tsx"
import { alertName, nowWords, ofWords, usdText } from "./alert-words.ts"

/** What is raised in the period that is running, in one sentence. */
export function RaisedBanner(props: { alerts: readonly SpendAlert[] }) {
  const raised = () => props.alerts.filter(({ raisedAt }) => raisedAt !== null)
  const only = () => (raised().length === 1 ? raised()[0] : undefined)
  return (
    <Show when={raised().length > 0}>
      <Banner
        live
        status="warn"
        title={only() ? `${alertName(only()!)} is raised.` : `${countOf(raised().length, "spend alert")} are raised.`}
        end={<a href="#alerts">Show alerts</a>}
      >
        <Show when={only()} fallback={raised().map(alertName).join(", ")}>
          {(alert) => (
            <>
              {usdText(alert().spentMicros)} {nowWords(alert())} of {ofWords(alert())}
              <Show when={alert().limitMicros !== null}>; the limit is {usdText(alert().limitMicros!)}</Show>.
            </>
          )}
        </Show>
      </Banner>
    </Show>
  )
}
