import { type JSX, Show } from "solid-js"
import { CATALOG_DEFINITIONS } from "#shared/catalog/definitions.ts"
import { PLANS } from "#shared/contract/catalog.ts"
import { useAddress } from "../../address.ts"
import { type Catalog, liveCatalog } from "../../data/catalog.ts"
import { useMe } from "../../data/me.ts"
import { countOf } from "../../format.ts"
import { usePage } from "../../shell/page.ts"
import { Answer } from "../../ui/answer.tsx"
import { Button } from "../../ui/button.tsx"
import { chosenColumns, ColumnChoice } from "../../ui/column-choice.tsx"
import { Filters, Listing, SearchFilter } from "../../ui/filter.tsx"
import { SelectFilter } from "../../ui/filter-choice.tsx"
import { How } from "../../ui/how.tsx"
import { LiveHead } from "../../ui/live-head.tsx"
import { NoMatch } from "../../ui/no-rows.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Empty, Skeleton } from "../../ui/state.tsx"
import { Table } from "../../ui/table.tsx"
import { wordsAsked } from "../../words-asked.ts"
import { createCatalogDesk } from "./desk.ts"
import { modelColumns } from "./model-columns.tsx"
import { isModelSort, modelsInOrder, modelsThatMatch } from "./model-list.ts"
import { ModelView } from "./model-view.tsx"
import { ReadOnly } from "./read-only.tsx"
import { Reviews } from "./reviews.tsx"
import { UsageDiscounts } from "./usage-discounts.tsx"
import "../subscriptions/subscriptions.css"
import "../transactions/transactions.css"
import "./catalog.css"

const WORDS = ["provider", "plan", "search"] as const
const { callPrice: PRICE } = CATALOG_DEFINITIONS

/** Every model with its prices, who may use it, and what is taken off its prices. */
export default function ModelsPage() {
  const address = useAddress({ provider: "", plan: "", search: "", sort: "name", order: "asc", open: "" })
  const { field, href, set } = address
  const words = wordsAsked(WORDS, address)
  const catalog = liveCatalog()
  const me = useMe()
  const mayWrite = () => me()?.staffRole === "admin"
  const desk = createCatalogDesk(catalog.refresh)
  const columns = modelColumns((id) => catalog.data()?.providers.find(({ providerId }) => providerId === id))
  const shown = chosenColumns("models", columns)
  const sort = () => (isModelSort(field("sort")) ? field("sort") : "name")
  const order = () => (field("order") === "desc" ? "desc" : "asc")
  const rows = (of: Catalog) => {
    const { provider = "", plan = "", search = "" } = words.asked()
    return modelsInOrder(modelsThatMatch(of.models, { provider, plan, search }), sort(), order())
  }
  const providers = () =>
    (catalog.data()?.providers ?? []).map(({ providerId, name }) => ({ value: providerId, text: name }))
  const mayMake = () => mayWrite() && providers().length > 0
  const begin = () => desk.review({ act: "createModel" })
  const toggle = (key: string) => set({ open: field("open") === key ? undefined : key }, { replace: true })
  usePage({
    refresh: catalog.refresh,
    actions: () => (mayMake() ? [{ title: "Add a model…", icon: "plus", words: "new model catalog", run: begin }] : []),
  })
  const MakeButton = () => (
    <Show when={mayMake()}>
      <Button kind="primary" icon="plus" onClick={begin}>
        New model…
      </Button>
    </Show>
  )
  return (
    <>
      <LiveHead
        title="Models"
        note="What a million tokens of each model cost, who may use it, and which price comes next."
        of={catalog}
      >
        <Show when={catalog.data()?.models.length}>
          <MakeButton />
        </Show>
      </LiveHead>
      <ReadOnly />
      <Listing>
        <Filters
          clear={words.count() > 0 ? href(words.none) : undefined}
          end={<ColumnChoice list="models" columns={columns} />}
        >
          <SelectFilter
            label="Provider"
            value={field("provider")}
            items={providers()}
            onChange={words.choose("provider")}
          />
          <SelectFilter
            label="Plan"
            value={field("plan")}
            items={PLANS.map((value) => ({ value, text: value }))}
            onChange={words.choose("plan")}
          />
          <SearchFilter
            label="Search models"
            placeholder="Name, provider"
            value={field("search")}
            onChange={words.choose("search")}
          />
        </Filters>
        <Sheet busy={catalog.loading()}>
          <Answer of={catalog} skeleton={<Skeleton lines={9} tall="24rem" />}>
            {(data) => (
              <Show
                when={rows(data()).length > 0}
                fallback={
                  <Show
                    when={data().models.length > 0}
                    fallback={<NoModels hasProviders={data().providers.length > 0} make={<MakeButton />} />}
                  >
                    <NoMatch one="model" filterCount={words.count()} clear={href(words.none)} />
                  </Show>
                }
              >
                <Table
                  label="Models"
                  columns={shown()}
                  rows={rows(data())}
                  keyOf={({ modelId }) => modelId}
                  open={{
                    ...{ key: field("open"), toggle },
                    detail: (row) => <ModelView of={row} catalog={data()} desk={desk} mayWrite={mayWrite()} />,
                  }}
                  sort={{ by: sort(), order: order(), href: (by, to) => href({ sort: by, order: to }) }}
                  wide
                />
                <p data-part="count">
                  {countOf(rows(data()).length, "model")}; prices in dollars of a million tokens.{" "}
                  <How of="the price of a call" window={PRICE.window} rows={PRICE.source}>
                    {PRICE.definition}
                  </How>
                </p>
              </Show>
            )}
          </Answer>
        </Sheet>
      </Listing>
      <Show when={catalog.data()}>
        {(data) => (
          <>
            <UsageDiscounts catalog={data()} desk={desk} mayWrite={mayWrite()} />
            <Reviews desk={desk} catalog={data()} onMade={(open) => set({ ...words.none, open }, { replace: true })} />
          </>
        )}
      </Show>
    </>
  )
}

/** Why there is no model, and the one next step. */
const NoModels = (props: { hasProviders: boolean; make: JSX.Element }) => (
  <Show
    when={props.hasProviders}
    fallback={
      <Empty title="No models yet" text="A model belongs to a provider: add that first.">
        <a href="/admin/catalog/providers">Providers</a>
      </Empty>
    }
  >
    <Empty
      title="No models yet"
      text="Add each model by the name that usage events give it: calls that tell no cost are then priced from here."
    >
      {props.make}
    </Empty>
  </Show>
)
