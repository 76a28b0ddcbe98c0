import { Show } from "solid-js"
import { createStore } from "solid-js/store"
import type { DeliveryStatus } from "#shared/contract/webhooks.ts"
import { useAddress } from "../../address.ts"
import { exportList } from "../../data/exports.ts"
import { type Delivery, liveDeliveries } from "../../data/webhooks.ts"
import { createFeed } from "../../feed.ts"
import { countText } from "../../format.ts"
import { usePage } from "../../shell/page.ts"
import { ANY_TIME, againMs, isNarrowed, NO_TIME, timeAskedBy, timeFilterOf } from "../../time-asked.ts"
import { chosenColumns } from "../../ui/column-choice.tsx"
import { FeedRows } from "../../ui/feed-rows.tsx"
import { createOffered, Filters, Listing, SearchFilter, WordFilter } from "../../ui/filter.tsx"
import { ListEnd } from "../../ui/list-end.tsx"
import { Head } from "../../ui/head.tsx"
import { Pinned } from "../../ui/pinned.tsx"
import { LinkSegments } from "../../ui/segments.tsx"
import { Time } from "../../ui/time.tsx"
import { TimeFilter } from "../../ui/time-filter.tsx"
import { columnsOf, keyOf } from "./columns.tsx"
import { DeliveryView } from "./delivery-view.tsx"
import { NoDeliveries } from "./no-deliveries.tsx"

const STATUSES = ["received", "applied", "ignored", "parked"] as const satisfies DeliveryStatus[]

/** The inbox: what outside services sent, what became of it, and doing it again. */
export default function WebhooksPage() {
  const address = useAddress({
    status: "",
    type: "",
    search: "",
    ...ANY_TIME,
    cursor: "",
    page: "",
    open: "",
  })
  const { field, href, set } = address
  const words = () => ({
    ...(field("status") ? { status: field("status") as DeliveryStatus } : {}),
    ...(field("type") ? { type: field("type") } : {}),
    ...(field("search") ? { search: field("search") } : {}),
  })
  const time = () => timeAskedBy(field)
  const filter = () => ({ ...words(), ...timeFilterOf(time()) })
  const deliveries = liveDeliveries(
    () => ({ ...filter(), ...(field("cursor") ? { cursor: field("cursor") } : {}) }),
    () => againMs(time()),
  )
  const feed = createFeed(deliveries, keyOf, address)
  // A row that news pushed off the page is told by its opened detail what became of it.
  const [opened, setOpened] = createStore<Record<string, Delivery>>({})
  const columns = columnsOf((row) => opened[keyOf(row)] ?? row)
  const shown = chosenColumns("webhooks", columns)
  const filterCount = () => Object.keys(words()).length
  const anyTime = () => (isNarrowed(time()) ? href(NO_TIME) : undefined)
  const clear = () => href({ status: undefined, type: undefined, search: undefined, ...NO_TIME })
  const total = () => Object.values(deliveries.data()?.counts ?? {}).reduce((sum, count) => sum + count, 0)
  const types = createOffered(() => (deliveries.data()?.items ?? []).map(({ type }) => type))
  const segments = () => [
    { href: href({ status: undefined }), on: field("status") === "", text: counted("All", total()) },
    ...STATUSES.map((status) => ({
      href: href({ status }),
      on: field("status") === status,
      text: counted(status.slice(0, 1).toUpperCase() + status.slice(1), deliveries.data()?.counts[status] ?? 0),
    })),
  ]
  const counted = (text: string, count: number) => (
    <>
      {text} <Show when={deliveries.data()}>{<b>{countText(count)}</b>}</Show>
    </>
  )
  const exportThese = () => void exportList({ list: "webhooks", filter: filter() })
  usePage({
    actions: () => [{ title: "Export these webhooks as CSV", icon: "download", words: "download", run: exportThese }],
  })

  return (
    <>
      <Head
        title="Webhooks"
        note="Every delivery is kept as it came, then applied, ignored with a reason, or parked after ten failures."
      />
      <Listing>
        <Filters
          views="webhooks"
          clear={filterCount() > 0 || anyTime() ? clear() : undefined}
          end={<ListEnd list="webhooks" columns={columns} onExport={exportThese} />}
        >
          <LinkSegments label="Status" items={segments()} />
          <SearchFilter
            label="Search deliveries"
            placeholder="Id, object, customer, reason"
            value={field("search")}
            onChange={(search) => set({ search }, { replace: true })}
          />
          <WordFilter
            label="Type"
            value={field("type")}
            offered={types()}
            onChange={(type) => set({ type }, { replace: true })}
          />
          <TimeFilter label="Received" asked={time()} onChange={(asked) => set({ ...asked }, { replace: true })} />
        </Filters>
        <Show when={feed.pinned()} keyed>
          {(key) => (
            <Pinned title={nameOf(key).deliveryId} close={href({ open: undefined })}>
              <DeliveryView of={nameOf(key)} />
            </Pinned>
          )}
        </Show>
        <FeedRows
          of={feed}
          label="Deliveries"
          one="delivery"
          many="deliveries"
          columns={shown()}
          detail={(row) => <DeliveryView of={row} onNews={(news) => setOpened(keyOf(row), news)} />}
          tellsChanges
          reach={
            <Show when={deliveries.data()?.scannedTo}>
              {(at) => (
                <>
                  ; looked back to <Time at={at()} />
                </>
              )}
            </Show>
          }
          none={
            <NoDeliveries
              filterCount={filterCount()}
              status={filterCount() === 1 ? words().status : undefined}
              total={total()}
              clear={clear()}
              anyTime={anyTime()}
              scannedTo={deliveries.data()?.scannedTo ?? null}
              further={feed.pages().next}
            />
          }
        />
      </Listing>
    </>
  )
}

/** The name of a delivery in an address: `stripe/evt_1`. */
function nameOf(key: string): { provider: "stripe"; deliveryId: string } {
  return { provider: "stripe", deliveryId: key.slice(key.indexOf("/") + 1) }
}
