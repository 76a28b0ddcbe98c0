import { Head } from "../../ui/head.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Empty } from "../../ui/state.tsx"

/** The page of an organization that there is not for its reader. */
export function NoOrganization(props: { organizationId: string; asStaff: boolean }) {
  return (
    <>
      <Head title="No such organization" />
      <Sheet>
        <Empty
          icon="org"
          title={`There is no organization ${props.organizationId} for you`}
          text="It does not exist, was deleted, or is somebody else's."
        >
          <a href={props.asStaff ? "/admin/organizations" : "/"}>
            {props.asStaff ? "Open the directory" : "Go to the start"}
          </a>
        </Empty>
      </Sheet>
    </>
  )
}
