import { Show } from "solid-js"
import { useAddress } from "../../address.ts"
import { type Catalog, liveCatalog, type Provider } from "../../data/catalog.ts"
import { useMe } from "../../data/me.ts"
import { countOf, countText } from "../../format.ts"
import { usePage } from "../../shell/page.ts"
import { Answer } from "../../ui/answer.tsx"
import { Button } from "../../ui/button.tsx"
import { Copy } from "../../ui/copy.tsx"
import { Fact, FactColumns, Facts } from "../../ui/facts.tsx"
import { LiveHead } from "../../ui/live-head.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Empty, Skeleton } from "../../ui/state.tsx"
import { type Column, Table } from "../../ui/table.tsx"
import { Word } from "../../ui/word.tsx"
import { createCatalogDesk, type CatalogDesk } from "./desk.ts"
import { ProviderForm } from "./provider-form.tsx"
import { ReadOnly } from "./read-only.tsx"
import "../subscriptions/subscriptions.css"
import "../transactions/transactions.css"
import "./catalog.css"

/** Every provider: whether it is used, how much of it in a minute, and which models it has. */
export default function ProvidersPage() {
  const { field, set } = useAddress({ open: "" })
  const catalog = liveCatalog()
  const me = useMe()
  const mayWrite = () => me()?.staffRole === "admin"
  const desk = createCatalogDesk(catalog.refresh)
  const begin = () => desk.review({ act: "createProvider" })
  const toggle = (key: string) => set({ open: field("open") === key ? undefined : key }, { replace: true })
  usePage({
    refresh: catalog.refresh,
    actions: () =>
      mayWrite() ? [{ title: "Add a provider…", icon: "plus", words: "new provider catalog", run: begin }] : [],
  })
  const MakeButton = () => (
    <Show when={mayWrite()}>
      <Button kind="primary" icon="plus" onClick={begin}>
        New provider…
      </Button>
    </Show>
  )
  return (
    <>
      <LiveHead
        title="Providers"
        note="Whose models the product may use, and how much of each in a minute."
        of={catalog}
      >
        <Show when={catalog.data()?.providers.length}>
          <MakeButton />
        </Show>
      </LiveHead>
      <ReadOnly />
      <Sheet busy={catalog.loading()}>
        <Answer of={catalog} skeleton={<Skeleton lines={5} tall="12rem" />}>
          {(data) => (
            <Show
              when={data().providers.length > 0}
              fallback={
                <Empty
                  title="No providers yet"
                  text="Add each provider by the name that usage events give it; its models and their prices come after."
                >
                  <MakeButton />
                </Empty>
              }
            >
              <Table
                label="Providers"
                columns={columnsIn(data)}
                rows={data().providers.toSorted((one, other) => (one.name < other.name ? -1 : 1))}
                keyOf={({ providerId }) => providerId}
                open={{
                  ...{ key: field("open"), toggle },
                  detail: (row) => <ProviderView of={row} catalog={data()} desk={desk} mayWrite={mayWrite()} />,
                }}
              />
            </Show>
          )}
        </Answer>
      </Sheet>
      <Show when={desk.about("createProvider")}>
        <ProviderForm desk={desk} />
      </Show>
      <Show when={desk.about("saveProvider")}>{(one) => <ProviderForm desk={desk} of={one().of} />}</Show>
    </>
  )
}

const modelsOf = ({ models }: Catalog, { providerId }: Provider) =>
  models.filter((one) => one.providerId === providerId)
const limitText = (limit: number | null): string => (limit === null ? "no limit" : countText(limit))

const Enabled = (props: { of: Provider }) => (
  <Show when={props.of.isEnabled} fallback={<Word status="inactive">switched off</Word>}>
    <Word status="active">enabled</Word>
  </Show>
)

const columnsIn = (catalog: () => Catalog): readonly Column<Provider>[] => [
  { id: "name", title: "Provider", cell: (row) => row.name },
  { id: "enabled", title: "Standing", cell: (row) => <Enabled of={row} /> },
  { id: "id", title: "Id", grow: true, cell: (row) => <code data-tone="2">{row.providerId}</code> },
  { id: "models", title: "Models", figure: true, cell: (row) => countText(modelsOf(catalog(), row).length) },
  {
    id: "requests",
    title: "Requests a minute",
    figure: true,
    cell: (row) => limitText(row.rateLimits.requestsPerMinute),
  },
  { id: "tokens", title: "Tokens a minute", figure: true, cell: (row) => limitText(row.rateLimits.tokensPerMinute) },
]

/** One provider opened: what it is, its models, and the way to change it. */
function ProviderView(props: { of: Provider; catalog: Catalog; desk: CatalogDesk; mayWrite: boolean }) {
  const models = () => modelsOf(props.catalog, props.of)
  const available = () => models().filter(({ isAvailable }) => isAvailable).length
  return (
    <div data-component="transaction" data-of="provider">
      <Show when={props.mayWrite}>
        <div data-part="acts">
          <Button onClick={() => props.desk.review({ act: "saveProvider", of: props.of })}>Change…</Button>
        </div>
      </Show>
      <FactColumns>
        <Facts>
          <Fact name="Id">
            <Copy text={props.of.providerId} />
          </Fact>
          <Fact name="Models">
            <a href={`/admin/catalog/models?${new URLSearchParams({ provider: props.of.providerId })}`}>
              {countOf(models().length, "model")}, {countText(available())} available
            </a>
          </Fact>
        </Facts>
        <Facts>
          <Fact name="Requests a minute">{limitText(props.of.rateLimits.requestsPerMinute)}</Fact>
          <Fact name="Tokens a minute">{limitText(props.of.rateLimits.tokensPerMinute)}</Fact>
        </Facts>
      </FactColumns>
    </div>
  )
}
