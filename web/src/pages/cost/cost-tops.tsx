import { For, Show } from "solid-js"
import type { OrganizationMetrics } from "#shared/contract/metrics.ts"
import type { Changes } from "../../address.ts"
import { Button } from "../../ui/button.tsx"
import { TopTable } from "../metrics/top-table.tsx"
import { saveFile } from "../usage/board-csv.ts"
import { csvName, topCsv } from "./cost-csv.ts"

const TOPS = [
  { name: "models", title: "Top models", one: "Model", unnamed: "no model named" },
  { name: "projects", title: "Top projects", one: "Project", unnamed: "no project" },
  { name: "keys", title: "Top keys", one: "Key", unnamed: "no key named" },
  { name: "users", title: "Top users", one: "User", unnamed: "nobody named" },
] as const

/** Where the money goes: the dearest names, each with its share of the total, and a file of each. */
export function CostTops(props: {
  data: OrganizationMetrics
  organizationId: string
  /** Every name of the answer is shown. */
  all: boolean
  question: string | undefined
  href: (changes: Changes) => string
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
                  {...(name === "projects"
                    ? { hrefOf: (project: string) => props.href({ project, by: undefined }) }
                    : {})}
                  end={
                    <Button
                      icon="download"
                      label={`CSV of ${title.toLowerCase()}`}
                      onClick={() =>
                        saveFile(
                          csvName(props.organizationId, one.toLowerCase(), props.data.window),
                          topCsv(one.toLowerCase(), its()),
                        )
                      }
                    />
                  }
                />
              )}
            </Show>
          )}
        </For>
      )}
    </Show>
  )
}
