import type { Mode } from "#shared/contract/transactions.ts"
import type { Changes } from "../../address.ts"
import { LinkSegments } from "../../ui/segments.tsx"

const MODES = ["live", "test"] as const
const TEXTS: Record<Mode, string> = { live: "Live", test: "Test" }

/** Stripe's mode that an address asks for; live unless it says test. */
export const modeIn = (field: (name: "mode") => string): Mode => (field("mode") === "test" ? "test" : "live")
export const otherMode = (mode: Mode): Mode => (mode === "live" ? "test" : "live")

/** Live money or test money: they never stand in one list. */
export function ModeSegments(props: { mode: Mode; href: (changes: Changes) => string; without?: Changes }) {
  const items = () =>
    MODES.map((mode) => ({ href: props.href({ ...props.without, mode }), on: props.mode === mode, text: TEXTS[mode] }))
  return <LinkSegments label="Mode" items={items()} />
}
