import { Show } from "solid-js"
import { SUBSCRIPTION_SORTS } from "#shared/contract/subscriptions.ts"
import { useAddress } from "../../address.ts"
import { exportList } from "../../data/exports.ts"
import { liveSubscriptions, type SubscriptionsAsked } from "../../data/subscriptions.ts"
import { createFeed } from "../../feed.ts"
import { countText } from "../../format.ts"
import { usePage } from "../../shell/page.ts"
import { chosenColumns } from "../../ui/column-choice.tsx"
import { FeedRows } from "../../ui/feed-rows.tsx"
import { Filters, Listing, SearchFilter } from "../../ui/filter.tsx"
import { SelectFilter } from "../../ui/filter-choice.tsx"
import { FirstAnswer } from "../../ui/first-answer.tsx"
import { ListEnd } from "../../ui/list-end.tsx"
import { LiveHead } from "../../ui/live-head.tsx"
import { Pinned } from "../../ui/pinned.tsx"
import { offeredItems, wordsAsked } from "../../words-asked.ts"
import { ModeSegments, modeIn, otherMode } from "../stripe/mode.tsx"
import { COLUMNS, keyOf } from "./columns.tsx"
import { NoSubscriptions } from "./no-subscriptions.tsx"
import { STATUS_NAMES, statusText } from "./status-word.tsx"
import { SubscriptionView } from "./subscription-view.tsx"
import { Totals } from "./totals.tsx"
import "./subscriptions.css"

const WORDS = ["status", "plan", "concern", "search"] as const
const CONCERNS = [
  { value: "cancelling", text: "end is asked for" },
  { value: "failing", text: "payment failed" },
  { value: "paused", text: "paused" },
]

/** Every subscription with what it is worth, how it stands and when it renews or ends; and commands to Stripe about one. */
export default function SubscriptionsPage() {
  const address = useAddress({
    ...{ mode: "live", status: "", plan: "", concern: "", search: "", sort: "mrr", order: "desc" },
    ...{ cursor: "", page: "", open: "" },
  })
  const { field, href } = address
  const mode = () => modeIn(field)
  const words = wordsAsked(WORDS, address)
  const sort = () => SUBSCRIPTION_SORTS.find((one) => one === field("sort")) ?? "mrr"
  const order = () => (field("order") === "asc" ? "asc" : "desc")
  const query = (): SubscriptionsAsked => ({
    ...(mode() === "test" ? { mode: "test" } : {}),
    ...(words.asked() as SubscriptionsAsked),
    sort: sort(),
    order: order(),
  })
  const subscriptions = liveSubscriptions(() => ({
    ...query(),
    ...(field("cursor") ? { cursor: field("cursor") } : {}),
  }))
  const feed = createFeed(subscriptions, keyOf, address)
  const shown = chosenColumns("subscriptions", COLUMNS)
  const clear = () => href(words.none)
  const statuses = () => {
    const counts = subscriptions.data()?.statuses ?? {}
    const offered = STATUS_NAMES.filter((one) => counts[one] !== undefined || field("status") === one)
    return offered.map((value) => ({ value, text: `${statusText(value)} ${countText(counts[value] ?? 0)}` }))
  }
  const plans = () => offeredItems(subscriptions.data()?.plans, field("plan"))
  const exportThese = () => void exportList({ list: "subscriptions", filter: query() as never })
  usePage({
    actions: () => [
      { title: "Export these subscriptions as CSV", icon: "download", words: "download", run: exportThese },
    ],
  })

  return (
    <>
      <LiveHead
        title="Subscriptions"
        note="What each is worth by the month, when it renews or ends, and what could not be collected."
        of={subscriptions}
      />
      <Listing>
        <Filters
          views="subscriptions"
          clear={words.count() > 0 ? clear() : undefined}
          end={<ListEnd list="subscriptions" columns={COLUMNS} onExport={exportThese} />}
        >
          <ModeSegments mode={mode()} href={href} without={words.none} />
          <SelectFilter label="Status" value={field("status")} items={statuses()} onChange={words.choose("status")} />
          <SelectFilter label="Plan" value={field("plan")} items={plans()} onChange={words.choose("plan")} />
          <SelectFilter label="Concern" value={field("concern")} items={CONCERNS} onChange={words.choose("concern")} />
          <SearchFilter
            label="Search subscriptions"
            placeholder="Customer, id, plan"
            value={field("search")}
            onChange={words.choose("search")}
          />
        </Filters>
        <FirstAnswer of={subscriptions} lines={14} tall="32rem">
          <Show when={subscriptions.data()}>
            {(data) => (
              <Show when={data().totals.count > 0}>
                <Totals of={data().totals} />
              </Show>
            )}
          </Show>
          <Show when={feed.pinned()} keyed>
            {(subscriptionId) => (
              <Pinned title={subscriptionId} close={href({ open: undefined })}>
                <SubscriptionView of={{ mode: mode(), subscriptionId }} />
              </Pinned>
            )}
          </Show>
          <FeedRows
            of={feed}
            label="Subscriptions"
            wide
            one="subscription"
            columns={shown()}
            detail={(row) => <SubscriptionView of={row} />}
            sort={{ by: sort(), order: order(), href: (by, to) => href({ sort: by, order: to }) }}
            tellsChanges
            reach={<Show when={subscriptions.data()?.masked}>; whose they are is masked for the role viewer</Show>}
            none={
              <NoSubscriptions
                mode={mode()}
                filterCount={words.count()}
                clear={clear()}
                otherMode={href({ ...words.none, mode: otherMode(mode()) })}
              />
            }
          />
        </FirstAnswer>
      </Listing>
    </>
  )
}
