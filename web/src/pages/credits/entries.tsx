import { createEffect, on, Show } from "solid-js"
import { useAddress } from "../../address.ts"
import { type Credits, type EntryType, liveEntries } from "../../data/credits.ts"
import { exportList } from "../../data/exports.ts"
import { createFeed } from "../../feed.ts"
import { Button } from "../../ui/button.tsx"
import { chosenColumns } from "../../ui/column-choice.tsx"
import { FeedRows } from "../../ui/feed-rows.tsx"
import { SelectFilter } from "../../ui/filter-choice.tsx"
import { Filters, Listing } from "../../ui/filter.tsx"
import { ListEnd } from "../../ui/list-end.tsx"
import { NoRows } from "../../ui/no-rows.tsx"
import { Empty } from "../../ui/state.tsx"
import { COLUMNS, keyOf } from "./columns.tsx"
import { EntryView } from "./entry-view.tsx"
import { Recount } from "./recount.tsx"
import { TYPE_WORDS, TYPES } from "./words.ts"

const TYPE_ITEMS = TYPES.map((value) => ({ value, text: TYPE_WORDS[value] }))

/** The ledger of an organization, the newest entry first. */
export function Entries(props: {
  organizationId: string
  onGift: (() => void) | undefined
  /** The number of the entry that the reader just made: it is shown at once. */
  given: number | undefined
  isDeleted: boolean
  /** How the last nightly recount ended. */
  check: Credits["check"] | undefined
}) {
  const address = useAddress({ type: "", cursor: "", page: "", open: "" })
  const { field, href, set } = address
  const type = () => (field("type") || undefined) as EntryType | undefined
  const entries = liveEntries(props.organizationId, () => ({
    ...(type() ? { type: type()! } : {}),
    ...(field("cursor") ? { cursor: field("cursor") } : {}),
  }))
  const feed = createFeed(entries, keyOf, address)
  createEffect(
    on(
      () => props.given,
      () => props.given && entries.refresh(),
      { defer: true },
    ),
  )
  createEffect(() => {
    if (entries.data()?.items.some(({ seq }) => seq === props.given)) feed.held.show()
  })
  const shown = chosenColumns("credits", COLUMNS)
  const exportThese = () =>
    void exportList({
      list: "credits",
      organizationId: props.organizationId,
      filter: type() ? { type: type()! } : {},
    })
  const clear = () => href({ type: undefined })
  return (
    <Listing>
      <Filters
        clear={type() ? clear() : undefined}
        end={
          <>
            <Recount organizationId={props.organizationId} check={props.check} />
            <ListEnd list="credits" columns={COLUMNS} onExport={exportThese} />
            <Show when={props.onGift}>
              {(gift) => (
                <Button kind="primary" onClick={gift()}>
                  Gift credits…
                </Button>
              )}
            </Show>
          </>
        }
      >
        <SelectFilter
          label="Type"
          value={field("type")}
          items={TYPE_ITEMS}
          onChange={(value) => set({ type: value, cursor: undefined, page: undefined }, { replace: true })}
        />
      </Filters>
      <FeedRows
        of={feed}
        label="Ledger entries"
        one="entry"
        many="entries"
        columns={shown()}
        detail={(row) => <EntryView of={row} />}
        none={
          <NoRows
            one="entry"
            noneInTime="No entries"
            filterCount={type() ? 1 : 0}
            clear={clear()}
            anyTime={undefined}
            further={feed.pages().next}
          >
            <Empty
              icon="page"
              title="No entries yet"
              text={
                props.isDeleted
                  ? "This organization was deleted before it had any credits."
                  : "A gift makes one, and usage does when its hour is over."
              }
            >
              <Show when={props.onGift}>
                {(gift) => (
                  <Button kind="primary" onClick={gift()}>
                    Gift credits…
                  </Button>
                )}
              </Show>
            </Empty>
          </NoRows>
        }
      />
    </Listing>
  )
}
