import { For, Show } from "solid-js"
import type { Generation, GenerationStep } from "../../data/generations.ts"
import { latencyText, sizeText } from "../../format.ts"
import { Copy } from "../../ui/copy.tsx"
import { Fact, FactColumns, Facts, ToldBesides } from "../../ui/facts.tsx"
import { Time } from "../../ui/time.tsx"
import { Word } from "../../ui/word.tsx"
import { Organization, Person, Result } from "./columns.tsx"
import "./generation-view.css"

/** One generation opened: what it was, every step it took, and whatever else was told of it. */
export function GenerationView(props: { of: Generation }) {
  return (
    <FactColumns>
      <Facts>
        <Fact name="When">
          <Time at={props.of.at} seconds />
        </Fact>
        <Fact name="User">
          <Person of={props.of} />
        </Fact>
        <Fact name="Organization">
          <Organization id={props.of.organizationId} />
        </Fact>
        <Fact name="Mode">{props.of.mode ?? "not told"}</Fact>
        <Fact name="Result">
          <Result of={props.of} />
        </Fact>
        <Fact name="Size">{props.of.sizeBytes === null ? "not told" : sizeText(props.of.sizeBytes)}</Fact>
        <Fact name="Event">
          <Copy text={props.of.eventId} />
        </Fact>
      </Facts>
      <section aria-label="Steps">
        <Show when={props.of.steps.length > 0} fallback={<p data-tone="2">It told no steps.</p>}>
          <Facts>
            <For each={props.of.steps}>
              {(step) => (
                <Fact
                  name={
                    <>
                      <code>{step.component}</code>
                      {step.isModel ? ", the model" : ""}
                    </>
                  }
                >
                  <Step of={step} />
                </Fact>
              )}
            </For>
          </Facts>
        </Show>
      </section>
      <ToldBesides of={props.of.more} />
    </FactColumns>
  )
}

/** How a step went: its time, or that it was skipped or failed, after how long, and why. */
function Step(props: { of: GenerationStep }) {
  const words = () =>
    [props.of.ms === null ? "" : `after ${latencyText(props.of.ms)}`, props.of.reason ?? ""].filter(Boolean).join(": ")
  return (
    <Show when={props.of.state !== "timed"} fallback={latencyText(props.of.ms ?? 0)}>
      <Word status={props.of.state === "skipped" ? "skipped" : "fail"}>{props.of.state}</Word>
      <Show when={words()}>{(why) => <span data-component="stepwhy">{why()}</span>}</Show>
    </Show>
  )
}
