import { Show } from "solid-js"

/** Fields that Stripe should have told and did not, by path; nothing where there are none. */
export const Misses = (props: { of: readonly string[] }) => (
  <Show when={props.of.length > 0}>
    <p data-tone="2">
      Stripe should have told and did not: <code>{props.of.join(", ")}</code>
    </p>
  </Show>
)
