import { Show } from "solid-js"
import { directoryPath } from "../../shell/nav.ts"
import "./transactions.css"

/** Who paid: by name, over the address or what it was for; the name leads to the organization that the customer is. */
export function Customer(props: {
  of: {
    name: string | null
    email: string | null
    description?: string | null
    customerId: string | null
    organizationId: string | null
  }
}) {
  const lines = () =>
    [props.of.name, props.of.email, props.of.description ?? null, props.of.customerId].filter((text) => text !== null)
  const name = () => lines()[0] ?? "nobody named"
  return (
    <span data-part="two">
      <Show when={props.of.organizationId} fallback={<span title={name()}>{name()}</span>}>
        {(id) => (
          <a href={directoryPath(id())} title={name()}>
            {name()}
          </a>
        )}
      </Show>
      <Show when={lines()[1]}>
        {(second) => (
          <span data-tone="3" title={second()}>
            {second()}
          </span>
        )}
      </Show>
    </span>
  )
}
