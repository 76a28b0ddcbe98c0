import { createMemo } from "solid-js"
import { type BoardRepos, NO_REPOSITORY, OTHERS } from "#shared/contract/board.ts"
import { Donut, type Share } from "../../ui/chart/donut.tsx"
import { coloured } from "../../ui/chart/series.ts"
import { counts } from "../../ui/chart/units.tsx"
import { Card } from "../../ui/sheet.tsx"

const SLICES_MAX = 6

/** At most six repositories with the most sessions, the others in one, and what names none apart. */
export function sharesOf({ repos, approximate }: BoardRepos): Share[] {
  const named = repos
    .filter(({ repo }) => repo !== NO_REPOSITORY && repo !== OTHERS)
    .sort((a, b) => b.sessions - a.sessions || (a.repo < b.repo ? -1 : 1))
  const first = coloured(
    "repository",
    named.slice(0, SLICES_MAX).map(({ repo, sessions }) => ({ name: repo, values: [sessions] })),
    NO_REPOSITORY,
  )
  const sum = (rows: BoardRepos["repos"]) => rows.reduce((total, { sessions }) => total + sessions, 0)
  const rest = named.slice(SLICES_MAX)
  const beyond = repos.filter(({ repo }) => repo === OTHERS)
  const others = sum(rest) + sum(beyond)
  const none = sum(repos.filter(({ repo }) => repo === NO_REPOSITORY))
  const more = approximate || beyond.length > 0 ? "+" : ""
  return [
    ...first.map(({ name, slot, values }) => ({ name, slot, value: values[0] ?? 0 })),
    ...(others > 0
      ? [
          {
            name: rest.length === 1 && !more ? "1 other" : `${rest.length}${more} others`,
            slot: "other" as const,
            value: others,
          },
        ]
      : []),
    ...(none > 0 ? [{ name: "no repository", slot: "unknown" as const, value: none }] : []),
  ]
}

/** Where sessions worked: a ring and beside it the same as ranked bars. */
export function Repositories(props: { data: BoardRepos }) {
  const shares = createMemo(() => sharesOf(props.data))
  return (
    <Card>
      <Donut name="Sessions by repository" shares={shares()} unit={counts} noun="sessions" />
    </Card>
  )
}
