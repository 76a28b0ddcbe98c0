import { Copy } from "./copy.tsx"
import "./command.css"

/** A command to copy, whole; it scrolls rather than breaks. */
export function Command(props: { text: string; label: string }) {
  return (
    <div data-component="command">
      <pre tabindex="0" role="region" aria-label={props.label}>
        <code>{props.text}</code>
      </pre>
      <Copy text={props.text} label={props.label} shown="Copy the command" />
    </div>
  )
}
