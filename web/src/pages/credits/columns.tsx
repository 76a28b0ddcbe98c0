import { Show } from "solid-js"
import { type Instant, instant, msOf } from "#shared/time.ts"
import type { LedgerEntry } from "../../data/credits.ts"
import { dayText } from "../../format.ts"
import { MoneyMicros } from "../../ui/money.tsx"
import type { Column } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { TYPE_WORDS } from "./words.ts"

/** An entry's place in the ledger names it. */
export const keyOf = ({ seq }: LedgerEntry): string => String(seq)

const DAY = "2026-11-20".length
/** The last moment at which what expires can be used. */
export const justBefore = (expiresAt: Instant): Instant => instant(msOf(expiresAt) - 1)

/** What a row of the ledger says. */
export const COLUMNS: readonly Column<LedgerEntry>[] = [
  { id: "at", title: "When", cell: (row) => <Time at={row.at} /> },
  {
    id: "type",
    title: "Entry",
    cell: (row) => (
      <>
        {TYPE_WORDS[row.type]}
        <Show when={row.source.kind === "usageDay"}>
          {" "}
          <span data-tone="2">{dayText(row.source.id, row.at.slice(0, DAY))}</span>
        </Show>
      </>
    ),
  },
  {
    id: "amount",
    title: "Amount",
    figure: true,
    cell: (row) => (
      <span data-trend={row.amountMicros < 0 ? undefined : "up"}>
        <MoneyMicros micros={row.amountMicros} currency="usd" signed />
      </span>
    ),
  },
  {
    id: "balance",
    title: "Balance",
    figure: true,
    cell: (row) => <MoneyMicros micros={row.balanceMicros} currency="usd" />,
  },
  {
    id: "expires",
    title: "Last day",
    cell: (row) => (
      <Show when={row.expiresAt} fallback={<span data-tone="3">–</span>}>
        {(at) => <Time at={justBefore(at())} as="date" />}
      </Show>
    ),
  },
  { id: "by", title: "By", cell: (row) => row.actor.label },
  {
    id: "comment",
    title: "Comment",
    grow: true,
    cell: (row) => row.comment ?? <span data-tone="3">–</span>,
  },
  { id: "seq", title: "Number", figure: true, cell: (row) => row.seq },
]
