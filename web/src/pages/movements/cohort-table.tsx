import { For, Show } from "solid-js"
import type { Cohort, Movements } from "../../data/movements.ts"
import { countOf, countText, moneyText, monthText } from "../../format.ts"
import { Money } from "../../ui/money.tsx"
import { Empty } from "../../ui/state.tsx"
import "../../ui/table.css"

export type Measure = "customers" | "mrr"
type Cell = Cohort["cells"][number]

/** What a cell is of what its cohort began with; null where that is nothing, or is not known. */
function shareOf({ size, cells }: Cohort, { subscribers, mrrCents }: Cell, measure: Measure): number | null {
  if (measure === "customers") return size === 0 ? null : subscribers / size
  const first = cells[0]!.mrrCents
  return mrrCents === null || !first ? null : mrrCents / first
}

/** Cohorts below each other, their months beside each other: the darker a cell, the more of the cohort is there. */
export function CohortTable(props: { data: Movements; measure: Measure }) {
  const width = () => Math.max(0, ...props.data.cohorts.map(({ cells }) => cells.length))
  const said = (cohort: Cohort, cell: Cell, nth: number): string => {
    const amount = cell.mrrCents === null ? "" : `, ${moneyText(cell.mrrCents, props.data.currency)} MRR`
    const when = nth === 0 ? "in the first month" : `after ${countOf(nth, "month")}`
    return `${monthText(cohort.month)} ${when}: ${countText(cell.subscribers)} of ${countOf(cohort.size, "customer")}${amount}`
  }
  return (
    <Show
      when={width() > 0}
      fallback={<Empty icon="range" title="Nobody new in these months" text="Earlier months may have cohorts." />}
    >
      <div data-component="scroll" data-wide="" tabindex="0" role="region" aria-label="Cohorts, newest first">
        <table data-component="table" data-part="cohorts">
          <thead>
            <tr>
              <th scope="col">First month</th>
              <th scope="col" data-figure="">
                {props.measure === "mrr" ? "MRR" : "Customers"}
              </th>
              <For each={Array.from({ length: width() }, (_, nth) => nth)}>
                {(nth) => (
                  <th
                    scope="col"
                    data-figure=""
                    title={nth === 0 ? "End of the first month" : `After ${countOf(nth, "month")}`}
                  >
                    {nth}
                  </th>
                )}
              </For>
            </tr>
          </thead>
          <tbody>
            <For each={props.data.cohorts}>
              {(cohort) => (
                <tr>
                  <th scope="row">{monthText(cohort.month, props.data.day)}</th>
                  <td data-figure="">
                    <Show when={props.measure === "mrr"} fallback={countText(cohort.size)}>
                      <Show when={cohort.cells[0]!.mrrCents !== null} fallback="–">
                        <Money cents={cohort.cells[0]!.mrrCents!} currency={props.data.currency} />
                      </Show>
                    </Show>
                  </td>
                  <For each={cohort.cells}>
                    {(cell, nth) => {
                      const share = () => shareOf(cohort, cell, props.measure)
                      return (
                        <td
                          data-figure=""
                          data-cell=""
                          title={said(cohort, cell, nth())}
                          style={{ "--share": Math.min(1, share() ?? 0) }}
                        >
                          {share() === null ? "–" : `${Math.round(share()! * 100)}\u00a0%`}
                        </td>
                      )
                    }}
                  </For>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
    </Show>
  )
}
