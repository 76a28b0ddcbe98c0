import { createMemo, type JSX, Match, Show, Switch } from "solid-js"
import { RANK_MEASURES, type RankMeasure } from "#shared/contract/leaderboard.ts"
import type { Changes } from "../../address.ts"
import type { BoardSections } from "../../data/leaderboard.ts"
import { Answer } from "../../ui/answer.tsx"
import { ChartGroup } from "../../ui/chart/cross.tsx"
import { ColumnChoice } from "../../ui/column-choice.tsx"
import { Columns } from "../../ui/section.tsx"
import { LinkSegments } from "../../ui/segments.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Skeleton } from "../../ui/state.tsx"
import type { Asked } from "./asked.ts"
import { BOARD_LIST, BoardRows } from "./board.tsx"
import { boardColumns } from "./board-columns.tsx"
import { boardCsv, csvName, saveFile } from "./board-csv.ts"
import { ByPerson } from "./by-person.tsx"
import { ByStatus } from "./by-status.tsx"
import { Computed, Explained } from "./computed.tsx"
import { Figures } from "./figures.tsx"
import { FirstSessions, NoneInRange } from "./none.tsx"
import { sorted, type Sorting } from "./order.ts"
import { Part } from "./part.tsx"
import { PullRequests } from "./pull-requests.tsx"
import { Repositories } from "./repositories.tsx"
import { isOff, SwitchBoard, SwitchedOff } from "./switch-board.tsx"
import { keepTogether } from "./together.ts"
import { UsageHead } from "./usage-head.tsx"
import "./usage.css"

const MEASURES: Record<RankMeasure, { text: string; said: string }> = {
  sessions: { text: "Sessions", said: "by sessions" },
  prs: { text: "PRs", said: "by pull requests" },
  cost: { text: "Cost", said: "by cost" },
  turns: { text: "Turns", said: "by turns" },
}

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
  const none = (total: number, content: () => JSX.Element) => (
    <Show when={total > 0} fallback={<NoneInRange asked={props.asked} begins={begins()} href={props.href} />}>
      {content()}
    </Show>
  )
  const columns = createMemo(() => {
    const all = boardColumns(() => board().data()?.timeZone ?? "UTC", props.asked.compares)
    return [...all.filter(({ id }) => id === "person"), ...all.filter(({ id }) => id !== "person")]
  })
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
          <FirstSessions organizationId={props.organizationId} />
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
                <Skeleton tall="6.5rem" />
              </Sheet>
            }
          >
            {(data) => <Figures board={data()} days={props.sections.days.data()} />}
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
                tall="18rem"
                end={split()}
              >
                {(data) => none(data().users.length, () => <ByPerson data={data()} />)}
              </Part>
              <Part
                of={props.sections.days}
                title="Sessions by status"
                id="by-status"
                span={5}
                tall="18rem"
                end={split()}
              >
                {(data) =>
                  none(
                    data().points.reduce((total, point) => total + point.total, 0),
                    () => <ByStatus data={data()} />,
                  )
                }
              </Part>
            </Columns>
          </div>
        </ChartGroup>
        <Part
          of={board()}
          title="Leaderboard"
          id="leaderboard"
          tall="24rem"
          note={(data) => `${MEASURES[data().rank].said}; ties share a rank`}
          end={
            <>
              <LinkSegments
                label="Rank by"
                items={RANK_MEASURES.map((rank) => ({
                  href: props.href({ rank, sort: undefined, order: undefined }),
                  text: MEASURES[rank].text,
                  on: rank === props.asked.rank,
                }))}
              />
              <ColumnChoice list={BOARD_LIST} columns={columns()} />
            </>
          }
          foot={(data) => (
            <>
              <span data-part="hows">
                {(["rank", "successRate", "duration", "cost", "streak", "lastActive"] as const).map((figure) => (
                  <Explained figure={figure} of={data()} />
                ))}
              </span>
              <Show when={props.maySwitch && props.organizationId}>
                {(organizationId) => (
                  <span data-end="">
                    <SwitchBoard organizationId={organizationId()} isOn onDone={refresh} />
                  </span>
                )}
              </Show>
            </>
          )}
        >
          {(data) =>
            none(data().summary.totalSessions, () => (
              <BoardRows
                data={data()}
                sorting={props.sorting}
                all={props.all}
                changing={board().changing()}
                href={props.href}
                refresh={refresh}
              />
            ))
          }
        </Part>
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
            {(data) => none(data().repos.length, () => <Repositories data={data()} />)}
          </Part>
          <Part of={props.sections.prs} title="Pull requests" id="pull-requests" span={5} tall="14rem">
            {(data) => <PullRequests data={data()} />}
          </Part>
        </Columns>
      </>
    )
  }
}
