import { Show } from "solid-js"
import type { Zone } from "#shared/time.ts"
import type { RaisedSpend, SpendAlert } from "../../data/spend-alerts.ts"
import { momentText } from "../../format.ts"
import { Button } from "../../ui/button.tsx"
import { MoneyMicros } from "../../ui/money.tsx"
import type { Column } from "../../ui/table.tsx"
import { ShareCell } from "../metrics/top-table.tsx"
import { alertName, learningWords, periodWords, ruleWords } from "./alert-words.ts"

const Usd = (props: { micros: number }) => <MoneyMicros micros={props.micros} currency="usd" />

/** A moment in the organization's zone. */
const Moment = (props: { at: string; zone: Zone; now: string }) => (
  <time dateTime={props.at} data-nowrap="">
    {momentText(Date.parse(props.at), props.zone, Date.parse(props.now))}
  </time>
)

/** The columns of an organization's alerts; who may end one gets a column for it. */
export const alertColumns = (
  told: () => { timeZone: Zone; asOf: string },
  onDelete: ((alert: SpendAlert) => void) | undefined,
): Column<SpendAlert>[] => [
  {
    id: "alert",
    title: "Alert",
    cell: (row) => (
      <>
        {alertName(row)}
        <Show when={row.name}>
          {" "}
          <span data-tone="2">{ruleWords(row)}</span>
        </Show>
      </>
    ),
  },
  {
    id: "share",
    title: "Of its limit",
    cell: (row) => (
      <Show when={row.limitMicros !== null} fallback={<span data-tone="2">{learningWords(row)}</span>}>
        <span data-over={row.spentMicros > row.limitMicros! ? "" : undefined}>
          <ShareCell of={row.spentMicros / row.limitMicros!} />
        </span>
      </Show>
    ),
  },
  {
    id: "spent",
    title: "Spent so far",
    figure: true,
    cell: (row) => (
      <>
        <Usd micros={row.spentMicros} />
        <Show when={row.limitMicros}>
          {(limit) => (
            <span data-tone="2">
              {" "}
              of <Usd micros={limit()} />
            </span>
          )}
        </Show>
      </>
    ),
  },
  { id: "of", title: "Of", cell: (row) => row.project ?? <span data-tone="2">all projects</span> },
  {
    id: "raised",
    title: "Last raised",
    figure: true,
    cell: (row) => (
      <Show when={row.lastRaisedAt} fallback={<span data-tone="3">never</span>}>
        {(at) => <Moment at={at()} zone={told().timeZone} now={told().asOf} />}
      </Show>
    ),
  },
  ...(onDelete
    ? [
        {
          id: "delete",
          title: "Delete",
          figure: true,
          cell: (row: SpendAlert) => (
            <Button kind="quiet" icon="close" label={`Delete ${alertName(row)}`} onClick={() => onDelete(row)} />
          ),
        },
      ]
    : []),
]

/** The columns of what was raised. */
export const raisedColumns = (told: () => { timeZone: Zone; asOf: string }): Column<RaisedSpend>[] => [
  { id: "alert", title: "Alert", cell: (row) => alertName({ ...row, amountMicros: row.limitMicros }) },
  { id: "of", title: "Of", cell: (row) => row.project ?? <span data-tone="2">all projects</span> },
  { id: "period", title: "Of when", cell: (row) => periodWords(row, told().asOf.slice(0, 10)) },
  { id: "spent", title: "Spent by then", figure: true, cell: (row) => <Usd micros={row.spentMicros} /> },
  { id: "limit", title: "Limit", figure: true, cell: (row) => <Usd micros={row.limitMicros} /> },
  {
    id: "at",
    title: "Raised",
    figure: true,
    cell: (row) => <Moment at={row.raisedAt} zone={told().timeZone} now={told().asOf} />,
  },
]
