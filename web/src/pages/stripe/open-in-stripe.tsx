import { Show } from "solid-js"
import { useMe } from "../../data/me.ts"
import { Icon } from "../../ui/icon.tsx"

/** Where Stripe shows something, by its path there; not where Stripe itself is a stand-in. */
export function OpenInStripe(props: { mode: "live" | "test"; path: string; words?: string }) {
  const me = useMe()
  const isReal = () => me() !== undefined && !me()!.console.sandboxes.includes("stripe")
  return (
    <Show when={isReal()}>
      <a
        data-component="outward"
        href={`https://dashboard.stripe.com/${props.mode === "test" ? "test/" : ""}${props.path}`}
        target="_blank"
        rel="noopener"
      >
        <Icon name="out" size="small" /> {props.words ?? "Open in Stripe"}
      </a>
    </Show>
  )
}
