import { Show } from "solid-js"
import { GENERATION_DEFINITIONS } from "#shared/usage/generation-definitions.ts"
import type { GenerationFigures } from "../../data/generations.ts"
import { countOf, countText } from "../../format.ts"
import { zone } from "../../reporting.ts"
import { Metric } from "../../ui/metric.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Time } from "../../ui/time.tsx"
import { Large, Latency } from "../metrics/amounts.tsx"
import { Share } from "../usage/amounts.tsx"
import { Definition } from "../usage/computed.tsx"

/** What the generations of the list's time add up to, whatever its other filters; figures lead to their rows. */
export function Figures(props: {
  of: GenerationFigures
  /** The end of the time, where one is asked for. */
  until: string | undefined
  failedHref: string
  componentHref: (component: string) => string
}) {
  const how = (figure: keyof typeof GENERATION_DEFINITIONS) => (
    <Definition told={GENERATION_DEFINITIONS[figure]} of={{ asOf: props.of.asOf, timeZone: zone() }} />
  )
  const worst = () => props.of.components[0]
  return (
    <Sheet cells="12rem" pairs>
      <Metric label="Generations" how={how("generations")} figure={<Large count={props.of.generations} />}>
        since <Time at={props.of.from} />
        <Show when={props.until}>
          {(until) => (
            <>
              , until <Time at={until()} />
            </>
          )}
        </Show>
      </Metric>
      <Metric label="Success rate" how={how("generationSuccess")} figure={<Share of={props.of.successRate} />}>
        <Show when={props.of.failed > 0} fallback={props.of.generations === 0 ? "no generations" : "none failed"}>
          <a href={props.failedHref} noScroll>
            {countText(props.of.failed)} failed
          </a>
        </Show>
      </Metric>
      <Metric label="Model time" how={how("modelTime")} figure={<Latency ms={props.of.modelP50Ms} />}>
        p95 <Latency ms={props.of.modelP95Ms} />
      </Metric>
      <Metric
        label="Fails most"
        figure={
          <Show when={worst()} fallback="–">
            {(one) => <code>{one().name}</code>}
          </Show>
        }
      >
        <Show when={worst()} fallback="no step failed">
          {(one) => (
            <a href={props.componentHref(one().name)} noScroll>
              {countText(one().failed)} of {countOf(one().steps, "step")}
            </a>
          )}
        </Show>
      </Metric>
    </Sheet>
  )
}
