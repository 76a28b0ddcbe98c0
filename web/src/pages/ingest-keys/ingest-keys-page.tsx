import { Show } from "solid-js"
import { useAddress } from "../../address.ts"
import { liveIngestKeys } from "../../data/ingest-keys.ts"
import { useMe } from "../../data/me.ts"
import { createPages } from "../../list-pages.ts"
import { usePage } from "../../shell/page.ts"
import { Banner } from "../../ui/banner.tsx"
import { Button } from "../../ui/button.tsx"
import { createOffered, Filters, Listing, WordFilter } from "../../ui/filter.tsx"
import { Head } from "../../ui/head.tsx"
import { NoMatch } from "../../ui/no-rows.tsx"
import { createKeyDesk } from "./desk.ts"
import { KeyList } from "./key-list.tsx"
import { MadeKey } from "./made-key.tsx"

/** Every key that opens the events door. */
export default function IngestKeysPage() {
  const me = useMe()
  const { field, href, set } = useAddress({ scope: "", cursor: "", page: "", open: "" })
  const keys = liveIngestKeys(() => ({
    ...(field("scope") ? { scope: field("scope") } : {}),
    ...(field("cursor") ? { cursor: field("cursor") } : {}),
  }))
  const desk = createKeyDesk(keys)
  const pages = createPages({ field, href, next: () => keys.data()?.nextCursor ?? null, changing: keys.changing })
  const scopes = createOffered(() => ["platform", ...(keys.data()?.items ?? []).map(({ scope }) => scope)])
  const mayWrite = () => me()?.staffRole === "admin"
  const clear = () => (field("scope") ? href({ scope: undefined }) : undefined)
  /** The one next step of an empty list stands in the list itself. */
  const isBare = () => keys.data()?.items.length === 0 && !clear()
  const toggle = (key: string) => set({ open: field("open") === key ? undefined : key }, { replace: true })
  usePage({
    refresh: keys.refresh,
    actions: () =>
      mayWrite() ? [{ title: "Create an ingest key…", icon: "lock", words: "new secret token", run: desk.begin }] : [],
  })
  return (
    <>
      <Head
        title="Ingest keys"
        note="What your product and its organizations send events with. A secret is shown once, when its key is created."
      >
        <Show when={mayWrite() && !isBare()}>
          <Button kind="primary" onClick={desk.begin}>
            Create key
          </Button>
        </Show>
      </Head>
      <Show when={me() && !mayWrite()}>
        <Banner status="idle" title="Read only.">
          Creating and revoking keys takes staff admin; your role is {me()?.staffRole}. A staff admin can grant it.
        </Banner>
      </Show>
      <Show when={desk.made()} keyed>
        {(made) => <MadeKey of={made} onDismiss={desk.dismiss} />}
      </Show>
      <Listing>
        <Filters clear={clear()}>
          <WordFilter
            label="Scope"
            value={field("scope")}
            offered={scopes()}
            onChange={(scope) => set({ scope }, { replace: true })}
          />
        </Filters>
        <KeyList
          keys={keys}
          desk={desk}
          pages={pages}
          open={{ key: field("open"), toggle }}
          mayWrite={mayWrite()}
          none={clear() && <NoMatch one="key" filterCount={1} clear={clear()!} />}
        />
      </Listing>
    </>
  )
}
