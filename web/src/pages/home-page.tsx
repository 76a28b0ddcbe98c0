import { Navigate } from "@solidjs/router"
import { Show } from "solid-js"
import { useMe } from "../data/me.ts"
import { recentOrganizations } from "../data/organizations.ts"
import { homePath } from "../shell/nav.ts"
import { Head } from "../ui/head.tsx"
import { Sheet } from "../ui/sheet.tsx"
import { NotAllowed } from "../ui/state.tsx"

/** Sends everybody to where their day begins. */
export function HomePage() {
  const me = useMe()
  return (
    <Show when={me()}>
      {(person) => {
        const path = homePath(person().staffRole, person().organizations, recentOrganizations(person().personId)[0]?.id)
        return path ? <Navigate href={path} /> : <Nowhere />
      }}
    </Show>
  )
}

function Nowhere() {
  return (
    <>
      <Head title="Nothing to show yet" />
      <Sheet>
        <NotAllowed
          title="You are in no organization"
          text="An owner of one, or an admin of this console, can invite you."
        />
      </Sheet>
    </>
  )
}
