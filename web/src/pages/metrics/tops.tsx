import { For, type JSX, Show } from "solid-js"
import type { MetricsTop, OrganizationMetrics } from "#shared/contract/metrics.ts"
import type { Changes } from "../../address.ts"
import { TopTable } from "./top-table.tsx"

const TOPS = [
  { name: "models", title: "Top models", one: "Model", unnamed: "no model named" },
  { name: "projects", title: "Top projects", one: "Project", unnamed: "no project" },
  { name: "keys", title: "Top keys", one: "Key", unnamed: "no key named" },
  { name: "users", title: "Top users", one: "User", unnamed: "nobody named" },
] as const

/** The first names of every dimension that the answer tells apart; a project leads to the page of it alone. */
export function Tops(props: {
  data: OrganizationMetrics
  /** Every name of the answer is shown. */
  all: boolean
  question: string | undefined
  href: (changes: Changes) => string
  projectHref: (project: string) => string
  /** What else stands at the end of a heading: `one` is what its names are, `Model`. */
  end?: (title: string, one: string, top: MetricsTop) => JSX.Element
}) {
  return (
    <Show when={props.data.top}>
      {(top) => (
        <For each={TOPS}>
          {({ name, title, one, unnamed }) => (
            <Show when={top()[name]}>
              {(its) => (
                <TopTable
                  data={props.data}
                  top={its()}
                  title={title}
                  id={name}
                  one={one}
                  unnamed={unnamed}
                  question={props.question}
                  all={props.all}
                  allHref={props.href({ top: props.all ? undefined : "all" })}
                  {...(name === "projects" ? { hrefOf: props.projectHref } : {})}
                  end={props.end?.(title, one, its())}
                />
              )}
            </Show>
          )}
        </For>
      )}
    </Show>
  )
}
