import { For, Show } from "solid-js"
import type { Discrepancy, ReconciliationDetail } from "../../data/reconciliation.ts"
import { countText } from "../../format.ts"
import type { LiveQuery } from "../../live-query.ts"
import { Copy } from "../../ui/copy.tsx"
import { Fact, Facts } from "../../ui/facts.tsx"
import type { StatusWord } from "../../ui/mark.tsx"
import { type Column, Table } from "../../ui/table.tsx"
import { Word } from "../../ui/word.tsx"
import { Part } from "../usage/part.tsx"
import { KINDS, sumOf, withMode } from "./words.ts"
import "../audit/entry-view.css"

const OUTCOMES: Record<Discrepancy["outcome"], { status: StatusWord; text: string }> = {
  open: { status: "requested", text: "to be looked at again" },
  repaired: { status: "fixed", text: "repaired" },
  unrepaired: { status: "warn", text: "not repaired" },
  untouched: { status: "noData", text: "left as it is" },
}
const FOUND: Record<Discrepancy["found"], string> = {
  missing: "missing here",
  different: "different",
  notAtStripe: "not at Stripe",
}
const one = (object: Discrepancy["object"]): string => KINDS[object].slice(0, -1)

const COLUMNS: readonly Column<Discrepancy>[] = [
  { id: "object", title: "Object", cell: (row) => withMode(one(row.object), row.mode) },
  { id: "id", title: "Id", cell: (row) => <Copy text={row.objectId} /> },
  { id: "found", title: "Found", cell: (row) => FOUND[row.found] },
  {
    id: "outcome",
    title: "Outcome",
    cell: (row) => <Word status={OUTCOMES[row.outcome].status}>{OUTCOMES[row.outcome].text}</Word>,
  },
  {
    id: "fields",
    title: "What",
    grow: true,
    cell: (row) => <span data-tone="2">{row.why ?? saidOf(row)}</span>,
  },
]

/** Of what was missing the fields that one would ask for first; an amount with its name. */
const FIRST = ["status", "name", "number", "items", "takes off", "code"]
const AMOUNTS = ["captured", "amount", "paid", "net"]

/** What Stripe says of it in short where it was missing, and each change where it differed. */
const saidOf = ({ found, fields }: Discrepancy): string =>
  found === "missing"
    ? fields
        .flatMap(({ field, stripe }) => {
          if (stripe === null) return []
          return FIRST.includes(field) ? stripe : AMOUNTS.includes(field) ? `${field} ${stripe}` : []
        })
        .join(", ")
    : fields.map(({ field, ours, stripe }) => `${field}: ${ours ?? "–"} → ${stripe ?? "–"}`).join("; ")

const keyOf = ({ mode, object, objectId }: Discrepancy): string => `${mode} ${object} ${objectId}`

/** Some of what was not the same, each with both sides; the counts above are of all. */
export function Samples(props: { of: LiveQuery<ReconciliationDetail>; open: string; toggle: (key: string) => void }) {
  const note = (data: ReconciliationDetail) => {
    const all = sumOf(data, "missing") + sumOf(data, "different") + sumOf(data, "notAtStripe")
    const some = all > data.samples.length ? `${countText(data.samples.length)} of ${countText(all)}` : countText(all)
    return `${some}${data.masked ? "; names and addresses are masked for the role viewer" : ""}`
  }
  return (
    <Part of={props.of} title="What was not the same" id="samples" tall="12rem" note={(data) => note(data())}>
      {(data) => (
        <Show when={data().samples.length > 0} fallback={<p data-part="nothing">Nothing: both sides agree.</p>}>
          <Table
            label="What was not the same, samples"
            columns={COLUMNS}
            rows={data().samples}
            keyOf={keyOf}
            open={{ key: props.open, toggle: props.toggle, detail: (row) => <Sides of={row} /> }}
          />
        </Show>
      )}
    </Part>
  )
}

/** One object opened: what each side says, field by field. */
function Sides(props: { of: Discrepancy }) {
  const transaction = () => {
    const { chargeId, mode } = props.of
    const query = new URLSearchParams({ ...(mode === "test" ? { mode } : {}), open: chargeId ?? "" })
    return chargeId === null ? undefined : `/admin/revenue/transactions?${query}`
  }
  return (
    <div data-component="entry">
      <Facts start>
        <Show when={props.of.customerId}>
          {(id) => (
            <Fact name="Customer">
              <Copy text={id()} />
            </Fact>
          )}
        </Show>
        <Show when={transaction()}>
          {(href) => (
            <Fact name="Transaction">
              <a href={href()}>{props.of.chargeId}</a>
            </Fact>
          )}
        </Show>
        <Show when={props.of.why}>{(why) => <Fact name="Why">{why()}</Fact>}</Show>
      </Facts>
      <Show
        when={props.of.fields.length > 0}
        fallback={<p data-tone="3">Stripe said nothing of it that could be compared.</p>}
      >
        <div data-component="changes" tabindex="0" role="region" aria-label="Both sides, field by field">
          <table>
            <thead>
              <tr>
                <th scope="col">Field</th>
                <th scope="col">Here</th>
                <th scope="col">Stripe</th>
              </tr>
            </thead>
            <tbody>
              <For each={props.of.fields}>
                {({ field, ours, stripe }) => (
                  <tr>
                    <th scope="row">{field}</th>
                    <td>{ours ?? "–"}</td>
                    <td>{stripe ?? "–"}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </Show>
    </div>
  )
}
