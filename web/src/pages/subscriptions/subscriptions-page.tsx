import { createMemo, Show } from "solid-js"
import { SUBSCRIPTION_SORTS } from "#shared/contract/subscriptions.ts"
import { useAddress } from "../../address.ts"
import { exportList } from "../../data/exports.ts"
import { liveSubscriptions, type SubscriptionsAsked } from "../../data/subscriptions.ts"
import { createFeed } from "../../feed.ts"
import { countText } from "../../format.ts"
import { usePage } from "../../shell/page.ts"
import { Button } from "../../ui/button.tsx"
import { chosenColumns, ColumnChoice } from "../../ui/column-choice.tsx"
import { FeedRows } from "../../ui/feed-rows.tsx"
import { Filters, Listing, SearchFilter } from "../../ui/filter.tsx"
import { SelectFilter } from "../../ui/filter-choice.tsx"
import { Head } from "../../ui/head.tsx"
import { Pinned } from "../../ui/pinned.tsx"
import { Refresh } from "../../ui/refresh.tsx"
import { LinkSegments } from "../../ui/segments.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Skeleton } from "../../ui/state.tsx"
import { Time } from "../../ui/time.tsx"
import { COLUMNS, keyOf } from "./columns.tsx"
import { NoSubscriptions } from "./no-subscriptions.tsx"
import { STATUS_NAMES, statusText } from "./status-word.tsx"
import { SubscriptionView } from "./subscription-view.tsx"
import { Totals } from "./totals.tsx"
import "./subscriptions.css"

const WORDS = ["status", "plan", "concern", "search"] as const
const NO_WORDS = Object.fromEntries(WORDS.map((name) => [name, undefined]))
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
  const { field, href, set } = address
  const mode = () => (field("mode") === "test" ? "test" : "live")
  const words = createMemo(
    () =>
      Object.fromEntries(WORDS.filter((name) => field(name)).map((name) => [name, field(name)])) as SubscriptionsAsked,
  )
  const sort = () => SUBSCRIPTION_SORTS.find((one) => one === field("sort")) ?? "mrr"
  const order = () => (field("order") === "asc" ? "asc" : "desc")
  const query = (): SubscriptionsAsked => ({
    ...(mode() === "test" ? { mode: "test" } : {}),
    ...words(),
    sort: sort(),
    order: order(),
  })
  const subscriptions = liveSubscriptions(() => ({
    ...query(),
    ...(field("cursor") ? { cursor: field("cursor") } : {}),
  }))
  const feed = createFeed(subscriptions, keyOf, address)
  const shown = chosenColumns("subscriptions", COLUMNS)
  const filterCount = () => Object.keys(words()).length
  const clear = () => href(NO_WORDS)
  const word = (name: (typeof WORDS)[number]) => (value: string) => set({ [name]: value }, { replace: true })
  const modes = () =>
    (["live", "test"] as const).map((one) => ({
      href: href({ ...NO_WORDS, mode: one }),
      on: mode() === one,
      text: one === "live" ? "Live" : "Test",
    }))
  const statuses = () => {
    const counts = subscriptions.data()?.statuses ?? {}
    const offered = STATUS_NAMES.filter((one) => counts[one] !== undefined || field("status") === one)
    return offered.map((value) => ({ value, text: `${statusText(value)} ${countText(counts[value] ?? 0)}` }))
  }
  const plans = () =>
    [...new Set([...(subscriptions.data()?.plans ?? []), ...(field("plan") ? [field("plan")] : [])])]
      .sort()
      .map((value) => ({ value, text: value }))
  const exportThese = () => void exportList({ list: "subscriptions", filter: query() as never })
  usePage({
    actions: () => [
      { title: "Export these subscriptions as CSV", icon: "download", words: "download", run: exportThese },
    ],
  })

  return (
    <>
      <Head
        title="Subscriptions"
        note={
          <>
            What each is worth by the month, when it renews or ends, and what could not be collected.
            <Show when={subscriptions.data()}>
              {(data) => (
                <>
                  {" "}
                  As of <Time at={data().asOf} as="clock" />.
                </>
              )}
            </Show>
          </>
        }
      >
        <Refresh of={subscriptions} />
      </Head>
      <Listing>
        <Filters
          views="subscriptions"
          clear={filterCount() > 0 ? clear() : undefined}
          end={
            <>
              <ColumnChoice list="subscriptions" columns={COLUMNS} />
              <Button icon="download" onClick={exportThese}>
                Export CSV
              </Button>
            </>
          }
        >
          <LinkSegments label="Mode" items={modes()} />
          <SelectFilter label="Status" value={field("status")} items={statuses()} onChange={word("status")} />
          <SelectFilter label="Plan" value={field("plan")} items={plans()} onChange={word("plan")} />
          <SelectFilter label="Concern" value={field("concern")} items={CONCERNS} onChange={word("concern")} />
          <SearchFilter
            label="Search subscriptions"
            placeholder="Customer, id, plan"
            value={field("search")}
            onChange={word("search")}
          />
        </Filters>
        {/* Sums and rows come in one answer: until then one skeleton stands for both, so that nothing jumps. */}
        <Show
          when={subscriptions.data() ?? subscriptions.error()}
          fallback={
            <Sheet>
              <Skeleton lines={14} tall="32rem" />
            </Sheet>
          }
        >
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
                filterCount={filterCount()}
                clear={clear()}
                otherMode={href({ ...NO_WORDS, mode: mode() === "live" ? "test" : "live" })}
              />
            }
          />
        </Show>
      </Listing>
    </>
  )
}
