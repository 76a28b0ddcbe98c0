import "./mark.css"
import "./status.css"

/** The solid silhouettes of index.html's sprite: readable at 10 px without colour. */
const SHAPES = {
  ok: "ok",
  active: "ok",
  applied: "ok",
  ready: "ok",
  warn: "warn",
  skipped: "skipped",
  fail: "fail",
  failed: "fail",
  parked: "fail",
  broken: "fail",
  observing: "observing",
  received: "observing",
  requested: "observing",
  writing: "observing",
  info: "observing",
  idle: "idle",
  inactive: "idle",
  ignored: "idle",
  noData: "noData",
  deleted: "noData",
  fixed: "fixed",
  sentry: "sentry",
  loadtest: "loadtest",
  ci: "ci",
  ahead: "ahead",
  now: "now",
} as const
export type StatusWord = keyof typeof SHAPES

/** The shape of a word of status. With a label it speaks for itself, without one it stands beside its word. */
export function Mark(props: { status: StatusWord; size?: "large"; label?: string }) {
  return (
    <svg
      data-component="mark"
      data-status={props.status}
      data-size={props.size}
      role={props.label ? "img" : undefined}
      aria-label={props.label}
      aria-hidden={props.label ? undefined : "true"}
    >
      <use href={`#m-${SHAPES[props.status]}`} />
    </svg>
  )
}
