import { useParams } from "@solidjs/router"
import { Show } from "solid-js"
import { BOARD_DAYS, UNKNOWN_USER } from "#shared/contract/board.ts"
import { SESSION_STATUSES, type SessionStatus } from "#shared/contract/sessions.ts"
import { useAddress } from "../../address.ts"
import { livePersonBoard, liveSessions } from "../../data/sessions.ts"
import { personGenerationsPath } from "../../shell/nav.ts"
import { usePage } from "../../shell/page.ts"
import { Answer } from "../../ui/answer.tsx"
import { Filters, Listing } from "../../ui/filter.tsx"
import { SelectFilter } from "../../ui/filter-choice.tsx"
import { Head } from "../../ui/head.tsx"
import { LinkSegments } from "../../ui/segments.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Empty, Skeleton } from "../../ui/state.tsx"
import { PERSONS_COLUMNS } from "./columns.tsx"
import { PersonFigures } from "./person-figures.tsx"
import { SessionList } from "./session-list.tsx"

const STATUSES = SESSION_STATUSES.map((value) => ({ value, text: value }))

/** One person's agent sessions: the figures of a window, and the sessions they are of. */
export default function PersonPage() {
  const params = useParams<{ userId: string }>()
  return (
    <Show when={params.userId} keyed>
      {(userId) => <Person userId={userId} />}
    </Show>
  )
}

function Person(props: { userId: string }) {
  const address = useAddress({ days: "30", status: "", cursor: "", page: "", open: "" })
  const { field, href, set } = address
  const days = () => BOARD_DAYS.find((one) => one === field("days")) ?? "30"
  const board = livePersonBoard(() => ({ days: days() }))
  const entry = () => board.data()?.entries.find(({ userId }) => (userId ?? UNKNOWN_USER) === props.userId)
  const sessions = liveSessions(() => {
    // Their window is the board's, so that the rows are those its figures count.
    const from = board.data()?.start
    if (from === undefined && !board.error()) return undefined
    return {
      user: props.userId,
      ...(from ? { from } : {}),
      ...(field("status") ? { status: field("status") as SessionStatus } : {}),
      ...(field("cursor") ? { cursor: field("cursor") } : {}),
    }
  })
  const name = () => {
    if (props.userId === UNKNOWN_USER) return "Nobody named"
    return entry()?.user ?? sessions.data()?.items[0]?.user ?? "Person"
  }
  usePage({ crumb: name, refresh: board.refresh })

  return (
    <>
      <Head title={name()} note={`Agent sessions in ${days()} days, and what they add up to on the platform's board.`}>
        <LinkSegments
          label="Range"
          items={BOARD_DAYS.map((one) => ({ href: href({ days: one }), text: `${one} d`, on: one === days() }))}
        />
        <a href={personGenerationsPath(props.userId)}>Generations</a>
      </Head>
      <Answer
        of={board}
        skeleton={
          <Sheet>
            <Skeleton lines={3} tall="6.5rem" />
          </Sheet>
        }
      >
        {() => (
          <Show
            when={entry()}
            fallback={
              <Sheet>
                <Empty
                  title={`No row on the board of ${days()} days`}
                  text="They ran no session in it, or hide from boards."
                />
              </Sheet>
            }
          >
            {(it) => <PersonFigures of={it()} />}
          </Show>
        )}
      </Answer>
      <Listing>
        <Filters clear={field("status") ? href({ status: undefined }) : undefined}>
          <SelectFilter
            label="Status"
            value={field("status")}
            items={STATUSES}
            onChange={(status) => set({ status }, { replace: true })}
          />
        </Filters>
        <SessionList
          sessions={sessions}
          columns={PERSONS_COLUMNS}
          address={address}
          filterCount={field("status") ? 1 : 0}
          clear={href({ status: undefined })}
          anyTime={undefined}
          none={<Empty title={`No sessions in ${days()} days`} text="Sessions are kept one by one for 35 days." />}
        />
      </Listing>
    </>
  )
}
