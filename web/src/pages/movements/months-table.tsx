import { type JSX, Show } from "solid-js"
import type { Changes } from "../../address.ts"
import type { MovementMonth, Movements } from "../../data/movements.ts"
import { countText, monthText, percentText } from "../../format.ts"
import { Money } from "../../ui/money.tsx"
import { type Column, Table } from "../../ui/table.tsx"
import { conversionOf } from "./month-figures.tsx"

const Dash = () => <span data-tone="3">–</span>
const OrDash = (props: { value: number | null; children: (value: number) => JSX.Element }) => (
  <Show when={props.value !== null} fallback={<Dash />}>
    {props.children(props.value!)}
  </Show>
)
const Percent = (props: { share: number | null }) => (
  <OrDash value={props.share}>{(share) => `${percentText(share)}\u00a0%`}</OrDash>
)
/** A share with what it is of. */
const Of = (props: { part: number; whole: number; share: number | null }) => (
  <span data-nowrap="">
    <span data-tone="3">
      {countText(props.part)} of {countText(props.whole)}
    </span>{" "}
    <Percent share={props.share} />
  </span>
)

/** Every month as an account, with its rates; its name chooses it. */
export function MonthsTable(props: { data: Movements; href: (changes: Changes) => string }) {
  const Amount = (of: { cents: number | undefined; signed?: boolean }) => (
    <Show when={of.cents} fallback={<Dash />}>
      <Money cents={of.cents!} currency={props.data.currency} signed={of.signed ?? false} />
    </Show>
  )
  const amount = (id: string, title: string, of: (month: MovementMonth) => number | undefined, signed = false) => ({
    id,
    title,
    figure: true,
    cell: (month: MovementMonth) => <Amount cents={of(month)} signed={signed} />,
  })
  const columns: readonly Column<MovementMonth>[] = [
    {
      id: "month",
      title: "Month",
      sorted: "desc",
      cell: (of) => (
        <>
          {monthText(of.month, props.data.day)}
          <Show when={!of.over}>
            <span data-tone="3"> so far</span>
          </Show>
        </>
      ),
    },
    // What is zero is a dash here, so that the months in which something moved stand out.
    amount("start", "Began with", ({ statement }) => statement?.startCents),
    amount("new", "New", ({ statement }) => statement?.newCents, true),
    amount("reactivation", "Reactivation", ({ statement }) => statement?.reactivationCents, true),
    amount("expansion", "Expansion", ({ statement }) => statement?.expansionCents, true),
    amount(
      "contraction",
      "Contraction",
      ({ statement }) => (statement ? -statement.contractionCents : undefined),
      true,
    ),
    amount("churn", "Churn", ({ statement }) => (statement ? -statement.churnCents : undefined), true),
    amount("fx", "FX", ({ statement }) => statement?.fxCents, true),
    amount("end", "Ended with", ({ statement }) => statement?.endCents),
    { id: "gross", title: "Gross churn", figure: true, cell: (of) => <Percent share={of.grossChurnRate} /> },
    { id: "net", title: "Net churn", figure: true, cell: (of) => <Percent share={of.netChurnRate} /> },
    {
      id: "quick",
      title: "Quick ratio",
      figure: true,
      cell: (of) => <OrDash value={of.quickRatio}>{(value) => value.toFixed(1)}</OrDash>,
    },
    {
      id: "lost",
      title: "Customers lost",
      figure: true,
      cell: (of) => <Of part={of.subscribers.lost} whole={of.subscribers.atStart} share={of.churnRate} />,
    },
    {
      id: "trials",
      title: "Trials converted",
      figure: true,
      cell: (of) => <Of part={of.trials.converted} whole={of.trials.ended} share={conversionOf(of)} />,
    },
  ]
  return (
    <Table
      label="Months, newest first"
      wide
      columns={columns}
      rows={props.data.months}
      keyOf={({ month }) => month}
      href={({ month }) => props.href({ month: month === props.data.months[0]!.month ? undefined : month })}
    />
  )
}
