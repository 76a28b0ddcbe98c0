import { createMemo, Show } from "solid-js"
import { useAddress } from "../../address.ts"
import { exportList } from "../../data/exports.ts"
import { liveTransactions, type TransactionsAsked, type TransactionTotals } from "../../data/transactions.ts"
import { createFeed } from "../../feed.ts"
import { countText } from "../../format.ts"
import { askedNowMs } from "../../reporting.ts"
import { usePage } from "../../shell/page.ts"
import { ANY_TIME, againMs, isNarrowed, NO_TIME, timeAskedBy, timeFilterOf } from "../../time-asked.ts"
import { chosenColumns } from "../../ui/column-choice.tsx"
import { FeedRows } from "../../ui/feed-rows.tsx"
import { Filters, Listing, SearchFilter } from "../../ui/filter.tsx"
import { SelectFilter } from "../../ui/filter-choice.tsx"
import { FirstAnswer } from "../../ui/first-answer.tsx"
import { ListEnd } from "../../ui/list-end.tsx"
import { LiveHead } from "../../ui/live-head.tsx"
import { Pinned } from "../../ui/pinned.tsx"
import { Time } from "../../ui/time.tsx"
import { TimeFilter } from "../../ui/time-filter.tsx"
import { offeredItems, wordsAsked } from "../../words-asked.ts"
import { ModeSegments, modeIn, otherMode } from "../stripe/mode.tsx"
import { COLUMNS, keyOf } from "./columns.tsx"
import { NoTransactions } from "./no-transactions.tsx"
import { STATUS_NAMES, statusText } from "./status-word.tsx"
import { Totals } from "./totals.tsx"
import { TransactionView } from "./transaction-view.tsx"
import "./transactions.css"

const WORDS = ["status", "currency", "settlement", "search"] as const

/** What customers paid, what became of it in the settlement currency, and what is left of it; to the smallest unit. */
export default function TransactionsPage() {
  const address = useAddress({
    ...{ mode: "live", status: "", currency: "", settlement: "", search: "" },
    ...ANY_TIME,
    ...{ cursor: "", page: "", open: "" },
  })
  const { field, href, set } = address
  const mode = () => modeIn(field)
  const words = wordsAsked(WORDS, address)
  const time = () => timeAskedBy(field)
  // Charges carry the business clock's time; a time that ends now begins where it did when it was chosen.
  const within = () => timeFilterOf(time(), askedNowMs())
  const filter = (): TransactionsAsked => ({
    ...(mode() === "test" ? { mode: "test" } : {}),
    ...(words.asked() as TransactionsAsked),
    ...within(),
  })
  const again = () => againMs(time())
  const transactions = liveTransactions(
    () => ({ ...filter(), ...(field("cursor") ? { cursor: field("cursor") } : {}) }),
    again,
  )
  // Only a first page tells the sums.
  const first = liveTransactions(() => (field("cursor") ? { ...filter(), limit: 1 } : undefined), again)
  const narrowing = () => JSON.stringify([mode(), words.asked(), time()])
  const totals = createMemo((before: { of: TransactionTotals; narrowing: string } | undefined) => {
    if (transactions.data() === undefined) return undefined
    if (transactions.changing()) return before
    const told = transactions.data()!.totals ?? (first.changing() ? undefined : first.data()?.totals)
    if (told) return { of: told, narrowing: narrowing() }
    // Those of the page before this one, until its own come.
    return before?.narrowing === narrowing() ? before : undefined
  })
  const feed = createFeed(transactions, keyOf, address)
  const shown = chosenColumns("transactions", COLUMNS)
  const anyTime = () => (isNarrowed(time()) ? href(NO_TIME) : undefined)
  const clear = () => href({ ...words.none, ...NO_TIME })
  const statuses = () => {
    const counts = transactions.data()?.statuses ?? {}
    const offered = STATUS_NAMES.filter((one) => counts[one] !== undefined || field("status") === one)
    return offered.map((value) => ({ value, text: `${statusText(value)} ${countText(counts[value] ?? 0)}` }))
  }
  const currencies = (of: "currencies" | "settlements", chosen: string) =>
    offeredItems(transactions.data()?.[of], chosen, (value) => value.toUpperCase())
  const exportThese = () => void exportList({ list: "transactions", filter: filter() })
  usePage({
    actions: () => [
      { title: "Export these transactions as CSV", icon: "download", words: "download", run: exportThese },
    ],
  })

  return (
    <>
      <LiveHead
        title="Transactions"
        note="What was charged, and what Stripe settled, kept and gave back of it, by the movements of its balance."
        of={transactions}
      />
      <Listing>
        <Filters
          views="transactions"
          clear={words.count() > 0 || anyTime() ? clear() : undefined}
          end={<ListEnd list="transactions" columns={COLUMNS} onExport={exportThese} />}
        >
          <ModeSegments mode={mode()} href={href} />
          <TimeFilter label="When" asked={time()} onChange={(asked) => set({ ...asked }, { replace: true })} />
          <SelectFilter label="Status" value={field("status")} items={statuses()} onChange={words.choose("status")} />
          <SelectFilter
            label="Charged in"
            value={field("currency")}
            items={currencies("currencies", field("currency"))}
            onChange={words.choose("currency")}
          />
          <SelectFilter
            label="Settled in"
            value={field("settlement")}
            items={currencies("settlements", field("settlement"))}
            onChange={words.choose("settlement")}
          />
          <SearchFilter
            label="Search transactions"
            placeholder="Customer, id, invoice"
            value={field("search")}
            onChange={words.choose("search")}
          />
        </Filters>
        <FirstAnswer of={transactions} lines={14} tall="32rem">
          <Show when={totals()}>
            {(told) => (
              <Show when={told().of.count > 0}>
                <Totals of={told().of} until={within().to} searched={field("search") !== ""} />
              </Show>
            )}
          </Show>
          <Show when={feed.pinned()} keyed>
            {(chargeId) => (
              <Pinned title={chargeId} close={href({ open: undefined })}>
                <TransactionView of={{ mode: mode(), chargeId }} />
              </Pinned>
            )}
          </Show>
          <FeedRows
            of={feed}
            label="Transactions"
            wide
            one="transaction"
            columns={shown()}
            detail={(row) => <TransactionView of={row} />}
            tellsChanges
            reach={
              <>
                <Show when={transactions.data()?.scannedTo}>
                  {(at) => (
                    <>
                      ; looked back to <Time at={at()} />
                    </>
                  )}
                </Show>
                <Show when={transactions.data()?.masked}>; who paid is masked for the role viewer</Show>
              </>
            }
            none={
              <NoTransactions
                mode={mode()}
                filterCount={words.count()}
                clear={clear()}
                anyTime={anyTime()}
                otherMode={href({ ...words.none, mode: otherMode(mode()) })}
                scannedTo={transactions.data()?.scannedTo ?? null}
                further={feed.pages().next}
              />
            }
          />
        </FirstAnswer>
      </Listing>
    </>
  )
}
