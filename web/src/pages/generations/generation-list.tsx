import { createMemo, Show } from "solid-js"
import { UNKNOWN_USER } from "#shared/contract/board.ts"
import { useAddress } from "../../address.ts"
import { exportList } from "../../data/exports.ts"
import { type GenerationsAsked, liveGenerationFigures, liveGenerations } from "../../data/generations.ts"
import { createFeed } from "../../feed.ts"
import { askedNowMs } from "../../reporting.ts"
import { usePage } from "../../shell/page.ts"
import { ANY_TIME, againMs, isNarrowed, NO_TIME, timeAskedBy, timeFilterOf } from "../../time-asked.ts"
import { Answer } from "../../ui/answer.tsx"
import { Button } from "../../ui/button.tsx"
import { ColumnChoice, chosenColumns } from "../../ui/column-choice.tsx"
import { createOffered, Filters, Listing, SearchFilter, WordFilter } from "../../ui/filter.tsx"
import { KeptFeed } from "../../ui/kept-feed.tsx"
import { PersonFilter } from "../../ui/person-filter.tsx"
import { LinkSegments } from "../../ui/segments.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Skeleton } from "../../ui/state.tsx"
import { TimeFilter } from "../../ui/time-filter.tsx"
import { COLUMNS, keyOf, ORGANIZATIONS_COLUMNS } from "./columns.tsx"
import { Figures } from "./figures.tsx"
import { GenerationView } from "./generation-view.tsx"
import { NoGenerations } from "./no-generations.tsx"

const WORDS = ["outcome", "mode", "result", "user", "component", "organizationId", "search"] as const
const NO_WORDS = Object.fromEntries(WORDS.map((name) => [name, undefined]))
const OUTCOMES = [
  ["", "All"],
  ["ok", "OK"],
  ["failed", "Failed"],
] as const

/** Generations, newest first, with what narrows them in the address, under what those of their time add up to; of one organization where it is given. */
export function GenerationList(props: { organizationId?: string }) {
  const address = useAddress({
    ...{ outcome: "", mode: "", result: "", user: "", component: "", organizationId: "", search: "" },
    ...ANY_TIME,
    ...{ cursor: "", page: "", open: "" },
  })
  const { field, href, set } = address
  const words = createMemo(
    () =>
      Object.fromEntries(WORDS.filter((name) => field(name)).map((name) => [name, field(name)])) as GenerationsAsked,
  )
  const time = () => timeAskedBy(field)
  const again = () => againMs(time())
  const ofOne = (): { organizationId?: string } => {
    const organizationId = props.organizationId ?? field("organizationId")
    return organizationId ? { organizationId } : {}
  }
  // Generations carry the business clock's time; a time that ends now begins where it did when it was chosen.
  const within = () => timeFilterOf(time(), askedNowMs())
  const filter = (): GenerationsAsked => ({ ...words(), ...within(), ...ofOne() })
  const figures = liveGenerationFigures(() => ({ ...within(), ...ofOne() }), again)
  const generations = liveGenerations(
    () => ({ ...filter(), ...(field("cursor") ? { cursor: field("cursor") } : {}) }),
    again,
  )
  const feed = createFeed(generations, keyOf, address)
  const columns = () => (props.organizationId === undefined ? COLUMNS : ORGANIZATIONS_COLUMNS)
  const items = () => generations.data()?.items ?? []
  const namesOf = (of: "modes" | "results" | "components") =>
    createOffered(() => (figures.data()?.[of] ?? []).map(({ name }) => name))
  const [modes, results, components] = [namesOf("modes"), namesOf("results"), namesOf("components")]
  const organizations = createOffered(() => items().flatMap(({ organizationId }) => organizationId ?? []))
  const people = () => [
    { id: UNKNOWN_USER, name: "nobody named" },
    ...items().flatMap(({ userId, user }) => (userId && user ? [{ id: userId, name: user }] : [])),
  ]
  const filterCount = () => Object.keys(words()).length
  const anyTime = () => (isNarrowed(time()) ? href(NO_TIME) : undefined)
  const clear = () => href({ ...NO_WORDS, ...NO_TIME })
  const exportThese = (format: "csv" | "ndjson") => void exportList({ list: "generations", filter: filter(), format })
  usePage({
    refresh: figures.refresh,
    actions: () => [
      { title: "Export these generations as CSV", icon: "download", words: "download", run: () => exportThese("csv") },
      { title: "Export these generations as NDJSON", words: "download json", run: () => exportThese("ndjson") },
    ],
  })
  const word = (name: (typeof WORDS)[number]) => (value: string) => set({ [name]: value }, { replace: true })
  const outcomes = () =>
    OUTCOMES.map(([outcome, text]) => ({ href: href({ outcome }), on: field("outcome") === outcome, text }))

  return (
    <>
      <Answer
        of={figures}
        skeleton={
          <Sheet>
            <Skeleton lines={3} tall="6.5rem" />
          </Sheet>
        }
      >
        {(data) => (
          <Show when={data().generations > 0 || anyTime()}>
            <Figures
              of={data()}
              until={within().to}
              failedHref={href({ ...NO_WORDS, organizationId: field("organizationId"), outcome: "failed" })}
              componentHref={(component) => href({ ...NO_WORDS, organizationId: field("organizationId"), component })}
            />
          </Show>
        )}
      </Answer>
      <Listing>
        <Filters
          clear={filterCount() > 0 || anyTime() ? clear() : undefined}
          end={
            <>
              <ColumnChoice list="generations" columns={columns()} />
              <Button icon="download" onClick={() => exportThese("csv")}>
                Export CSV
              </Button>
              <Button onClick={() => exportThese("ndjson")}>NDJSON</Button>
            </>
          }
        >
          <LinkSegments label="Outcome" items={outcomes()} />
          <SearchFilter
            label="Search modes, results, components and reasons"
            placeholder="Step or reason"
            value={field("search")}
            onChange={word("search")}
          />
          <WordFilter label="Mode" value={field("mode")} offered={modes()} onChange={word("mode")} />
          <WordFilter label="Result" value={field("result")} offered={results()} onChange={word("result")} />
          <WordFilter
            label="Failed step"
            value={field("component")}
            offered={components()}
            onChange={word("component")}
          />
          <Show when={props.organizationId === undefined}>
            <WordFilter
              label="Organization"
              value={field("organizationId")}
              offered={organizations()}
              onChange={word("organizationId")}
            />
          </Show>
          <PersonFilter label="User" value={field("user")} seen={people()} onChange={word("user")} />
          <TimeFilter label="When" asked={time()} onChange={(asked) => set({ ...asked }, { replace: true })} />
        </Filters>
        <KeptFeed
          of={feed}
          label="Generations"
          one="generation"
          columns={chosenColumns("generations", columns())()}
          detail={(row) => <GenerationView of={row} />}
          filterCount={filterCount()}
          clear={clear()}
          anyTime={anyTime()}
          timeText="Generations are kept one by one for 35 days."
          none={<NoGenerations />}
        />
      </Listing>
    </>
  )
}
