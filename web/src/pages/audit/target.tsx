import { Show } from "solid-js"
import type { AuditEntry } from "../../data/audit.ts"
import { directoryPath } from "../../shell/nav.ts"

/** Where the thing stands that a command was about, by the kind of thing. */
const PATHS: Record<string, (id: string) => string> = {
  delivery: (id) => `/admin/webhooks/stripe/${encodeURIComponent(id)}`,
  export: () => "/admin/exports",
  settings: (id) => `/admin/settings/${encodeURIComponent(id)}`,
  ingestKey: () => "/admin/settings/ingest-keys",
  organization: directoryPath,
}

/** What a command was about, and the way to it. `plain` keeps the colour of the text until it is pointed at. */
export function Target(props: { of: AuditEntry["target"]; plain?: boolean }) {
  return (
    <>
      {props.of.kind}{" "}
      <Show when={PATHS[props.of.kind]} fallback={<code data-tone="2">{props.of.id}</code>}>
        {(path) => (
          <a href={path()(props.of.id)} data-plain={props.plain ? "" : undefined}>
            <code data-tone={props.plain ? "2" : undefined}>{props.of.id}</code>
          </a>
        )}
      </Show>
    </>
  )
}
