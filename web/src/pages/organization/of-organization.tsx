import { useLocation } from "@solidjs/router"
import { type JSX, Show } from "solid-js"
import { organizationIdOf } from "../../shell/nav.ts"

/** What is told of the organization that the address names, made anew for each. */
export function OfOrganization(props: {
  /** Where the address names none. */
  none?: JSX.Element
  children: (organization: {
    id: string
    /** It is shown as an entry of the directory. */
    asStaff: boolean
  }) => JSX.Element
}) {
  const location = useLocation()
  return (
    <Show when={organizationIdOf(location.pathname)} keyed fallback={props.none}>
      {(id) =>
        props.children({
          id,
          get asStaff() {
            return location.pathname.startsWith("/admin/")
          },
        })
      }
    </Show>
  )
}
