import { createMemo, Show } from "solid-js"
import type { OrganizationMetrics } from "#shared/contract/metrics.ts"
import { countText } from "../../format.ts"
import { Empty } from "../../ui/state.tsx"
import { type Column, Table } from "../../ui/table.tsx"
import { keptRows } from "./kept-rows.ts"
import { Part } from "./section.tsx"
import { ShareCell } from "./top-table.tsx"

type Types = NonNullable<OrganizationMetrics["errorTypes"]>
interface Row {
  key: string
  isRest: boolean
  name: string | null
  count: number
  share: number
}

const COLUMNS: readonly Column<Row>[] = [
  { id: "type", title: "Type", cell: (row) => row.name ?? <span data-tone="2">all others</span> },
  { id: "share", title: "Share", cell: (row) => <ShareCell of={row.share} /> },
  { id: "count", title: "Errors", figure: true, cell: (row) => countText(row.count) },
]

/** What went wrong, most often first; what names no kind is in the last row. */
export function ErrorTypes(props: { data: OrganizationMetrics; of: Types; question: string | undefined }) {
  const errors = () => props.data.totals.errors
  const newest = createMemo((): Row[] => {
    const all = [...props.of.rows, ...(props.of.rest > 0 ? [{ name: null, count: props.of.rest }] : [])]
    return all.map(({ name, count }) => ({
      key: name === null ? "rest" : `type ${name}`,
      isRest: name === null,
      name,
      count,
      share: count / errors(),
    }))
  })
  const { rows, pointing } = keptRows(newest, () => props.question)
  return (
    <Part
      title="Error types"
      id="error-types"
      span={12}
      foot={props.of.approximate && "Approximate: rare types were put together, so a row may lack some of its errors."}
    >
      <Show when={errors() > 0} fallback={<Empty icon="check" title="No errors in this window" />}>
        <div {...pointing}>
          <Table label="Error types, as a table" columns={COLUMNS} rows={rows()} keyOf={({ key }) => key} short />
        </div>
      </Show>
    </Part>
  )
}
