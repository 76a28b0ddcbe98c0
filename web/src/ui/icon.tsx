import "./icon.css"

/** The drawings of index.html's sprite that stand for a thing or an act. */
export type IconName =
  | "search"
  | "refresh"
  | "copy"
  | "out"
  | "down"
  | "right"
  | "menu"
  | "download"
  | "columns"
  | "plus"
  | "close"
  | "check"
  | "lock"
  | "link"
  | "user"
  | "org"
  | "page"
  | "bolt"
  | "empty"
  | "range"
  | "clock"
  | "view"

/** A stroke drawing of 16 px, 13 when small; decoration only, the words beside it say the same. */
export function Icon(props: { name: IconName; size?: "small" }) {
  return (
    <svg data-component="icon" data-size={props.size} aria-hidden="true">
      <use href={`#i-${props.name}`} />
    </svg>
  )
}
