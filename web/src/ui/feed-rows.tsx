import { type JSX, Show } from "solid-js"
import type { Feed } from "../feed.ts"
import { countOf } from "../format.ts"
import { Answer } from "./answer.tsx"
import { News } from "./news.tsx"
import { Pager } from "./pager.tsx"
import { Sheet } from "./sheet.tsx"
import { Skeleton } from "./state.tsx"
import { type Column, type Order, Table } from "./table.tsx"

/**
 * The rows of a feed, newest first or in an order of their own, each of which opens or leads to a page of its own; under them how
 * many they are and the ways on.
 */
export function FeedRows<Row, Data>(props: {
  of: Feed<Row, Data>
  label: string
  /** What a row is, and several of them where that is not `one` with an s. */
  one: string
  many?: string
  columns: readonly Column<Row>[]
  /** What stands under an opened row; unsaid, none opens. */
  detail?: (row: Row) => JSX.Element
  /** Where a row leads to, where none opens. */
  href?: (row: Row) => string
  /** The way to the first rows, and the one back; unsaid, `Newest` and `Later`. */
  words?: { first: string; previous: string }
  /** The order they are in, and the ways to others; unsaid, newest first. */
  sort?: { by: string; order: Order; href: (by: string, order: Order) => string }
  /** With so many columns that they scroll inside their sheet on all but the widest screens. */
  wide?: boolean
  /** Also another order of the same rows, or fewer of them, is news. */
  tellsChanges?: boolean
  /** The way to older rows; unsaid, `Earlier`. */
  next?: string
  /** What is said behind the count of the rows. */
  reach?: JSX.Element
  /** What is said where no row is. */
  none: JSX.Element
  /** What a reader without the right is told. */
  forbidden?: { title: string; text: string }
}) {
  const news = () => {
    if (props.of.held.freshCount() > 0) return `${props.of.held.freshCount()} new`
    return props.tellsChanges && props.of.held.changed() ? "The list has changed. Show it" : undefined
  }
  return (
    <News text={news()} onShow={props.of.held.show}>
      <Sheet busy={props.of.query.loading()}>
        <Answer of={props.of.query} skeleton={<Skeleton lines={9} tall="24rem" />} forbidden={props.forbidden}>
          {() => (
            <Show when={props.of.held.rows().length > 0} fallback={props.none}>
              <Table
                label={props.label}
                columns={props.columns}
                rows={props.of.held.rows()}
                keyOf={props.of.keyOf}
                {...(props.href ? { href: props.href } : {})}
                {...(props.detail
                  ? { open: { key: props.of.open(), toggle: props.of.toggle, detail: props.detail } }
                  : {})}
                {...(props.sort ? { sort: props.sort } : {})}
                wide={props.wide ?? false}
                changing={props.of.query.changing()}
              />
              <Pager
                {...props.of.pages()}
                words={
                  props.sort
                    ? undefined
                    : { first: "Newest", previous: "Later", ...props.words, next: props.next ?? "Earlier" }
                }
              >
                {countOf(props.of.held.rows().length, props.one, props.many)} on this page
                {props.reach}
              </Pager>
            </Show>
          )}
        </Answer>
      </Sheet>
    </News>
  )
}
