import { Show } from "solid-js"
import { useAddress } from "../../address.ts"
import { liveOutbox, type Mail } from "../../data/outbox.ts"
import { useMe } from "../../data/me.ts"
import { createFeed } from "../../feed.ts"
import { Banner } from "../../ui/banner.tsx"
import { FeedRows } from "../../ui/feed-rows.tsx"
import { Listing } from "../../ui/filter.tsx"
import { Head } from "../../ui/head.tsx"
import { Empty } from "../../ui/state.tsx"
import { COLUMNS } from "./columns.tsx"
import { MailView } from "./mail-view.tsx"

/** Every mail that the console wrote, and what became of it. */
export default function OutboxPage() {
  const me = useMe()
  const address = useAddress({ cursor: "", page: "", open: "" })
  const mails = liveOutbox(() => (address.field("cursor") ? { cursor: address.field("cursor") } : {}))
  const feed = createFeed(mails, ({ mailId }: Mail) => mailId, address)
  return (
    <>
      <Head title="Outbox" note="Mails that the console wrote. They are kept 90 days." />
      <Show when={mails.data()?.isSandbox}>
        <Banner status="idle" title="Sandbox.">
          No sender is set, so mails are kept here and nobody gets them.
        </Banner>
      </Show>
      <Listing>
        <FeedRows
          of={feed}
          label="Mails"
          one="mail"
          columns={COLUMNS}
          detail={(row) => <MailView of={row} />}
          none={
            <Empty
              title="No mail was written yet"
              text="The first is written when an organization's credits fall below a threshold that its owner has set."
            />
          }
          forbidden={{
            title: "The outbox is for staff admins",
            text: `Your role is ${me()?.staffRole ?? "none"}. A staff admin can grant it.`,
          }}
        />
      </Listing>
    </>
  )
}
