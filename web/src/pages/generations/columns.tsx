import { Show } from "solid-js"
import type { Generation } from "../../data/generations.ts"
import { latencyText, sizeText } from "../../format.ts"
import { directoryPath, personPath } from "../../shell/nav.ts"
import type { Column } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { Word } from "../../ui/word.tsx"

export const keyOf = ({ generationId }: Generation): string => generationId

/** Who asked for it: a name that leads to the person's page, or that nobody was named. */
export function Person(props: { of: Generation }) {
  return (
    <Show when={props.of.userId} fallback={<span data-tone="3">nobody named</span>}>
      {(userId) => (
        <a href={personPath(userId())} title={props.of.user ?? undefined}>
          {props.of.user}
        </a>
      )}
    </Show>
  )
}

/** The organization it was for, or that it was for none. */
export function Organization(props: { id: string | null }) {
  return (
    <Show when={props.id} fallback={<span data-tone="3">none</span>}>
      {(id) => <a href={directoryPath(id())}>{id()}</a>}
    </Show>
  )
}

/** The result in the product's own word, marked by how it ended. */
export const Result = (props: { of: Generation }) => (
  <Word status={props.of.outcome === "ok" ? "ok" : "fail"}>{props.of.result ?? props.of.outcome}</Word>
)

const WHEN: Column<Generation> = {
  id: "at",
  title: "When",
  sorted: "desc",
  cell: (row) => <Time at={row.at} seconds />,
}
const USER: Column<Generation> = { id: "user", title: "User", grow: true, cell: (row) => <Person of={row} /> }
const ORGANIZATION: Column<Generation> = {
  id: "organization",
  title: "Organization",
  cell: (row) => <Organization id={row.organizationId} />,
}
const OTHERS: readonly Column<Generation>[] = [
  { id: "mode", title: "Mode", cell: (row) => row.mode ?? "–" },
  {
    id: "model",
    title: "Model time",
    figure: true,
    cell: (row) => (row.modelMs === null ? "–" : latencyText(row.modelMs)),
  },
  { id: "size", title: "Size", figure: true, cell: (row) => (row.sizeBytes === null ? "–" : sizeText(row.sizeBytes)) },
  { id: "result", title: "Result", cell: (row) => <Result of={row} /> },
  {
    id: "steps",
    title: "Steps that failed",
    cell: (row) => {
      const failed = row.steps.filter(({ state }) => state === "failed").map(({ component }) => component)
      return <code data-tone="2">{failed.join(", ") || "–"}</code>
    },
  },
]

/** The columns of everybody's generations, and of one organization's. */
export const COLUMNS = [WHEN, USER, ORGANIZATION, ...OTHERS]
export const ORGANIZATIONS_COLUMNS = [WHEN, USER, ...OTHERS]
