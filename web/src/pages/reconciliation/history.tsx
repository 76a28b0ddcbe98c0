import { msOf } from "#shared/time.ts"
import type { Reconciliation } from "../../data/reconciliation.ts"
import { countText, latencyText } from "../../format.ts"
import { Section } from "../../ui/section.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { type Column, Table } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { Word } from "../../ui/word.tsx"
import { outcomeOf, REACHES, sumOf } from "./words.ts"

const COLUMNS: readonly Column<Reconciliation>[] = [
  { id: "at", title: "Asked for", sorted: "desc", cell: (run) => <Time at={run.requestedAt} seconds /> },
  { id: "outcome", title: "Outcome", cell: (run) => <Word status={outcomeOf(run).status}>{outcomeOf(run).text}</Word> },
  { id: "by", title: "By", grow: true, cell: (run) => run.requestedBy ?? "each night" },
  { id: "reach", title: "Money of", cell: (run) => REACHES[run.reach] },
  { id: "listed", title: "Listed", figure: true, cell: (run) => countText(sumOf(run, "listed")) },
  { id: "missing", title: "Missing", figure: true, cell: (run) => countText(sumOf(run, "missing")) },
  { id: "different", title: "Different", figure: true, cell: (run) => countText(sumOf(run, "different")) },
  { id: "repaired", title: "Repaired", figure: true, cell: (run) => countText(sumOf(run, "repaired")) },
  {
    id: "took",
    title: "Took",
    figure: true,
    cell: (run) => tookText(run),
  },
]

const SECOND_MS = 1_000
function tookText({ startedAt, endedAt }: Reconciliation): string {
  if (!startedAt || !endedAt) return "–"
  const ms = msOf(endedAt) - msOf(startedAt)
  return ms < SECOND_MS ? "under 1 s" : latencyText(ms)
}

/** The comparisons of the last three months, newest first; each leads to its report. */
export function History(props: { of: readonly Reconciliation[]; href: (run: Reconciliation) => string }) {
  return (
    <Section title="Comparisons" note="kept 90 days, the newest first">
      <Sheet>
        <Table
          label="Comparisons, as a table"
          columns={COLUMNS}
          rows={props.of}
          keyOf={({ reconciliationId }) => reconciliationId}
          href={props.href}
        />
      </Sheet>
    </Section>
  )
}
