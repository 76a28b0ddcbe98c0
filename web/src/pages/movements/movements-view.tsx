import { createMemo, type JSX, type ParentProps, Show } from "solid-js"
import type { Changes } from "../../address.ts"
import type { MovementMonth, Movements } from "../../data/movements.ts"
import { monthText } from "../../format.ts"
import type { LiveQuery } from "../../live-query.ts"
import { Answer } from "../../ui/answer.tsx"
import { Button } from "../../ui/button.tsx"
import { ChartGroup } from "../../ui/chart/cross.tsx"
import { Columns, Section } from "../../ui/section.tsx"
import { LinkSegments } from "../../ui/segments.tsx"
import { Card, Sheet } from "../../ui/sheet.tsx"
import { Empty, Skeleton } from "../../ui/state.tsx"
import { Ledger } from "../overview/month-statement.tsx"
import { saveFile } from "../usage/board-csv.ts"
import { CohortTable, type Measure } from "./cohort-table.tsx"
import { Computed } from "./computed.tsx"
import { MonthBars } from "./month-bars.tsx"
import { MonthFigures } from "./month-figures.tsx"
import { MonthStepper } from "./month-stepper.tsx"
import { monthsCsv } from "./months-csv.ts"
import { MonthsTable } from "./months-table.tsx"
import { MovementsHead } from "./movements-head.tsx"
import { NoRateNote } from "./no-rate-note.tsx"
import "./movements.css"

/** The figures of a month, the account of it, all months beside each other, and who of each month is still there. */
export function MovementsView(props: {
  of: LiveQuery<Movements>
  count: string
  /** The chosen month; undefined for the running one. */
  month: string | undefined
  measure: Measure
  href: (changes: Changes) => string
}) {
  /** Nothing while the figures are being computed again, because no part of them is true by itself. */
  const complete: LiveQuery<Movements> = {
    ...props.of,
    data: () => (props.of.data()?.recomputing ? undefined : props.of.data()),
  }
  const at = createMemo(() => {
    const months = complete.data()?.months ?? []
    const found = months.findIndex(({ month }) => month === props.month)
    return found === -1 ? 0 : found
  })
  const chosen = (data: Movements): MovementMonth => data.months[at()]!
  const title = (data: Movements): string => {
    const { month, over } = chosen(data)
    return over ? monthText(month, data.day) : `${monthText(month, data.day)} so far`
  }
  const save = (data: Movements) => saveFile(`mrr-months-${data.day}.csv`, monthsCsv(data))
  const Part = (part: {
    title: string
    id?: string
    span?: number
    end?: (data: () => Movements) => JSX.Element
    tall: string
    /** What it shows are sheets already. */
    sheets?: boolean
    children: (data: () => Movements) => JSX.Element
  }) => (
    <Section
      title={part.title}
      {...(part.id === undefined ? {} : { id: part.id })}
      {...(part.span === undefined ? {} : { span: part.span, printSpan: 12 })}
      end={<Show when={known(complete.data())}>{(data) => part.end?.(data)}</Show>}
    >
      <Show
        when={part.sheets}
        fallback={
          <Sheet busy={props.of.loading()}>
            <Answer of={complete} skeleton={<Skeleton tall={part.tall} />}>
              {(data) => <Told of={data}>{part.children(data)}</Told>}
            </Answer>
          </Sheet>
        }
      >
        <Answer
          of={complete}
          skeleton={
            <Sheet busy>
              <Skeleton tall={part.tall} />
            </Sheet>
          }
        >
          {(data) => (
            <Told of={data} sheet>
              {part.children(data)}
            </Told>
          )}
        </Answer>
      </Show>
    </Section>
  )
  return (
    <>
      <MovementsHead of={props.of} count={props.count} href={props.href} />
      <Part
        title="Figures"
        sheets
        tall="6.65rem"
        end={(data) => (
          <MonthStepper
            data={data()}
            at={at()}
            title={title(data())}
            href={props.href}
            isChosen={props.month !== undefined}
          />
        )}
      >
        {(data) => <MonthFigures data={data()} at={at()} />}
      </Part>
      <Show when={known(complete.data())}>{(data) => <NoRateNote data={data()} />}</Show>
      <ChartGroup>
        <Columns even>
          <Part title="By month" span={7} tall="21.0625rem" end={(data) => <Computed figure="movements" of={data()} />}>
            {(data) => <MonthBars data={data()} />}
          </Part>
          <Part title="Account" span={5} tall="21.0625rem" end={(data) => <>{title(data())}</>}>
            {(data) => (
              <Show when={chosen(data()).statement} fallback={<NoAccount />}>
                {(statement) => (
                  <Card>
                    <div data-part="statement">
                      <Ledger
                        month={statement()}
                        currency={data().currency}
                        to={lastOf(data(), at())}
                        over={chosen(data()).over}
                        hasRates={data().months.some((month) => month.statement?.fxCents !== 0)}
                      />
                    </div>
                  </Card>
                )}
              </Show>
            )}
          </Part>
        </Columns>
      </ChartGroup>
      <Part
        title="Months"
        tall="28rem"
        end={(data) => (
          <Button icon="download" onClick={() => save(data())}>
            CSV
          </Button>
        )}
      >
        {(data) => <MonthsTable data={data()} href={props.href} />}
      </Part>
      <Part
        title="Cohorts"
        id="cohorts"
        tall="26rem"
        end={(data) => (
          <>
            <Computed figure="cohorts" of={data()} />
            <LinkSegments
              label="Cohorts by"
              items={(["customers", "mrr"] as const).map((measure) => ({
                href: props.href({ cohorts: measure }),
                text: measure === "mrr" ? "MRR" : "Customers",
                on: props.measure === measure,
              }))}
            />
          </>
        )}
      >
        {(data) => <CohortTable data={data()} measure={props.measure} />}
      </Part>
    </>
  )
}

const known = (data: Movements | undefined): Movements | undefined => (data?.since ? data : undefined)

/** The day an account ends with. */
function lastOf({ months, day }: Movements, at: number): string {
  const next = months[at - 1]?.statement?.from
  if (!next) return day
  return new Date(Date.parse(next) - 86_400_000).toISOString().slice(0, 10)
}

/** What is shown of an answer, once there is any revenue. */
const Told = (props: ParentProps<{ of: () => Movements; sheet?: boolean }>) => (
  <Show
    when={props.of().since}
    fallback={
      <Show when={props.sheet} fallback={<NothingYet />}>
        <Sheet>
          <NothingYet />
        </Sheet>
      </Show>
    }
  >
    {props.children}
  </Show>
)

const NothingYet = () => (
  <Empty title="No movements yet" text="The first subscription that Stripe tells of begins them." />
)

const NoAccount = () => (
  <Empty icon="range" title="Cannot be added up" text="A rate of exchange is missing, and none is guessed.">
    <a href="/admin/settings/general">Set the rate</a>
  </Empty>
)
