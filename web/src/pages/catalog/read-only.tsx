import { Show } from "solid-js"
import { useMe } from "../../data/me.ts"
import { Banner } from "../../ui/banner.tsx"

/** To whoever may only read the catalog: what it takes to change it, and who grants that. */
export function ReadOnly() {
  const me = useMe()
  return (
    <Show when={me() && me()!.staffRole !== "admin"}>
      <Banner status="idle" title="Read only.">
        Changing the catalog takes staff admin; your role is {me()?.staffRole}. A staff admin can grant it.
      </Banner>
    </Show>
  )
}
