import { createMemo, Show } from "solid-js"
import { type BoardByUser, OTHERS, UNKNOWN_USER } from "#shared/contract/board.ts"
import { countOf } from "../../format.ts"
import { AreaChart } from "../../ui/chart/area-chart.tsx"
import { coloured, type Series, sumOf } from "../../ui/chart/series.ts"
import { counts } from "../../ui/chart/units.tsx"
import { Card } from "../../ui/sheet.tsx"
import { bucketsOf, TALL } from "./days.ts"
import { shortName } from "./short-name.ts"

/** Who has a colour keeps it while the console is open; others are grey, nobody is dotted. */
export function personSeries({ users, points }: BoardByUser): Series[] {
  const valuesOf = (name: string) => points.map(({ counts: of }) => of[name] ?? 0)
  const known = users.filter((name) => name !== OTHERS && name !== UNKNOWN_USER)
  const people = coloured(
    "person",
    known.map((name) => ({ name, values: valuesOf(name) })),
    UNKNOWN_USER,
  )
  const rest = [
    { name: "others", slot: "other" as const, values: valuesOf(OTHERS) },
    { name: "unknown", slot: "unknown" as const, values: valuesOf(UNKNOWN_USER) },
  ]
  return [
    ...people.map((series) => ({ ...series, name: shortName(series.name) })),
    ...rest.filter(({ values }) => sumOf(values) > 0),
  ]
}

/** Sessions by day, piled up by who ran them. */
export function ByPerson(props: { data: BoardByUser }) {
  const series = createMemo(() => personSeries(props.data))
  const buckets = createMemo(() => bucketsOf(props.data.points))
  const sumAt = (at: number | undefined) =>
    sumOf(series().map(({ values }) => (at === undefined ? sumOf(values) : (values[at] ?? 0))))
  const summary = () => {
    const [first] = series()
    const most = first && `; most by ${first.name}, ${countOf(sumOf(first.values), "session")}`
    return `${countOf(sumAt(undefined), "session")} in ${countOf(buckets().length, "day")}${most ?? ""}.`
  }
  return (
    <Card>
      <Show when={buckets().length > 0}>
        <AreaChart
          name="Sessions by person, daily"
          summary={summary()}
          buckets={buckets()}
          series={series()}
          unit={counts}
          tall={TALL}
          whole
          legend
          say={(at) => countOf(sumAt(at), "session")}
        />
      </Show>
    </Card>
  )
}
