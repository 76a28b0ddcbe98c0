import { createMemo, Show } from "solid-js"
import { useAddress } from "../../address.ts"
import { type DisputesAsked, liveDisputes } from "../../data/disputes.ts"
import { exportList } from "../../data/exports.ts"
import { createFeed } from "../../feed.ts"
import { countText } from "../../format.ts"
import { disputePath } from "../../shell/nav.ts"
import { usePage } from "../../shell/page.ts"
import { Button } from "../../ui/button.tsx"
import { chosenColumns, ColumnChoice } from "../../ui/column-choice.tsx"
import { FeedRows } from "../../ui/feed-rows.tsx"
import { Filters, Listing, SearchFilter } from "../../ui/filter.tsx"
import { SelectFilter } from "../../ui/filter-choice.tsx"
import { Head } from "../../ui/head.tsx"
import { NoRows, WayOut } from "../../ui/no-rows.tsx"
import { Refresh } from "../../ui/refresh.tsx"
import { LinkSegments } from "../../ui/segments.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Empty, Skeleton } from "../../ui/state.tsx"
import { Time } from "../../ui/time.tsx"
import { COLUMNS, keyOf } from "./columns.tsx"
import { Totals } from "./totals.tsx"
import { Warnings } from "./warnings.tsx"
import { STATUS_NAMES, spaced, statusText } from "./words.tsx"
import "./disputes.css"

const WORDS = ["status", "kind", "reason", "search"] as const
const NO_WORDS = Object.fromEntries(WORDS.map((name) => [name, undefined]))
const KINDS = ["inquiry", "chargeback"].map((value) => ({ value, text: value }))

/** What customers' banks ask about or took back: what is to be answered first, and what may become the next. */
export default function DisputesPage() {
  const address = useAddress({
    ...{ mode: "live", status: "", kind: "", reason: "", search: "" },
    ...{ cursor: "", page: "", open: "" },
  })
  const { field, href, set } = address
  const mode = () => (field("mode") === "test" ? "test" : "live")
  const words = createMemo(
    () => Object.fromEntries(WORDS.filter((name) => field(name)).map((name) => [name, field(name)])) as DisputesAsked,
  )
  const filter = (): DisputesAsked => ({ ...(mode() === "test" ? { mode: "test" } : {}), ...words() })
  const disputes = liveDisputes(() => ({ ...filter(), ...(field("cursor") ? { cursor: field("cursor") } : {}) }))
  const feed = createFeed(disputes, keyOf, address)
  const shown = chosenColumns("disputes", COLUMNS)
  const filterCount = () => Object.keys(words()).length
  const clear = () => href(NO_WORDS)
  const word = (name: (typeof WORDS)[number]) => (value: string) => set({ [name]: value }, { replace: true })
  const modes = () =>
    (["live", "test"] as const).map((one) => ({
      href: href({ mode: one }),
      on: mode() === one,
      text: one === "live" ? "Live" : "Test",
    }))
  const statuses = () => {
    const counts = disputes.data()?.statuses ?? {}
    const offered = STATUS_NAMES.filter((one) => counts[one] !== undefined || field("status") === one)
    return offered.map((value) => ({ value, text: `${statusText(value)} ${countText(counts[value] ?? 0)}` }))
  }
  const reasons = () =>
    [...new Set([...(disputes.data()?.reasons ?? []), ...(field("reason") ? [field("reason")] : [])])]
      .sort()
      .map((value) => ({ value, text: spaced(value) }))
  const exportThese = () => void exportList({ list: "disputes", filter: filter() })
  usePage({
    actions: () => [{ title: "Export these disputes as CSV", icon: "download", words: "download", run: exportThese }],
  })

  return (
    <>
      <Head
        title="Disputes"
        note={
          <>
            What banks ask about or took back, the first due first; decided ones after the open.
            <Show when={disputes.data()}>
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
        <Refresh of={disputes} />
      </Head>
      <Show when={disputes.data()?.totals}>
        {(totals) => (
          <Show when={totals().open + totals().decided > 0}>
            <Totals of={totals()} openHref={href({ ...NO_WORDS, status: "needs_response" })} />
          </Show>
        )}
      </Show>
      <Show when={(disputes.data()?.warnings?.length ?? 0) > 0}>
        <Warnings of={disputes.data()!.warnings!} />
      </Show>
      <Listing>
        <Filters
          views="disputes"
          clear={filterCount() > 0 ? clear() : undefined}
          end={
            <>
              <ColumnChoice list="disputes" columns={COLUMNS} />
              <Button icon="download" onClick={exportThese}>
                Export CSV
              </Button>
            </>
          }
        >
          <LinkSegments label="Mode" items={modes()} />
          <SelectFilter label="Status" value={field("status")} items={statuses()} onChange={word("status")} />
          <SelectFilter label="Kind" value={field("kind")} items={KINDS} onChange={word("kind")} />
          <SelectFilter label="Reason" value={field("reason")} items={reasons()} onChange={word("reason")} />
          <SearchFilter
            label="Search disputes"
            placeholder="Customer, id, reason"
            value={field("search")}
            onChange={word("search")}
          />
        </Filters>
        <Show
          when={disputes.data() ?? disputes.error()}
          fallback={
            <Sheet>
              <Skeleton lines={12} tall="28rem" />
            </Sheet>
          }
        >
          <FeedRows
            of={feed}
            label="Disputes"
            wide
            one="dispute"
            columns={shown()}
            href={(row) => disputePath(row.mode, row.disputeId)}
            words={{ first: "First due", previous: "Back" }}
            next="On"
            tellsChanges
            reach={
              <>
                <Show when={disputes.data()?.scannedTo}>
                  {(at) => (
                    <>
                      ; looked back to <Time at={at()} />
                    </>
                  )}
                </Show>
                <Show when={disputes.data()?.masked}>; who paid is masked for the role viewer</Show>
              </>
            }
            none={
              <NoRows
                one="dispute"
                noneInTime=""
                filterCount={filterCount()}
                clear={clear()}
                anyTime={undefined}
                scannedTo={disputes.data()?.scannedTo ?? null}
                further={feed.pages().next}
              >
                <Empty
                  title={mode() === "live" ? "No disputes" : "No disputes in test mode"}
                  text="They appear here as soon as Stripe tells of one. Early fraud warnings come before them, where an issuer gives any."
                >
                  <WayOut href={href({ ...NO_WORDS, mode: mode() === "live" ? "test" : "live" })}>
                    {mode() === "live" ? "Test mode" : "Live mode"}
                  </WayOut>
                  <a href="/admin/revenue/transactions">Transactions</a>
                </Empty>
              </NoRows>
            }
          />
        </Show>
      </Listing>
    </>
  )
}
