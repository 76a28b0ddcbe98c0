import { createMemo, type JSX, Show } from "solid-js"
import type { MetricsTop, OrganizationMetrics } from "#shared/contract/metrics.ts"
import { countText, percentText } from "../../format.ts"
import { Delta } from "../../ui/delta.tsx"
import { Meter } from "../../ui/meter.tsx"
import { MoneyMicros } from "../../ui/money.tsx"
import { Empty } from "../../ui/state.tsx"
import { type Column, Table } from "../../ui/table.tsx"
import { Computed } from "./computed.tsx"
import { keptRows } from "./kept-rows.ts"
import { Part } from "./section.tsx"
import { FIRST, measureOf, type TopRow, topRows } from "./top.ts"

/** The first names of one dimension by cost, or by tokens for who sees no cost, and what all others come to. */
export function TopTable(props: {
  data: OrganizationMetrics
  top: MetricsTop
  title: string
  id: string
  /** What names are, for a heading: `Model`. */
  one: string
  /** What the calls that name none are called. */
  unnamed: string
  /** The question that the answer is of. */
  question: string | undefined
  /** All names that the answer has are asked for. */
  all: boolean
  allHref: string
  /** Where a name leads to. */
  hrefOf?: (name: string) => string
  /** What else stands at the end of the heading. */
  end?: JSX.Element
}) {
  const by = () => props.data.rankedBy
  const newest = createMemo(() => topRows(props.top, by(), props.all))
  const { rows, pointing } = keptRows(newest, () => `${props.question} ${props.all}`)
  const isCompared = createMemo(() => props.data.previous !== null)
  const columns = createMemo((): Column<TopRow>[] => [
    { id: "name", title: props.one, cell: (row) => <Name row={row} unnamed={props.unnamed} hrefOf={props.hrefOf} /> },
    { id: "share", title: "Share", cell: (row) => <ShareCell of={row.share} /> },
    ...(by() === "cost"
      ? [{ id: "cost", title: "Cost", figure: true, cell: (row: TopRow) => <Cost row={row} /> }]
      : []),
    { id: "tokens", title: "Tokens", figure: true, cell: (row) => countText(row.tokens) },
    { id: "requests", title: "Requests", figure: true, cell: (row) => countText(row.requests) },
    { id: "errors", title: "Errors", figure: true, cell: (row) => <Errors count={row.errors} /> },
    ...(isCompared()
      ? [
          {
            id: "change",
            title: "Change",
            figure: true,
            cell: (row: TopRow) => (
              <ChangeCell now={measureOf(row, by())} before={row.previous && measureOf(row.previous, by())} />
            ),
          },
        ]
      : []),
  ])
  return (
    <Part
      title={props.title}
      id={props.id}
      span={12}
      note={
        <>
          by {by()} <Computed figure="top" of={props.data} />
        </>
      }
      end={
        <>
          <Show when={props.top.rows.length > FIRST}>
            <a href={props.allHref} noScroll>
              {props.all ? `Show the first ${FIRST}` : `Show ${props.top.rows.length}`}
            </a>
          </Show>
          {props.end}
        </>
      }
      foot={
        props.top.approximate &&
        "Approximate: names that cost little were put together, so a row may lack some of its calls."
      }
    >
      <Show when={rows().length > 0} fallback={<Empty title="None" />}>
        <div {...pointing}>
          <Table label={`${props.title}, as a table`} columns={columns()} rows={rows()} keyOf={({ key }) => key} />
        </div>
      </Show>
    </Part>
  )
}

function Name(props: { row: TopRow; unnamed: string; hrefOf: ((name: string) => string) | undefined }): JSX.Element {
  const label = () => props.row.label ?? props.row.name
  return (
    <Show when={props.row.name} fallback={<span data-tone="2">{props.row.isRest ? "all others" : props.unnamed}</span>}>
      {(name) => (
        <Show when={props.hrefOf} fallback={<span title={name()}>{label()}</span>}>
          {(hrefOf) => (
            <a href={hrefOf()(name())} title={name()}>
              {label()}
            </a>
          )}
        </Show>
      )}
    </Show>
  )
}

const Cost = (props: { row: TopRow }) => <MoneyMicros micros={props.row.costMicros ?? 0} currency="usd" />
const Errors = (props: { count: number }) => (
  <span data-tone={props.count === 0 ? "3" : undefined}>{countText(props.count)}</span>
)

/** A part of the whole as a bar and a number. */
export function ShareCell(props: { of: number | null }) {
  return (
    <Show when={props.of !== null} fallback={<span data-tone="3">–</span>}>
      <span data-part="share">
        <Meter share={props.of!} />
        <span>{percentText(props.of!)}&nbsp;%</span>
      </span>
    </Show>
  )
}

const SHARE_MIN = 0.0005

/** How much more or less than before; `new` where there was nothing, a dash where nothing is known. */
export function ChangeCell(props: { now: number; before: number | null | undefined }) {
  const text = (share: number) => (share > 0 && share < SHARE_MIN ? "<0.1" : percentText(share, share < 10 ? 1 : 0))
  const share = () => (props.now - (props.before ?? 0)) / (props.before ?? 0)
  return (
    <Show when={typeof props.before === "number"} fallback={<span data-tone="3">–</span>}>
      <Show when={props.before !== 0} fallback={<span data-tone="3">{props.now === 0 ? "–" : "new"}</span>}>
        <Delta direction={share() === 0 ? "same" : share() > 0 ? "up" : "down"} tone="flat">
          {text(Math.abs(share()))}
          {"\u00a0"}%
        </Delta>
      </Show>
    </Show>
  )
}
