import { createMemo, Show } from "solid-js"
import { type Board, RANK_MEASURES, type RankMeasure } from "#shared/contract/board.ts"
import type { Changes } from "../../address.ts"
import type { LiveQuery } from "../../live-query.ts"
import { ColumnChoice } from "../../ui/column-choice.tsx"
import { LinkSegments } from "../../ui/segments.tsx"
import type { Asked } from "./asked.ts"
import { BOARD_LIST, BoardRows } from "./board.tsx"
import { boardColumns } from "./board-columns.tsx"
import { Explained } from "./computed.tsx"
import { OrNone } from "./none.tsx"
import type { Sorting } from "./order.ts"
import { Part } from "./part.tsx"
import { SwitchBoard } from "./switch-board.tsx"

const MEASURES: Record<RankMeasure, { text: string; said: string }> = {
  sessions: { text: "Sessions", said: "by sessions" },
  prs: { text: "PRs", said: "by pull requests" },
  cost: { text: "Cost", said: "by cost" },
  turns: { text: "Turns", said: "by turns" },
}

/** The board itself: by what it ranks, its columns, what they mean, and its people. */
export function BoardPart(props: {
  of: LiveQuery<Board>
  organizationId: string | undefined
  maySwitch: boolean
  asked: Asked
  sorting: Sorting
  all: boolean
  href: (changes: Changes) => string
  refresh: () => void
}) {
  const columns = createMemo(() => {
    const all = boardColumns(() => props.of.data()?.timeZone ?? "UTC", props.asked.compares)
    return [...all.filter(({ id }) => id === "person"), ...all.filter(({ id }) => id !== "person")]
  })
  return (
    <Part
      of={props.of}
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
                <Show when={!data().on}>Members do not see this board. </Show>
                <SwitchBoard organizationId={organizationId()} isOn={data().on} onDone={props.refresh} />
              </span>
            )}
          </Show>
        </>
      )}
    >
      {(data) => (
        <OrNone
          asked={props.asked}
          begins={data().historyBegins}
          href={props.href}
          total={data().summary.totalSessions}
        >
          <BoardRows
            data={data()}
            sorting={props.sorting}
            all={props.all}
            changing={props.of.changing()}
            href={props.href}
            refresh={props.refresh}
          />
        </OrNone>
      )}
    </Part>
  )
}
