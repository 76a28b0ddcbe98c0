import { type JSX, Show } from "solid-js"
import type { IngestKey, Keys } from "../../data/ingest-keys.ts"
import { countOf } from "../../format.ts"
import type { createPages } from "../../list-pages.ts"
import { Answer } from "../../ui/answer.tsx"
import { Button } from "../../ui/button.tsx"
import { Pager } from "../../ui/pager.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Empty, Skeleton } from "../../ui/state.tsx"
import { Table } from "../../ui/table.tsx"
import { ORGANIZATION_COLUMNS, PLATFORM_COLUMNS } from "./columns.tsx"
import { CreateKey } from "./create-key.tsx"
import type { KeyDesk } from "./desk.ts"
import { KeyView } from "./key-view.tsx"
import { RevokeKey } from "./revoke-key.tsx"

/** A list of keys with what is done about them. `none` is said instead of an empty list that is narrowed. */
export function KeyList(props: {
  keys: Keys
  desk: KeyDesk
  pages: ReturnType<typeof createPages>
  open: { key: string; toggle: (key: string) => void }
  mayWrite: boolean
  forbidden?: { title: string; text: string }
  none?: JSX.Element
}) {
  return (
    <>
      <Sheet busy={props.keys.loading()}>
        <Answer
          of={props.keys}
          skeleton={<Skeleton lines={5} tall="12rem" />}
          {...(props.forbidden ? { forbidden: props.forbidden } : {})}
        >
          {(data) => (
            <Show
              when={data().items.length > 0}
              fallback={
                <Show when={!props.none} fallback={props.none}>
                  <Empty
                    icon="lock"
                    title="No ingest keys yet"
                    text="Events are sent with a key. Its creation shows the secret once, and a command that sends a first event."
                  >
                    <Show when={props.mayWrite}>
                      <Button kind="primary" onClick={props.desk.begin}>
                        Create key
                      </Button>
                    </Show>
                  </Empty>
                </Show>
              }
            >
              <Table
                label="Ingest keys, as a table"
                columns={props.desk.organizationId === undefined ? PLATFORM_COLUMNS : ORGANIZATION_COLUMNS}
                rows={data().items}
                keyOf={(row: IngestKey) => row.keyId}
                open={{
                  ...props.open,
                  detail: (row: IngestKey) => <KeyView of={row} desk={props.desk} mayWrite={props.mayWrite} />,
                }}
                changing={props.keys.changing()}
              />
              <Pager {...props.pages()} words={{ first: "Newest", previous: "Later", next: "Earlier" }}>
                {countOf(data().items.length, "key")} on this page
              </Pager>
            </Show>
          )}
        </Answer>
      </Sheet>
      <Show when={props.desk.wish()}>{(wish) => <CreateKey desk={props.desk} wish={wish()} />}</Show>
      <Show when={props.desk.revoking()}>{(key) => <RevokeKey desk={props.desk} of={key()} />}</Show>
    </>
  )
}
