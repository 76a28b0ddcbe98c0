import { Head } from "../ui/head.tsx"
import { Sheet } from "../ui/sheet.tsx"
import { NotAllowed } from "../ui/state.tsx"

/** What somebody who is not staff finds at a page of the platform. */
export function StaffOnlyPage() {
  return (
    <>
      <Head title="This page is for staff" />
      <Sheet>
        <NotAllowed
          title="You are not staff of this console"
          text="A staff admin can grant it. Your organization is in the sidebar."
        />
      </Sheet>
    </>
  )
}
