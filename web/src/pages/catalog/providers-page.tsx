import { Show } from "solid-js"
import { useAddress } from "../../address.ts"
import { liveCatalog } from "../../data/catalog.ts"
import { useMe } from "../../data/me.ts"
import { usePage } from "../../shell/page.ts"
import { Answer } from "../../ui/answer.tsx"
import { Button } from "../../ui/button.tsx"
import { LiveHead } from "../../ui/live-head.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Empty, Skeleton } from "../../ui/state.tsx"
import { Table } from "../../ui/table.tsx"
import { createCatalogDesk } from "./desk.ts"
import { KeyForm } from "./key-form.tsx"
import { ProviderForm } from "./provider-form.tsx"
import { providerColumns, ProviderView } from "./provider-view.tsx"
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
                columns={providerColumns(data)}
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
      <Show when={desk.about("setKey")}>{(one) => <KeyForm desk={desk} of={one().of} />}</Show>
    </>
  )
}
