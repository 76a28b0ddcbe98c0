import { type JSX, Show } from "solid-js"
import type { Changes } from "../../address.ts"
import type { Generation, liveGenerations } from "../../data/generations.ts"
import { countOf } from "../../format.ts"
import { createPages } from "../../list-pages.ts"
import { usePage } from "../../shell/page.ts"
import { Answer } from "../../ui/answer.tsx"
import { heldRows } from "../../ui/held-rows.ts"
import { News } from "../../ui/news.tsx"
import { NoneYet } from "../../ui/none-yet.tsx"
import { Pager } from "../../ui/pager.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Skeleton } from "../../ui/state.tsx"
import { type Column, Table } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { keyOf } from "./columns.tsx"
import { GenerationView } from "./generation-view.tsx"

/** Generations under their filters, newest first; a row opens to its steps. */
export function GenerationRows(props: {
  generations: ReturnType<typeof liveGenerations>
  columns: readonly Column<Generation>[]
  address: {
    field: (name: "cursor" | "page" | "open") => string
    href: (changes: Changes) => string
    set: (changes: Changes, how?: { replace?: boolean }) => void
  }
  clear: string
  /** What is said where no row is, given where the rows before those that were looked at are. */
  none: (further: string | undefined) => JSX.Element
}) {
  const held = heldRows(props.generations.data, keyOf, props.generations.answered)
  const open = () => props.address.field("open")
  const pages = createPages({
    field: (name) => props.address.field(name),
    href: (changes) => props.address.href(changes),
    next: held.next,
    changing: props.generations.changing,
  })
  const toggle = (key: string) => props.address.set({ open: open() === key ? undefined : key }, { replace: true })
  usePage({
    refresh: () => {
      props.generations.refresh()
      held.show()
    },
  })
  return (
    <News text={held.freshCount() > 0 ? `${held.freshCount()} new` : undefined} onShow={held.show}>
      <Sheet busy={props.generations.loading()}>
        <Answer of={props.generations} skeleton={<Skeleton lines={9} tall="24rem" />}>
          {(data) => (
            <Show
              when={held.rows().length > 0}
              fallback={
                <Show when={data().scannedThrough} fallback={props.none(pages().next)}>
                  {(at) => <NoneYet one="generation" through={at()} further={pages().next ?? ""} clear={props.clear} />}
                </Show>
              }
            >
              <Table
                label="Generations"
                columns={props.columns}
                rows={held.rows()}
                keyOf={keyOf}
                open={{ key: open(), toggle, detail: (row: Generation) => <GenerationView of={row} /> }}
                changing={props.generations.changing()}
              />
              <Pager
                {...pages()}
                words={{ first: "Newest", previous: "Later", next: data().scannedThrough ? "Continue" : "Earlier" }}
              >
                {countOf(held.rows().length, "generation")} on this page
                <Show
                  when={data().scannedThrough}
                  fallback={
                    <>
                      ; kept from <Time at={data().keptFrom} as="date" />
                    </>
                  }
                >
                  {(at) => (
                    <>
                      ; scanned through <Time at={at()} />
                    </>
                  )}
                </Show>
              </Pager>
            </Show>
          )}
        </Answer>
      </Sheet>
    </News>
  )
}
