import { createMemo } from "solid-js"
import { NO_REPOSITORY, UNKNOWN_USER } from "#shared/contract/board.ts"
import { SESSION_STATUSES } from "#shared/contract/sessions.ts"
import { useAddress } from "../../address.ts"
import { liveSessions, type SessionsAsked } from "../../data/sessions.ts"
import { askedNowMs } from "../../reporting.ts"
import { usePage } from "../../shell/page.ts"
import { ANY_TIME, againMs, isNarrowed, NO_TIME, timeAskedBy, timeFilterOf } from "../../time-asked.ts"
import { ColumnChoice, chosenColumns } from "../../ui/column-choice.tsx"
import { createOffered, Filters, Listing, WordFilter } from "../../ui/filter.tsx"
import { SelectFilter } from "../../ui/filter-choice.tsx"
import { Head } from "../../ui/head.tsx"
import { PersonFilter } from "../../ui/person-filter.tsx"
import { Empty } from "../../ui/state.tsx"
import { TimeFilter } from "../../ui/time-filter.tsx"
import { COLUMNS } from "./columns.tsx"
import { SessionList } from "./session-list.tsx"

const WORDS = ["status", "user", "repo"] as const
const STATUSES = SESSION_STATUSES.map((value) => ({ value, text: value }))

/** The sessions behind any number of a board: each once, as its newest snapshot tells it. */
export default function SessionsPage() {
  const address = useAddress({
    ...{ status: "", user: "", repo: "" },
    ...ANY_TIME,
    ...{ cursor: "", page: "", open: "" },
  })
  const { field, href, set } = address
  const words = createMemo(
    () => Object.fromEntries(WORDS.filter((name) => field(name)).map((name) => [name, field(name)])) as SessionsAsked,
  )
  const time = () => timeAskedBy(field)
  const sessions = liveSessions(
    () => ({
      ...words(),
      ...timeFilterOf(time(), askedNowMs()),
      ...(field("cursor") ? { cursor: field("cursor") } : {}),
    }),
    () => againMs(time()),
  )
  const columns = chosenColumns("sessions", COLUMNS)
  const items = () => sessions.data()?.items ?? []
  const repos = createOffered(() => [NO_REPOSITORY, ...items().flatMap(({ repo }) => repo ?? [])])
  const filterCount = () => Object.keys(words()).length
  const anyTime = () => (isNarrowed(time()) ? href(NO_TIME) : undefined)
  const clear = () => href({ status: undefined, user: undefined, repo: undefined, ...NO_TIME })
  usePage({ crumb: () => "Sessions" })

  return (
    <>
      <Head title="Sessions" note="Agent sessions of all organizations, each once, as its newest snapshot tells it." />
      <Listing>
        <Filters
          clear={filterCount() > 0 || anyTime() ? clear() : undefined}
          end={<ColumnChoice list="sessions" columns={COLUMNS} />}
        >
          <SelectFilter
            label="Status"
            value={field("status")}
            items={STATUSES}
            onChange={(status) => set({ status }, { replace: true })}
          />
          <PersonFilter
            label="Person"
            value={field("user")}
            seen={[{ id: UNKNOWN_USER, name: "nobody named" }, ...peopleOf(items())]}
            onChange={(user) => set({ user }, { replace: true })}
          />
          <WordFilter
            label="Repository"
            value={field("repo")}
            offered={repos()}
            onChange={(repo) => set({ repo }, { replace: true })}
          />
          <TimeFilter label="Created" asked={time()} onChange={(asked) => set({ ...asked }, { replace: true })} />
        </Filters>
        <SessionList
          sessions={sessions}
          columns={columns()}
          address={address}
          filterCount={filterCount()}
          clear={clear()}
          anyTime={anyTime()}
          none={
            <Empty
              title="No sessions yet"
              text={
                <>
                  A session stands here once the product tells <code>session.updated</code>, with an ingest key.
                </>
              }
            >
              <a href="/admin/settings/ingest-keys">Ingest keys</a>
            </Empty>
          }
        />
      </Listing>
    </>
  )
}

const peopleOf = (rows: readonly { userId: string | null; user: string | null }[]) =>
  rows.flatMap(({ userId, user }) => (userId && user ? [{ id: userId, name: user }] : []))
