import { Show } from "solid-js"
import { isOpen, priceAt } from "#shared/catalog/price.ts"
import { type Instant, instant } from "#shared/time.ts"
import type { Model, Price } from "../../data/catalog.ts"
import { nowMs } from "../../reporting.ts"
import { Button } from "../../ui/button.tsx"
import type { Column } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { Word } from "../../ui/word.tsx"
import { Ledger } from "../transactions/ledger.tsx"
import type { CatalogDesk } from "./desk.ts"
import { Usd } from "./price-text.tsx"

type Line = Price & { until: Instant | undefined; standing: "over" | "in force" | "to come" }
const MARKS = { over: "idle", "in force": "active", "to come": "ahead" } as const

const amount = (id: string, title: string, field: Exclude<keyof Price, "effectiveFrom">): Column<Line> => ({
  ...{ id, title, figure: true },
  cell: (row) => <Usd micros={row[field]} />,
})
const COLUMNS: readonly Column<Line>[] = [
  { id: "from", title: "From", cell: (row) => <Time at={row.effectiveFrom} /> },
  {
    id: "until",
    title: "Until",
    cell: (row) => (
      <Show when={row.until} fallback={<span data-tone="3">no end</span>}>
        {(at) => <Time at={at()} />}
      </Show>
    ),
  },
  { id: "standing", title: "Standing", cell: (row) => <Word status={MARKS[row.standing]}>{row.standing}</Word> },
  amount("input", "Input", "inputMicrosPerMillion"),
  amount("output", "Output", "outputMicrosPerMillion"),
  amount("cached", "Cached", "cachedMicrosPerMillion"),
]

/** Every price of a model for a million tokens, the newest first; one that may still be changed can be withdrawn. */
export function Prices(props: { of: Model; desk: CatalogDesk; mayWrite: boolean }) {
  const now = () => instant(nowMs())
  const lines = (): Line[] => {
    const { prices } = props.of
    const inForce = priceAt(prices, now())
    return prices
      .map((price, nth): Line => {
        const standing = price === inForce ? "in force" : price.effectiveFrom > now() ? "to come" : "over"
        return { ...price, until: prices[nth + 1]?.effectiveFrom, standing }
      })
      .toReversed()
  }
  const acts: Column<Line> = {
    id: "acts",
    title: "Command",
    cell: (row) => (
      <Show when={isOpen(row.effectiveFrom, now())}>
        <Button onClick={() => props.desk.review({ act: "withdrawPrice", of: props.of, price: row })}>Withdraw…</Button>
      </Show>
    ),
  }
  const columns = () =>
    props.mayWrite && lines().some((row) => isOpen(row.effectiveFrom, now())) ? [...COLUMNS, acts] : COLUMNS
  return (
    <section aria-label="Prices" data-part="told">
      <p data-tone="3">What a million tokens cost</p>
      <Show
        when={props.of.prices.length > 0}
        fallback={<p data-tone="2">No price yet: calls that tell no cost are kept without one.</p>}
      >
        <Ledger label={`Prices of ${props.of.name}`} columns={columns()} rows={lines()} />
      </Show>
    </section>
  )
}
