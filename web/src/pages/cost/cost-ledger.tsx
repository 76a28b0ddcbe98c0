import { createMemo } from "solid-js"
import type { MetricsTotals, OrganizationMetrics } from "#shared/contract/metrics.ts"
import { countText } from "../../format.ts"
import { MoneyMicros } from "../../ui/money.tsx"
import { type Column, Table } from "../../ui/table.tsx"
import { Part } from "../metrics/section.tsx"
import { ChangeCell, ShareCell } from "../metrics/top-table.tsx"
import { Average, grossMicros } from "./amounts.tsx"
import { Computed } from "./computed.tsx"

interface Line {
  key: string
  name: string
  tokens: number | null
  /** Below zero where it takes off. */
  costMicros: number
  beforeMicros: number | undefined
  share: number | null
}

const KINDS = [
  { key: "input", name: "Input", tokens: "input", cost: "inputMicros" },
  { key: "output", name: "Output", tokens: "output", cost: "outputMicros" },
  { key: "cached", name: "Cached", tokens: "cached", cost: "cachedMicros" },
] as const

/** How the total comes about: what each kind of token cost, what discounts took off, and what is left. */
export function linesOf(totals: MetricsTotals, before: MetricsTotals | undefined): Line[] {
  const [cost, was] = [totals.cost!, before?.cost]
  const gross = grossMicros(cost)
  return [
    ...KINDS.map((kind) => ({
      key: kind.key,
      name: kind.name,
      tokens: totals.tokens[kind.tokens],
      costMicros: cost[kind.cost],
      beforeMicros: was?.[kind.cost],
      share: gross === 0 ? null : cost[kind.cost] / gross,
    })),
    {
      key: "discounts",
      name: "Discounts",
      tokens: null,
      costMicros: -cost.discountMicros,
      beforeMicros: was && -was.discountMicros,
      share: null,
    },
    {
      key: "total",
      name: "Total",
      tokens: totals.tokens.total,
      costMicros: cost.totalMicros,
      beforeMicros: was?.totalMicros,
      share: null,
    },
  ]
}

const COLUMNS: readonly Column<Line>[] = [
  { id: "kind", title: "Kind", cell: (line) => line.name },
  { id: "share", title: "Share", cell: (line) => <ShareCell of={line.share} /> },
  { id: "cost", title: "Cost", figure: true, cell: (line) => <Usd micros={line.costMicros} /> },
  {
    id: "tokens",
    title: "Tokens",
    figure: true,
    cell: (line) => (line.tokens === null ? <span data-tone="3">–</span> : countText(line.tokens)),
  },
  {
    id: "rate",
    title: "Per 1,000 tokens",
    figure: true,
    cell: (line) => <Average micros={line.tokens ? (line.costMicros * 1_000) / line.tokens : null} />,
  },
]
const BEFORE: readonly Column<Line>[] = [
  { id: "before", title: "Before", figure: true, cell: (line) => <Usd micros={line.beforeMicros ?? 0} /> },
  {
    id: "change",
    title: "Change",
    figure: true,
    cell: (line) => <ChangeCell now={line.costMicros} before={line.beforeMicros} />,
  },
]

const Usd = (props: { micros: number }) => <MoneyMicros micros={props.micros} currency="usd" />

/** The total of the window as a sum, kind by kind, against the window before. */
export function CostLedger(props: { data: OrganizationMetrics }) {
  const lines = createMemo(() => linesOf(props.data.totals, props.data.previous?.totals))
  const columns = createMemo(() => (props.data.previous ? [...COLUMNS, ...BEFORE] : COLUMNS))
  return (
    <Part
      title="Cost by kind"
      id="kinds"
      span={12}
      note={<Computed figure="costKinds" asOf={props.data.asOf} timeZone={props.data.window.timeZone} />}
    >
      <Table label="Cost by kind, as a table" columns={columns()} rows={lines()} keyOf={({ key }) => key} />
    </Part>
  )
}
