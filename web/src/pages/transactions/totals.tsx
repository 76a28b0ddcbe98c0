import { For, Show } from "solid-js"
import type { Settled } from "#shared/contract/transactions.ts"
import { TRANSACTION_DEFINITIONS } from "#shared/payments/definitions.ts"
import { dayOf, instant, msOf } from "#shared/time.ts"
import type { TransactionTotals } from "../../data/transactions.ts"
import { countOf, countText, dayText } from "../../format.ts"
import { nowMs, zone } from "../../reporting.ts"
import { How } from "../../ui/how.tsx"
import { Money } from "../../ui/money.tsx"
import { Section } from "../../ui/section.tsx"
import type { Column } from "../../ui/table.tsx"
import { Ledger } from "./ledger.tsx"

const amount = (id: string, title: string, field: Exclude<keyof Settled, "currency">): Column<Settled> => ({
  ...{ id, title, figure: true },
  cell: (row) => <Money cents={row[field]} currency={row.currency} />,
})
const COLUMNS: readonly Column<Settled>[] = [
  { id: "currency", title: "Settled in", cell: (row) => row.currency.toUpperCase() },
  amount("settled", "Settled", "settledCents"),
  amount("fees", "Fees", "feeCents"),
  amount("refunds", "Refunds", "refundCents"),
  amount("disputes", "Disputes", "disputeCents"),
  amount("net", "Net", "netCents"),
]

const NET = TRANSACTION_DEFINITIONS.net

/** What the transactions of the time and the filters add up to, each settlement currency for itself, and one net of all. */
export function Totals(props: {
  of: TransactionTotals
  /** The end of the time, where one is asked for. */
  until: string | undefined
  /** The list is searched too, which the sums do not follow. */
  searched: boolean
}) {
  const note = () => {
    const { count, pending } = props.of
    const some =
      pending === count
        ? count === 1
          ? "it has"
          : "all have"
        : `${countText(pending)} ${pending === 1 ? "has" : "have"}`
    const waits = pending > 0 ? `; ${some} something pending, which is not in these sums` : ""
    return `${countOf(count, "transaction")}${waits}.${props.searched ? " Sums follow the time and the filters, not the search." : ""}`
  }
  const isOneCurrency = () =>
    props.of.settled.length === 1 && props.of.settled[0]!.currency === props.of.converted.currency
  return (
    <Section
      title="Totals"
      note={note()}
      end={
        <How of="net" window={NET.window} rows={NET.source}>
          {NET.definition}
        </How>
      }
      foot={
        <span>
          Gross, as charged:{" "}
          <For each={props.of.gross}>
            {(one, at) => (
              <>
                {at() > 0 ? " · " : ""}
                <Money cents={one.cents} currency={one.currency} />
              </>
            )}
          </For>
        </span>
      }
    >
      <Show
        when={props.of.settled.length > 0}
        fallback={<p data-part="unsettled">Nothing of it is settled yet, so there is nothing to add up.</p>}
      >
        <Ledger
          label="Totals by settlement currency"
          columns={COLUMNS}
          rows={props.of.settled}
          foot={!isOneCurrency() && <Converted of={props.of.converted} until={props.until} />}
        />
      </Show>
    </Section>
  )
}

/** One net of all settlement currencies, marked as converted; or which rate is missing for it, and where it is set. */
function Converted(props: { of: TransactionTotals["converted"]; until: string | undefined }) {
  const currency = () => props.of.currency.toUpperCase()
  const day = () => {
    const atMs = props.until === undefined ? nowMs() : Math.min(nowMs(), msOf(props.until) - 1)
    return dayText(dayOf(instant(atMs), zone()), dayOf(instant(nowMs()), zone()))
  }
  const missing = () => props.of.missingRates.map((one) => one.toUpperCase())
  const names = () =>
    missing().length > 1 ? `${missing().slice(0, -1).join(", ")} and ${missing().at(-1)}` : missing()[0]
  return (
    <tr>
      <th colspan={COLUMNS.length}>
        <span data-part="converted">
          <span>
            ≈ in {currency()}{" "}
            <Show
              when={props.of.netCents !== null}
              fallback={
                <span data-part="rates">
                  is not added up: no rate for {names()} on {day()}. <a href="/admin/settings/general">Set the rate</a>
                </span>
              }
            >
              <span data-part="rates">at the rates in force on {day()}</span>
            </Show>
          </span>
          <Show when={props.of.netCents !== null}>
            <span>
              ≈ <Money cents={props.of.netCents!} currency={props.of.currency} />
            </span>
          </Show>
        </span>
      </th>
    </tr>
  )
}
