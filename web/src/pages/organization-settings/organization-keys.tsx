import { Show } from "solid-js"
import { useAddress } from "../../address.ts"
import { liveOrganizationKeys } from "../../data/ingest-keys.ts"
import { useMe } from "../../data/me.ts"
import { createPages } from "../../list-pages.ts"
import { usePage } from "../../shell/page.ts"
import { Banner } from "../../ui/banner.tsx"
import { Button } from "../../ui/button.tsx"
import { Section } from "../../ui/section.tsx"
import { createKeyDesk } from "../ingest-keys/desk.ts"
import { KeyList } from "../ingest-keys/key-list.tsx"
import { MadeKey } from "../ingest-keys/made-key.tsx"
import { useRoleIn } from "../organization/role-in.ts"

/** The keys that an organization sends its own events with: its owner's and admins' to make and revoke. */
export function OrganizationKeys(props: { organizationId: string }) {
  const me = useMe()
  const { field, href, set } = useAddress({ cursor: "", page: "", open: "" })
  const keys = liveOrganizationKeys(props.organizationId, () => (field("cursor") ? { cursor: field("cursor") } : {}))
  const desk = createKeyDesk(keys, props.organizationId)
  const pages = createPages({ field, href, next: () => keys.data()?.nextCursor ?? null, changing: keys.changing })
  const { role, mayWrite } = useRoleIn(() => props.organizationId)
  const toggle = (key: string) => set({ open: field("open") === key ? undefined : key }, { replace: true })
  usePage({
    refresh: keys.refresh,
    actions: () =>
      mayWrite() ? [{ title: "Create an ingest key…", icon: "lock", words: "new secret token", run: desk.begin }] : [],
  })
  return (
    <>
      <Show when={desk.made()} keyed>
        {(made) => <MadeKey of={made} onDismiss={desk.dismiss} />}
      </Show>
      <Show when={me()?.staffRole && !mayWrite()}>
        <Banner status="idle" title="Read only.">
          Creating and revoking keys takes this organization's owner or admin, or staff admin.
        </Banner>
      </Show>
      <Section
        title="Ingest keys"
        note="What this organization sends its own events with."
        end={
          <Show when={mayWrite() && keys.data()?.items.length !== 0}>
            <Button onClick={desk.begin}>Create key</Button>
          </Show>
        }
      >
        <KeyList
          keys={keys}
          desk={desk}
          pages={pages}
          open={{ key: field("open"), toggle }}
          mayWrite={mayWrite()}
          forbidden={{
            title: "Ingest keys are for owners and admins",
            text: `Your role here is ${role() ?? "none"}. An owner can grant it.`,
          }}
        />
      </Section>
    </>
  )
}
