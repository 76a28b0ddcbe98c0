import { type JSX, type ParentProps, splitProps } from "solid-js"
import { Icon, type IconName } from "./icon.tsx"
import "./button.css"

type Kind = "primary" | "secondary" | "quiet" | "danger" | "danger-final"

/**
 * A button is a verb with its object. While `busy` it keeps its place and its focus and does nothing; say what it does in
 * its words ("Saving…"). `label` names a button that shows its icon only.
 */
export function Button(
  props: ParentProps<
    { kind?: Kind; icon?: IconName; busy?: boolean; label?: string } & Omit<
      JSX.ButtonHTMLAttributes<HTMLButtonElement>,
      "onClick"
    > & {
        onClick?: (event: MouseEvent) => void
      }
  >,
) {
  const [own, rest] = splitProps(props, ["kind", "icon", "busy", "label", "children", "onClick"])
  return (
    <button
      type="button"
      {...rest}
      data-component="button"
      data-kind={own.kind ?? "secondary"}
      data-icon-only={own.label !== undefined ? "" : undefined}
      aria-label={own.label}
      title={own.label}
      aria-disabled={own.busy ? "true" : undefined}
      onClick={(event) => {
        if (!own.busy) own.onClick?.(event)
      }}
    >
      {own.icon && <Icon name={own.icon} size="small" />}
      {own.children}
    </button>
  )
}
