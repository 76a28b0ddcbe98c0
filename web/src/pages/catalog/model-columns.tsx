import { type JSX, Show } from "solid-js"
import { priceAt, pricesAfter } from "#shared/catalog/price.ts"
import { instant } from "#shared/time.ts"
import type { Model, Price, Provider } from "../../data/catalog.ts"
import { countText } from "../../format.ts"
import { nowMs } from "../../reporting.ts"
import type { Column } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { Word } from "../../ui/word.tsx"
import { None } from "../subscriptions/columns.tsx"
import { Usd, usdText } from "./price-text.tsx"

/** The price of a model that is in force now. */
export const priceNow = ({ prices }: Model): Price | undefined => priceAt(prices, instant(nowMs()))

const amount = (id: string, title: string, field: Exclude<keyof Price, "effectiveFrom">): Column<Model> => ({
  ...{ id, title, figure: true, sort: true, first: "desc" },
  cell: (row) => <Usd micros={priceNow(row)?.[field]} />,
})

/** The next price, and when it begins. */
function Next(props: { of: Model }) {
  const next = () => pricesAfter(props.of.prices, instant(nowMs()))[0]
  return (
    <Show when={next()} fallback={<None />}>
      {(price) => (
        <span data-part="lines">
          <Time at={price().effectiveFrom} />
          <span data-tone="3">
            ${usdText(price().inputMicrosPerMillion)} in, ${usdText(price().outputMicrosPerMillion)} out
          </span>
        </span>
      )}
    </Show>
  )
}

/** Whether a model may be used at all, and what keeps it from being used. */
export function Availability(props: { of: Model; provider: Provider | undefined }) {
  const isOff = () => props.provider?.isEnabled === false
  return (
    <Show when={props.of.isAvailable} fallback={<Word status="inactive">unavailable</Word>}>
      <Show when={!isOff()} fallback={<Word status="inactive">provider switched off</Word>}>
        <Show when={priceNow(props.of)} fallback={<Word status="warn">no price yet</Word>}>
          <Word status="active">available</Word>
        </Show>
      </Show>
    </Show>
  )
}

/** Words of a list, or what is said of none. */
export const Words = (props: { of: readonly string[]; none?: JSX.Element }) => (
  <Show when={props.of.length > 0} fallback={props.none ?? <None />}>
    {props.of.join(", ")}
  </Show>
)

/** The columns of models; `providerOf` finds the provider of one. */
export const modelColumns = (providerOf: (providerId: string) => Provider | undefined): readonly Column<Model>[] => [
  { id: "name", title: "Model", sort: true, cell: (row) => row.name },
  {
    id: "provider",
    title: "Provider",
    sort: true,
    grow: true,
    cell: (row) => providerOf(row.providerId)?.name ?? row.providerId,
  },
  amount("input", "Input", "inputMicrosPerMillion"),
  amount("output", "Output", "outputMicrosPerMillion"),
  amount("cached", "Cached", "cachedMicrosPerMillion"),
  { id: "next", title: "Next price", figure: true, cell: (row) => <Next of={row} /> },
  { id: "plans", title: "Plans", cell: (row) => <Words of={row.plans} /> },
  {
    id: "context",
    title: "Context",
    figure: true,
    sort: true,
    first: "desc",
    cell: (row) => (row.contextWindowTokens === null ? <None /> : countText(row.contextWindowTokens)),
  },
  {
    id: "availability",
    title: "Availability",
    cell: (row) => <Availability of={row} provider={providerOf(row.providerId)} />,
  },
]
