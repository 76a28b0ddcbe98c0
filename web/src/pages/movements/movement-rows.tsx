import { createMemo, Show } from "solid-js"
import { exportList } from "../../data/exports.ts"
import { liveMovementRows, type MovementsAsked } from "../../data/movements.ts"
import { createFeed, type FeedAddress } from "../../feed.ts"
import { countText, monthText } from "../../format.ts"
import { usePage } from "../../shell/page.ts"
import { Button } from "../../ui/button.tsx"
import { FeedRows } from "../../ui/feed-rows.tsx"
import { Filters, Listing, SearchFilter } from "../../ui/filter.tsx"
import { SelectFilter } from "../../ui/filter-choice.tsx"
import { NoRows } from "../../ui/no-rows.tsx"
import { Pinned } from "../../ui/pinned.tsx"
import { Section } from "../../ui/section.tsx"
import { Empty } from "../../ui/state.tsx"
import { Time } from "../../ui/time.tsx"
import { COLUMNS, KIND_WORDS, keyOf } from "./columns.tsx"
import { MovementView } from "./movement-view.tsx"

const WORDS = ["kind", "currency", "search"] as const
const NO_WORDS = Object.fromEntries(WORDS.map((name) => [name, undefined]))

type Address = Omit<FeedAddress, "field"> & {
  field: (name: (typeof WORDS)[number] | "cursor" | "page" | "open") => string
}

/** Every movement, newest first: of the chosen month, or of all time while none is chosen. */
export function MovementRows(props: { month: string | undefined; address: Address }) {
  const { field, href, set } = props.address
  const words = createMemo(
    () => Object.fromEntries(WORDS.filter((name) => field(name)).map((name) => [name, field(name)])) as MovementsAsked,
  )
  const filter = (): MovementsAsked => ({ ...words(), ...(props.month ? { month: props.month } : {}) })
  const movements = liveMovementRows(() => ({ ...filter(), ...(field("cursor") ? { cursor: field("cursor") } : {}) }))
  const feed = createFeed(movements, keyOf, props.address)
  const filterCount = () => Object.keys(words()).length
  const allMonths = () => (props.month ? href({ month: undefined }) : undefined)
  const word = (name: (typeof WORDS)[number]) => (value: string) => set({ [name]: value }, { replace: true })
  const kinds = () => {
    const counts = movements.data()?.kinds ?? {}
    return Object.entries(KIND_WORDS)
      .filter(([kind]) => counts[kind] || field("kind") === kind)
      .map(([value, text]) => ({ value, text: `${text} ${countText(counts[value] ?? 0)}` }))
  }
  const currencies = () =>
    [...new Set([...(movements.data()?.currencies ?? []), ...(field("currency") ? [field("currency")] : [])])]
      .sort()
      .map((value) => ({ value, text: value.toUpperCase() }))
  const exportThese = () => void exportList({ list: "movements", filter: { mode: "live", ...filter() } })
  usePage({
    actions: () => [{ title: "Export these movements as CSV", icon: "download", words: "download", run: exportThese }],
  })
  return (
    <Section
      id="movements"
      title={props.month ? `Movements of ${monthText(props.month)}` : "All movements"}
      end={<Show when={allMonths()}>{(href) => <a href={href()}>Of all months</a>}</Show>}
    >
      <Listing>
        <Filters
          views="movements"
          clear={filterCount() > 0 ? href(NO_WORDS) : undefined}
          end={
            <Button icon="download" onClick={exportThese}>
              Export CSV
            </Button>
          }
        >
          <SelectFilter label="Movement" value={field("kind")} items={kinds()} onChange={word("kind")} />
          <SelectFilter label="Billed in" value={field("currency")} items={currencies()} onChange={word("currency")} />
          <SearchFilter
            label="Search movements"
            placeholder="Customer, what happened"
            value={field("search")}
            onChange={word("search")}
          />
        </Filters>
        <Show when={feed.pinned()} keyed>
          {(key) => (
            <Pinned title={key.split(" ")[1] ?? key} close={href({ open: undefined })}>
              <Empty title="Not on this page" text="The movement was changed by news, or stands on another page." />
            </Pinned>
          )}
        </Show>
        <FeedRows
          of={feed}
          label="Movements"
          one="movement"
          columns={COLUMNS}
          detail={(row) => <MovementView of={row} />}
          tellsChanges
          reach={
            <>
              <Show when={movements.data()?.scannedTo}>
                {(at) => (
                  <>
                    ; looked back to <Time at={at()} />
                  </>
                )}
              </Show>
              <Show when={movements.data()?.masked}>
                ; names that are e-mail addresses are masked for the role viewer
              </Show>
            </>
          }
          none={
            <NoRows
              one="movement"
              filterCount={filterCount()}
              noneInTime="No movements in this month"
              clear={href({ ...NO_WORDS, month: undefined })}
              anyTime={allMonths()}
              scannedTo={movements.data()?.scannedTo ?? null}
              further={feed.pages().next}
            >
              <Empty title="No movements yet" text="The first subscription that Stripe tells of begins them." />
            </NoRows>
          }
        />
      </Listing>
    </Section>
  )
}
