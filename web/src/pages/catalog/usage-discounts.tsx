import { Show } from "solid-js"
import { type DiscountStanding, discountStanding, endOf, percentOf } from "#shared/catalog/usage-discount.ts"
import { instant } from "#shared/time.ts"
import type { Catalog, UsageDiscount } from "../../data/catalog.ts"
import { countOf } from "../../format.ts"
import { nowMs } from "../../reporting.ts"
import { Button } from "../../ui/button.tsx"
import { Section } from "../../ui/section.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Empty } from "../../ui/state.tsx"
import { type Column, Table } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { Word } from "../../ui/word.tsx"
import type { CatalogDesk } from "./desk.ts"

const MARKS = { coming: "ahead", valid: "active", ended: "idle", withdrawn: "noData" } as const
const ORDER: readonly DiscountStanding[] = ["valid", "coming", "ended", "withdrawn"]
const standingOf = (of: UsageDiscount): DiscountStanding => discountStanding(of, instant(nowMs()))

const columnsIn = (catalog: () => Catalog): readonly Column<UsageDiscount>[] => [
  { id: "name", title: "Discount", cell: (row) => row.name },
  { id: "standing", title: "Standing", cell: (row) => <Word status={MARKS[standingOf(row)]}>{standingOf(row)}</Word> },
  { id: "off", title: "Off", figure: true, cell: (row) => `${percentOf(row.percentHundredths)} %` },
  {
    id: "of",
    title: "Of",
    grow: true,
    cell: (row) => {
      const provider =
        catalog().providers.find(({ providerId }) => providerId === row.providerId)?.name ?? row.providerId
      const model = catalog().models.find(({ modelId }) => modelId === row.modelId)?.name
      return model ?? `all models of ${provider}`
    },
  },
  { id: "from", title: "From", figure: true, cell: (row) => <Time at={row.validFrom} /> },
  {
    id: "to",
    title: "Until",
    figure: true,
    cell: (row) => (
      <Show when={row.validTo} fallback={<span data-tone="3">no end</span>}>
        {(at) => <Time at={at()} />}
      </Show>
    ),
  },
  { id: "by", title: "By", cell: (row) => row.createdBy.name },
]

/** Percentages off catalog prices: those that are valid first, then those to come, then those that are over. */
export function UsageDiscounts(props: { catalog: Catalog; desk: CatalogDesk; mayWrite: boolean }) {
  const columns = columnsIn(() => props.catalog)
  const mayEnd = (row: UsageDiscount) => endOf(row, instant(nowMs())) !== null
  const acts: Column<UsageDiscount> = {
    id: "acts",
    title: "Command",
    cell: (row) => (
      <Show when={mayEnd(row)}>
        <Button onClick={() => props.desk.review({ act: "endDiscount", of: row })}>End…</Button>
      </Show>
    ),
  }
  const rows = () =>
    props.catalog.discounts.toSorted((one, other) => {
      const by = ORDER.indexOf(standingOf(one)) - ORDER.indexOf(standingOf(other))
      return by === 0 ? (one.validFrom < other.validFrom ? 1 : -1) : by
    })
  const begin = () => props.desk.review({ act: "createDiscount" })
  const mayMake = () => props.mayWrite && props.catalog.providers.length > 0
  return (
    <Section
      title="Usage discounts"
      note={
        rows().length > 0
          ? countOf(rows().filter((row) => standingOf(row) === "valid").length, "valid discount")
          : "percentages off catalog prices"
      }
      end={
        <Show when={mayMake() && rows().length > 0}>
          <Button onClick={begin}>New discount…</Button>
        </Show>
      }
    >
      <Sheet>
        <Show
          when={rows().length > 0}
          fallback={
            <Empty
              title="No usage discounts yet"
              text="A percentage off the prices of a model, or of all of a provider."
            >
              <Show when={mayMake()}>
                <Button onClick={begin}>New discount…</Button>
              </Show>
            </Empty>
          }
        >
          <Table
            label="Usage discounts, as a table"
            columns={props.mayWrite && rows().some(mayEnd) ? [...columns, acts] : columns}
            rows={rows()}
            keyOf={({ discountId }) => discountId}
          />
        </Show>
      </Sheet>
    </Section>
  )
}
