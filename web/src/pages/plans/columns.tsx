import { Match, Show, Switch } from "solid-js"
import { countText, dayText } from "../../format.ts"
import { Button } from "../../ui/button.tsx"
import { Copy } from "../../ui/copy.tsx"
import { MoneyMicros } from "../../ui/money.tsx"
import type { Column } from "../../ui/table.tsx"
import type { PlansDesk } from "./desk.ts"
import type { PlanRow } from "./rows.ts"
import { costWords, standsFor } from "./words.ts"

const None = () => <span data-tone="3">–</span>

/** The columns of the table of plans; who may change it gets a column for that. */
export const columnsOf = (desk: PlansDesk | undefined, today: () => string): Column<PlanRow>[] => [
  {
    id: "price",
    title: "Price",
    grow: true,
    cell: (row) => row.price?.name ?? row.priceId,
    beside: (row) => <Copy text={row.priceId} />,
  },
  {
    id: "costs",
    title: "Costs",
    cell: (row) => (
      <Show when={row.price} fallback={<span data-tone="3">in no live subscription</span>}>
        {(price) => costWords(price())}
      </Show>
    ),
  },
  {
    id: "standsFor",
    title: "Stands for",
    cell: (row) => (
      <Show when={row.terms} fallback={<None />}>
        {(terms) => standsFor(terms())}
      </Show>
    ),
  },
  {
    id: "credits",
    title: "Credits",
    figure: true,
    cell: (row) => (
      <Show when={row.terms} fallback={<None />}>
        {(terms) => <MoneyMicros micros={terms().creditsMicros} currency="usd" />}
      </Show>
    ),
  },
  {
    id: "from",
    title: "For cycles from",
    cell: (row) => (
      <Switch fallback={<span data-tone="2">no terms yet</span>}>
        <Match when={row.state === "inForce"}>{dayText(row.terms!.from, today())}, in force</Match>
        <Match when={row.state === "later"}>{dayText(row.terms!.from, today())}, not yet</Match>
        <Match when={row.state === "replaced"}>
          <span data-tone="3">{dayText(row.terms!.from, today())}, replaced since</span>
        </Match>
      </Switch>
    ),
  },
  {
    id: "subscriptions",
    title: "In use",
    figure: true,
    cell: (row) => countText(row.price?.subscriptions ?? 0),
  },
  ...(desk
    ? [
        {
          id: "acts",
          title: "Change",
          figure: true,
          cell: (row: PlanRow) => (
            <Switch>
              <Match when={row.state === "notNamed"}>
                <Button onClick={() => desk.begin(row.priceId)} aria-label={`Name ${row.price!.name}`}>
                  Name…
                </Button>
              </Match>
              <Match when={row.terms && row.terms.from >= today() && row.terms}>
                {(terms) => (
                  <Button
                    onClick={() => desk.edit(terms())}
                    aria-label={`Change ${standsFor(terms())} from ${terms().from}`}
                  >
                    Change…
                  </Button>
                )}
              </Match>
              <Match when={row.state === "inForce"}>
                <Button
                  onClick={() => desk.begin(row.priceId, row.terms)}
                  aria-label={`New terms of ${row.price?.name ?? row.priceId}`}
                >
                  Change…
                </Button>
              </Match>
            </Switch>
          ),
        } satisfies Column<PlanRow>,
      ]
    : []),
]
