import { Show } from "solid-js"
import { useAddress } from "../../address.ts"
import { type DisputesAsked, liveDisputes } from "../../data/disputes.ts"
import { exportList } from "../../data/exports.ts"
import { createFeed } from "../../feed.ts"
import { countText } from "../../format.ts"
import { disputePath } from "../../shell/nav.ts"
import { usePage } from "../../shell/page.ts"
import { chosenColumns } from "../../ui/column-choice.tsx"
import { FeedRows } from "../../ui/feed-rows.tsx"
import { Filters, Listing, SearchFilter } from "../../ui/filter.tsx"
import { SelectFilter } from "../../ui/filter-choice.tsx"
import { FirstAnswer } from "../../ui/first-answer.tsx"
import { ListEnd } from "../../ui/list-end.tsx"
import { LiveHead } from "../../ui/live-head.tsx"
import { NoRows, WayOut } from "../../ui/no-rows.tsx"
import { Empty } from "../../ui/state.tsx"
import { Time } from "../../ui/time.tsx"
import { offeredItems, wordsAsked } from "../../words-asked.ts"
import { ModeSegments, modeIn, otherMode } from "../stripe/mode.tsx"
import { COLUMNS, keyOf } from "./columns.tsx"
import { Totals } from "./totals.tsx"
import { Warnings } from "./warnings.tsx"
import { STATUS_NAMES, spaced, statusText } from "./words.tsx"
import "./disputes.css"

const WORDS = ["status", "kind", "reason", "search"] as const
const KINDS = ["inquiry", "chargeback"].map((value) => ({ value, text: value }))

/** What customers' banks ask about or took back: what is to be answered first, and what may become the next. */
export default function DisputesPage() {
  const address = useAddress({
    ...{ mode: "live", status: "", kind: "", reason: "", search: "" },
    ...{ cursor: "", page: "", open: "" },
  })
  const { field, href } = address
  const mode = () => modeIn(field)
  const words = wordsAsked(WORDS, address)
  const filter = (): DisputesAsked => ({
    ...(mode() === "test" ? { mode: "test" } : {}),
    ...(words.asked() as DisputesAsked),
  })
  const disputes = liveDisputes(() => ({ ...filter(), ...(field("cursor") ? { cursor: field("cursor") } : {}) }))
  const feed = createFeed(disputes, keyOf, address)
  const shown = chosenColumns("disputes", COLUMNS)
  const clear = () => href(words.none)
  const statuses = () => {
    const counts = disputes.data()?.statuses ?? {}
    const offered = STATUS_NAMES.filter((one) => counts[one] !== undefined || field("status") === one)
    return offered.map((value) => ({ value, text: `${statusText(value)} ${countText(counts[value] ?? 0)}` }))
  }
  const reasons = () => offeredItems(disputes.data()?.reasons, field("reason"), spaced)
  const exportThese = () => void exportList({ list: "disputes", filter: filter() })
  usePage({
    actions: () => [{ title: "Export these disputes as CSV", icon: "download", words: "download", run: exportThese }],
  })

  return (
    <>
      <LiveHead
        title="Disputes"
        note="What banks ask about or took back, the first due first; decided ones after the open."
        of={disputes}
      />
      <Show when={disputes.data()?.totals}>
        {(totals) => (
          <Show when={totals().open + totals().decided > 0}>
            <Totals of={totals()} openHref={href({ ...words.none, status: "needs_response" })} />
          </Show>
        )}
      </Show>
      <Show when={(disputes.data()?.warnings?.length ?? 0) > 0}>
        <Warnings of={disputes.data()!.warnings!} />
      </Show>
      <Listing>
        <Filters
          views="disputes"
          clear={words.count() > 0 ? clear() : undefined}
          end={<ListEnd list="disputes" columns={COLUMNS} onExport={exportThese} />}
        >
          <ModeSegments mode={mode()} href={href} />
          <SelectFilter label="Status" value={field("status")} items={statuses()} onChange={words.choose("status")} />
          <SelectFilter label="Kind" value={field("kind")} items={KINDS} onChange={words.choose("kind")} />
          <SelectFilter label="Reason" value={field("reason")} items={reasons()} onChange={words.choose("reason")} />
          <SearchFilter
            label="Search disputes"
            placeholder="Customer, id, reason"
            value={field("search")}
            onChange={words.choose("search")}
          />
        </Filters>
        <FirstAnswer of={disputes} lines={12} tall="28rem">
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
                filterCount={words.count()}
                clear={clear()}
                anyTime={undefined}
                scannedTo={disputes.data()?.scannedTo ?? null}
                further={feed.pages().next}
              >
                <Empty
                  title={mode() === "live" ? "No disputes" : "No disputes in test mode"}
                  text="They appear here as soon as Stripe tells of one. Early fraud warnings come before them, where an issuer gives any."
                >
                  <WayOut href={href({ ...words.none, mode: otherMode(mode()) })}>
                    {mode() === "live" ? "Test mode" : "Live mode"}
                  </WayOut>
                  <a href="/admin/revenue/transactions">Transactions</a>
                </Empty>
              </NoRows>
            }
          />
        </FirstAnswer>
      </Listing>
    </>
  )
}
