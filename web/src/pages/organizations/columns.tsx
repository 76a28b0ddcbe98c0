import { Show } from "solid-js"
import type { OrganizationRow } from "#shared/contract/organizations.ts"
import { Copy } from "../../ui/copy.tsx"
import { Money, MoneyMicros } from "../../ui/money.tsx"
import type { Column } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { Badge, Word } from "../../ui/word.tsx"

/** The columns of the directory; what was spent is in the reporting currency. */
export const columnsOf = (currency: () => string): readonly Column<OrganizationRow>[] => [
  {
    id: "name",
    title: "Organization",
    sort: true,
    cell: (row) => row.name,
    beside: (row) => (
      <>
        <Show when={row.stub}>
          <Badge kind="plain">named, not described yet</Badge>
        </Show>
        <Copy text={row.id} />
      </>
    ),
  },
  {
    id: "billingEmail",
    title: "Billing e-mail",
    sort: true,
    grow: true,
    cell: (row) => <span data-tone="2">{row.billingEmail ?? "–"}</span>,
  },
  { id: "plan", title: "Plan", sort: true, cell: (row) => row.plan },
  {
    id: "devPlan",
    title: "Dev plan",
    sort: true,
    cell: (row) => <span data-tone={row.devPlan === "none" ? "3" : undefined}>{row.devPlan}</span>,
  },
  {
    id: "creditsMicros",
    title: "Credits",
    sort: true,
    first: "desc",
    figure: true,
    cell: (row) => (
      <span data-tone={row.creditsMicros === 0 ? "3" : undefined}>
        <MoneyMicros micros={row.creditsMicros} currency="usd" />
      </span>
    ),
  },
  {
    id: "allTimeCreditsMicros",
    title: "All-time credits",
    sort: true,
    first: "desc",
    figure: true,
    cell: (row) => (
      <span data-tone={row.allTimeCreditsMicros === 0 ? "3" : undefined}>
        <MoneyMicros micros={row.allTimeCreditsMicros} currency="usd" />
      </span>
    ),
  },
  {
    id: "totalSpentCents",
    title: "Total spent",
    sort: true,
    first: "desc",
    figure: true,
    cell: (row) => (
      <Show when={row.totalSpentCents !== null} fallback={<span data-tone="2">rate missing</span>}>
        <span data-tone={row.totalSpentCents === 0 ? "3" : undefined}>
          <Money cents={row.totalSpentCents!} currency={currency()} />
        </span>
      </Show>
    ),
  },
  { id: "status", title: "Status", sort: true, cell: (row) => <Word status={row.status} /> },
  {
    id: "createdAt",
    title: "Created",
    sort: true,
    figure: true,
    cell: (row) => (row.createdAt ? <Time at={row.createdAt} as="date" /> : "–"),
  },
]
