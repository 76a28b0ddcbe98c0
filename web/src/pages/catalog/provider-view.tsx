import { Show } from "solid-js"
import type { Catalog, Provider } from "../../data/catalog.ts"
import { countOf, countText } from "../../format.ts"
import { Button } from "../../ui/button.tsx"
import { Copy } from "../../ui/copy.tsx"
import { Fact, FactColumns, Facts } from "../../ui/facts.tsx"
import type { Column } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { Word } from "../../ui/word.tsx"
import type { CatalogDesk } from "./desk.ts"

const modelsOf = ({ models }: Catalog, { providerId }: Provider) =>
  models.filter((one) => one.providerId === providerId)
const limitText = (limit: number | null): string => (limit === null ? "no limit" : countText(limit))

const Enabled = (props: { of: Provider }) => (
  <Show when={props.of.isEnabled} fallback={<Word status="inactive">switched off</Word>}>
    <Word status="active">enabled</Word>
  </Show>
)

/** The columns of providers. */
export const providerColumns = (catalog: () => Catalog): readonly Column<Provider>[] => [
  { id: "name", title: "Provider", cell: (row) => row.name },
  { id: "enabled", title: "Standing", cell: (row) => <Enabled of={row} /> },
  { id: "id", title: "Id", grow: true, cell: (row) => <code data-tone="2">{row.providerId}</code> },
  {
    id: "key",
    title: "Default key",
    cell: (row) => (
      <Show when={row.defaultKey} fallback={<span data-tone="3">not set</span>}>
        {(key) => (
          <>
            set <Time at={key().setAt} as="short" />
          </>
        )}
      </Show>
    ),
  },
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
export function ProviderView(props: { of: Provider; catalog: Catalog; desk: CatalogDesk; mayWrite: boolean }) {
  const models = () => modelsOf(props.catalog, props.of)
  const available = () => models().filter(({ isAvailable }) => isAvailable).length
  return (
    <div data-component="transaction" data-of="provider">
      <Show when={props.mayWrite}>
        <div data-part="acts">
          <Button onClick={() => props.desk.review({ act: "saveProvider", of: props.of })}>Change…</Button>
          <Button onClick={() => props.desk.review({ act: "setKey", of: props.of })}>
            {props.of.defaultKey ? "Replace key…" : "Set key…"}
          </Button>
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
          <Fact name="Default key">
            <Show when={props.of.defaultKey} fallback="not set">
              {(key) => (
                <>
                  set by {key().setBy.name}, <Time at={key().setAt} />
                </>
              )}
            </Show>
          </Fact>
        </Facts>
      </FactColumns>
    </div>
  )
}
