import { Button } from "./button.tsx"
import { ColumnChoice } from "./column-choice.tsx"
import type { Column } from "./table.tsx"

/** What is done with a list as it is narrowed: which columns are shown, and its export. */
export const ListEnd = <Row,>(props: { list: string; columns: readonly Column<Row>[]; onExport: () => void }) => (
  <>
    <ColumnChoice list={props.list} columns={props.columns} />
    <Button icon="download" onClick={props.onExport}>
      Export CSV
    </Button>
  </>
)
