import { Match, Show, Switch } from "solid-js"
import type { Changes } from "../../address.ts"
import type { BoardSections } from "../../data/leaderboard.ts"
import { Answer } from "../../ui/answer.tsx"
import { ChartGroup } from "../../ui/chart/cross.tsx"
import { Columns } from "../../ui/section.tsx"
import { LinkSegments } from "../../ui/segments.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Skeleton } from "../../ui/state.tsx"
import type { Asked } from "./asked.ts"
import { BoardPart } from "./board-part.tsx"
import { boardCsv, csvName, saveFile } from "./board-csv.ts"
import { ByPerson } from "./by-person.tsx"
import { ByStatus } from "./by-status.tsx"
import { Computed } from "./computed.tsx"
import { Figures } from "./figures.tsx"
import { FirstSessions, OrNone } from "./none.tsx"
import { sorted, type Sorting } from "./order.ts"
import { Part } from "./part.tsx"
import { PullRequests } from "./pull-requests.tsx"
import { Repositories } from "./repositories.tsx"
import { isOff, SwitchedOff } from "./switch-board.tsx"
import { keepTogether } from "./together.ts"
import { UsageHead } from "./usage-head.tsx"
import "./usage.css"

/** The usage of the platform, or of one organization: how much, by whom and with what outcome, where, and the board. */
export function UsageView(props: {
  sections: BoardSections
  /** Whose board it is; unsaid, the whole platform's. */
  organizationId: string | undefined
  /** The reader may switch the organization's board on and off. */
  maySwitch: boolean
  asked: Asked
  sorting: Sorting
  all: boolean
  split: "person" | "status"
  href: (changes: Changes) => string
  set: (changes: Changes) => void
}) {
  const agreement = keepTogether(props.sections)
  const board = () => props.sections.board
  const refresh = () => Object.values(props.sections).forEach((section) => section.refresh())
  const begins = () => board().data()?.historyBegins
  const isNever = () => board().data() !== undefined && begins() === null
  const keysHref = () => {
    const id = props.organizationId
    if (id === undefined) return "/admin/settings/ingest-keys"
    return props.maySwitch ? `/organizations/${encodeURIComponent(id)}/settings` : undefined
  }
  /** The platform's sessions have a page of their own, which staff alone see. */
  const sessionsHref = ({ start, end }: { start: string; end: string }) =>
    props.organizationId === undefined
      ? `/admin/usage/sessions?${new URLSearchParams({ from: start, to: end })}`
      : undefined
  const csv = () => {
    const data = board().data()
    if (data) saveFile(csvName(data, props.organizationId ?? "platform"), boardCsv(sorted(data.entries, props.sorting)))
  }
  const split = () => (
    <span data-part="split">
      <LinkSegments
        label="Split by"
        items={(["person", "status"] as const).map((by) => ({
          href: props.href({ split: by }),
          text: by === "person" ? "Person" : "Status",
          on: by === props.split,
        }))}
      />
    </span>
  )
  return (
    <>
      <UsageHead
        board={board().data()}
        asked={props.asked}
        agreement={agreement()}
        loading={board().loading()}
        asOf={board().asOf()}
        href={props.href}
        set={props.set}
        refresh={refresh}
        onCsv={csv}
      />
      <Switch fallback={<Sections />}>
        <Match when={isOff(board().error()) && props.organizationId}>
          {(organizationId) => (
            <SwitchedOff organizationId={organizationId()} maySwitch={props.maySwitch} onDone={refresh} />
          )}
        </Match>
        <Match when={board().error()?.status === 403 || board().error()?.status === 404}>
          <Sheet>
            <Answer of={{ ...board(), data: () => undefined }}>{() => undefined}</Answer>
          </Sheet>
        </Match>
        <Match when={isNever()}>
          <FirstSessions organizationId={props.organizationId} keysHref={keysHref()} />
        </Match>
      </Switch>
    </>
  )

  function Sections() {
    return (
      <>
        <section aria-labelledby="figures" data-part="figures">
          <h2 id="figures" data-sr="">
            Figures
          </h2>
          <Answer
            of={board()}
            skeleton={
              <Sheet busy>
                <Skeleton tall="8.8125rem" />
              </Sheet>
            }
          >
            {(data) => <Figures board={data()} days={props.sections.days.data()} sessionsHref={sessionsHref(data())} />}
          </Answer>
        </section>
        <ChartGroup>
          <div data-part="splits" data-split={props.split}>
            <Columns even>
              <Part
                of={props.sections.byUser}
                title="Sessions by person"
                id="by-person"
                span={7}
                tall="21.875rem"
                end={split()}
              >
                {(data) => (
                  <OrNone asked={props.asked} begins={begins()} href={props.href} total={data().users.length}>
                    <ByPerson data={data()} />
                  </OrNone>
                )}
              </Part>
              <Part
                of={props.sections.days}
                title="Sessions by status"
                id="by-status"
                span={5}
                tall="21.875rem"
                end={split()}
              >
                {(data) => (
                  <OrNone
                    asked={props.asked}
                    begins={begins()}
                    href={props.href}
                    total={data().points.reduce((total, point) => total + point.total, 0)}
                  >
                    <ByStatus data={data()} />
                  </OrNone>
                )}
              </Part>
            </Columns>
          </div>
        </ChartGroup>
        <BoardPart
          of={board()}
          organizationId={props.organizationId}
          maySwitch={props.maySwitch}
          asked={props.asked}
          sorting={props.sorting}
          all={props.all}
          href={props.href}
          refresh={refresh}
        />
        <Columns even>
          <Part
            of={props.sections.repos}
            title="Repositories"
            id="repositories"
            span={7}
            tall="14rem"
            end={
              <Show when={props.sections.repos.data()}>{(data) => <Computed figure="repositories" of={data()} />}</Show>
            }
          >
            {(data) => (
              <OrNone asked={props.asked} begins={begins()} href={props.href} total={data().repos.length}>
                <Repositories data={data()} />
              </OrNone>
            )}
          </Part>
          <Part of={props.sections.prs} title="Pull requests" id="pull-requests" span={5} tall="14rem">
            {(data) => <PullRequests data={data()} />}
          </Part>
        </Columns>
      </>
    )
  }
}
