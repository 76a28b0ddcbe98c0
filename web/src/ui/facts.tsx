import { For, type JSX, type ParentProps, Show } from "solid-js"
import "./facts.css"

/** Names and their values, one a line. `start` sets values beside their names instead of at the line's end. */
export function Facts(props: ParentProps<{ start?: boolean; small?: boolean }>) {
  return (
    <dl data-component="facts" data-start={props.start ? "" : undefined} data-small={props.small ? "" : undefined}>
      {props.children}
    </dl>
  )
}

/** One line of facts; `total` rules it once over and twice under. */
export function Fact(props: ParentProps<{ name: JSX.Element; total?: boolean }>) {
  return (
    <>
      <dt data-total={props.total ? "" : undefined}>{props.name}</dt>
      <dd data-total={props.total ? "" : undefined}>{props.children}</dd>
    </>
  )
}

/** Facts side by side, as many as there is room for. */
export const FactColumns = (props: ParentProps) => <div data-component="factcolumns">{props.children}</div>

/** What was told of something besides what is known of its kind, as it was told; nothing where nothing was. */
export function ToldBesides(props: { of: Readonly<Record<string, unknown>> }) {
  return (
    <Show when={Object.keys(props.of).length > 0}>
      <section aria-label="Told besides">
        <Facts>
          <For each={Object.entries(props.of)}>
            {([name, value]) => (
              <Fact name={<code>{name}</code>}>
                <code>{typeof value === "string" ? value : JSON.stringify(value)}</code>
              </Fact>
            )}
          </For>
        </Facts>
      </section>
    </Show>
  )
}
