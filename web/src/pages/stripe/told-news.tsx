import { For, type JSX, Show } from "solid-js"
import type { Instant } from "#shared/time.ts"
import { Fact, Facts } from "../../ui/facts.tsx"
import { Time } from "../../ui/time.tsx"

interface Told {
  at: Instant
  type: string
  /** The delivery that told it; null where Stripe was asked. */
  deliveryId: string | null
  /** What that changed, in words. */
  changes: readonly string[]
}

/** What was told of something and what that changed, the newest first, each with the delivery that told it. */
export const ToldNews = <News extends Told>(props: {
  of: readonly News[]
  /** What one is about, where that is a part of it. */
  about?: (news: News) => JSX.Element
  /** What is said where nothing was told. */
  none?: JSX.Element
}) => (
  <section aria-label="What was told of it" data-part="told">
    <p data-tone="3">What was told of it</p>
    <Show when={props.of.length > 0} fallback={props.none}>
      <Facts start>
        <For each={props.of}>
          {(one) => (
            <Fact name={<Time at={one.at} seconds />}>
              {props.about?.(one)}
              {one.changes.join("; ") || "nothing that is kept changed"}{" "}
              <Show when={one.deliveryId} fallback={<span data-tone="3">Stripe's answer</span>}>
                {(id) => (
                  <a href={`/admin/webhooks/stripe/${encodeURIComponent(id())}`}>
                    <code>{one.type}</code>
                  </a>
                )}
              </Show>
            </Fact>
          )}
        </For>
      </Facts>
    </Show>
  </section>
)
