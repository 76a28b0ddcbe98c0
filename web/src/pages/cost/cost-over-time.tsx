import { Match, Show, Switch } from "solid-js"
import type { OrganizationMetrics } from "#shared/contract/metrics.ts"
import type { SpendCourse, SpendDimension } from "#shared/contract/spend.ts"
import type { Changes } from "../../address.ts"
import type { LiveQuery } from "../../live-query.ts"
import { Answer } from "../../ui/answer.tsx"
import { Button } from "../../ui/button.tsx"
import { LinkSegments } from "../../ui/segments.tsx"
import { Card } from "../../ui/sheet.tsx"
import { Skeleton } from "../../ui/state.tsx"
import { CostKinds } from "../metrics/cost-kinds.tsx"
import { Begins } from "../metrics/begins.tsx"
import { Part } from "../metrics/section.tsx"
import { stepWords } from "../metrics/words.ts"
import { saveFile } from "../usage/board-csv.ts"
import { Computed } from "./computed.tsx"
import { csvName, kindsCsv, namesCsv } from "./cost-csv.ts"
import { CostNames } from "./cost-names.tsx"

/** What cost over time is piled up by. */
export const COST_BY = ["kind", "models", "projects"] as const
export type CostBy = (typeof COST_BY)[number]
const WORDS: Record<CostBy, string> = { kind: "Kind", models: "Model", projects: "Project" }

const TALL = 300

/** Cost step by step, by what the reader chooses. */
export function CostOverTime(props: {
  data: OrganizationMetrics
  course: LiveQuery<SpendCourse>
  by: CostBy
  organizationId: string
  href: (changes: Changes) => string
}) {
  const dimension = (): SpendDimension | undefined => (props.by === "kind" ? undefined : props.by)
  const save = () => {
    const named = props.course.data()
    if (props.by !== "kind" && !named) return
    const text = props.by === "kind" ? kindsCsv(props.data) : namesCsv(named!)
    saveFile(csvName(props.organizationId, WORDS[props.by].toLowerCase(), props.data.window), text)
  }
  return (
    <Part
      title="Cost over time"
      id="over-time"
      span={8}
      note={
        <>
          {stepWords((dimension() && props.course.data() ? props.course.data()! : props.data).window.bucket)},{" "}
          <Begins data={props.data} />{" "}
          <Show when={dimension()}>
            <Computed figure="costNames" asOf={props.data.asOf} timeZone={props.data.window.timeZone} />
          </Show>
        </>
      }
      end={
        <>
          <Show when={props.data.top}>
            <LinkSegments
              label="Cost by"
              items={COST_BY.filter((by) => by !== "projects" || props.data.top?.projects).map((by) => ({
                href: props.href({ by }),
                text: WORDS[by],
                on: by === props.by,
              }))}
            />
          </Show>
          <Button icon="download" onClick={save}>
            CSV
          </Button>
        </>
      }
    >
      <Switch>
        <Match when={props.by === "kind"}>
          <Card>
            <CostKinds data={props.data} tall={TALL} />
          </Card>
        </Match>
        <Match when={dimension()}>
          {(by) => (
            <Answer of={props.course} skeleton={<Skeleton tall="17rem" />}>
              {(data) => (
                <Card>
                  <CostNames data={data()} by={by()} tall={TALL} />
                </Card>
              )}
            </Answer>
          )}
        </Match>
      </Switch>
    </Part>
  )
}
