import type { JSX } from "solid-js"
import type { ReconciledCounts } from "../../data/reconciliation.ts"
import { countText } from "../../format.ts"
import { Section } from "../../ui/section.tsx"
import type { Column } from "../../ui/table.tsx"
import { Ledger } from "../transactions/ledger.tsx"
import { KINDS, sumOf, withMode } from "./words.ts"

type Name = Parameters<typeof sumOf>[1]

const quiet = (count: number): JSX.Element => (count === 0 ? <span data-tone="3">0</span> : countText(count))
const figure = (id: Name, title: string): Column<ReconciledCounts> => ({
  ...{ id, title, figure: true },
  cell: (row) => quiet(row[id]),
})
const FIGURES: readonly (readonly [Name, string])[] = [
  ["listed", "Listed"],
  ["same", "Same"],
  ["missing", "Missing"],
  ["different", "Different"],
  ["repaired", "Repaired"],
  ["unrepaired", "Not repaired"],
  ["tooFresh", "Too fresh"],
  ["notAtStripe", "Not at Stripe"],
]
const COLUMNS: readonly Column<ReconciledCounts>[] = [
  { id: "kind", title: "Kind", cell: ({ object, mode }) => withMode(KINDS[object], mode) },
  ...FIGURES.map(([id, title]) => figure(id, title)),
]

/** How many objects of each kind were compared, and what was found of them. */
export function Counts(props: { of: readonly ReconciledCounts[] }) {
  return (
    <Section
      title="Objects"
      note="by id and by what decides a figure"
      foot={
        <span>
          Missing: Stripe lists it and nothing was told of it here. Too fresh: it changed within ten minutes, and its
          delivery may be on its way. Not at Stripe: held here and not listed; nothing is changed of it.
        </span>
      }
    >
      <Ledger
        label="Objects compared, by kind"
        columns={COLUMNS}
        rows={props.of}
        foot={
          <tr>
            <th scope="row">All</th>
            {FIGURES.map(([name]) => (
              <td data-figure="">{countText(sumOf({ counts: [...props.of] }, name))}</td>
            ))}
          </tr>
        }
      />
    </Section>
  )
}
