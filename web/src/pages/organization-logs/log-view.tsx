import { Show } from "solid-js"
import type { RequestDetail } from "#shared/contract/request-logs.ts"
import { liveRequestLog } from "../../data/request-logs.ts"
import { countText, latencyText, microsText } from "../../format.ts"
import { Answer } from "../../ui/answer.tsx"
import { Copy } from "../../ui/copy.tsx"
import { Fact, FactColumns, Facts, ToldBesides } from "../../ui/facts.tsx"
import { Skeleton } from "../../ui/state.tsx"
import { Time } from "../../ui/time.tsx"
import { Word } from "../../ui/word.tsx"

/** One call opened: what it was, what it cost part by part, and whatever else was told of it. */
export function LogView(props: { organizationId: string; requestId: string }) {
  const log = liveRequestLog(() => ({ organizationId: props.organizationId, requestId: props.requestId }))
  return (
    <Answer of={log} skeleton={<Skeleton lines={6} tall="11rem" />}>
      {(data) => (
        <FactColumns>
          <Call of={data()} />
          <Facts>
            <Fact name="Input">{part(data().inputTokens, data().costs.input.micros)}</Fact>
            <Fact name="Output">{part(data().outputTokens, data().costs.output.micros)}</Fact>
            <Fact name="Cached">{part(data().cachedTokens, data().costs.cached.micros)}</Fact>
            <Show when={data().costs.discount.micros !== 0}>
              <Fact name="Discount">{microsText(-data().costs.discount.micros, "usd")}</Fact>
            </Show>
            <Fact name="Cost" total>
              {microsText(data().costMicros, "usd")}
            </Fact>
          </Facts>
          <ToldBesides of={data().more} />
        </FactColumns>
      )}
    </Answer>
  )
}

/** Tokens of a kind and what they cost. */
const part = (tokens: number | null, micros: number): string =>
  `${tokens === null ? "" : `${countText(tokens)} for `}${microsText(micros, "usd")}`

/** A name with its id beside it, the id alone, or a dash. */
const Told = (props: { id: string | null; name: string | null }) => (
  <Show when={props.name} fallback={props.id ?? "–"}>
    {props.name} <code data-tone="3">{props.id}</code>
  </Show>
)

function Call(props: { of: RequestDetail }) {
  return (
    <Facts>
      <Fact name="Status">
        <Word status={props.of.status === "ok" ? "ok" : "fail"}>
          {props.of.errorType ?? props.of.status}
          {props.of.statusTold && props.of.statusTold !== (props.of.errorType ?? props.of.status)
            ? ` (${props.of.statusTold})`
            : ""}
        </Word>
      </Fact>
      <Fact name="Model">{[props.of.provider, props.of.model].filter(Boolean).join(" / ") || "not told"}</Fact>
      <Fact name="Project">
        <Told id={props.of.project} name={props.of.projectName} />
      </Fact>
      <Fact name="Key">
        <Told id={props.of.key} name={props.of.keyName} />
      </Fact>
      <Fact name="User">{props.of.user ?? "–"}</Fact>
      <Fact name="When">
        <Time at={props.of.at} seconds />
      </Fact>
      <Fact name="Took">{props.of.durationMs === null ? "–" : latencyText(props.of.durationMs)}</Fact>
      <Fact name="Event">
        <Copy text={props.of.eventId} />
      </Fact>
    </Facts>
  )
}
