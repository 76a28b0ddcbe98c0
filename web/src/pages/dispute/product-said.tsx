import { For, type JSX, Match, Show, Switch } from "solid-js"
import type { ProductUsage } from "#shared/contract/product-usage.ts"
import type { DisputeDetail } from "../../data/disputes.ts"
import { useMe } from "../../data/me.ts"
import { countOf } from "../../format.ts"
import { Fact, FactColumns, Facts } from "../../ui/facts.tsx"
import { Mark, type StatusWord } from "../../ui/mark.tsx"
import { Section } from "../../ui/section.tsx"
import { Card, Sheet } from "../../ui/sheet.tsx"
import { Time } from "../../ui/time.tsx"

/** What the product itself said of the customer: its lines as they were answered, or how asking for them stands. */
export function ProductSaid(props: { of: DisputeDetail["product"] }) {
  const me = useMe()
  return (
    <Section title="What the product says" note={<Show when={props.of}>{(product) => <Source of={product()} />}</Show>}>
      <Sheet>
        <Card>
          <Show
            when={props.of}
            fallback={
              <p data-tone="2">
                Not asked: no product URL was set when the dispute was first seen.
                <Show when={me()?.staffRole === "admin"}>
                  {" "}
                  <a href="/admin/settings/general">Settings</a>
                </Show>
              </p>
            }
          >
            {(product) => (
              <Switch fallback={<Waiting of={product()} />}>
                <Match when={product().state === "givenUp"}>
                  <Standing status="fail" title="The product did not say">
                    {product().failure}. <Tried of={product()} />
                  </Standing>
                </Match>
                <Match when={product().state === "answered"}>
                  <Said of={product()} />
                </Match>
              </Switch>
            )}
          </Show>
        </Card>
      </Sheet>
    </Section>
  )
}

/** Where it is from and, once it is there, of when. */
const Source = (props: { of: ProductUsage }) => (
  <Show when={props.of.state === "answered" && props.of.askedAt} fallback={props.of.host}>
    {(at) => (
      <>
        as {props.of.host} answered on <Time at={at()} as="date" />; never overwritten
      </>
    )}
  </Show>
)

const Waiting = (props: { of: ProductUsage }) => (
  <Standing status="observing" title={props.of.failure ? "The product is asked again" : "The product is being asked"}>
    <Show when={props.of.failure} fallback="Nothing else waits for it.">
      {(failure) => (
        <>
          {failure()}. <Tried of={props.of} />
          <Show when={props.of.nextTryAt}>
            {(at) => (
              <>
                {" "}
                Next try: <Time at={at()} />.
              </>
            )}
          </Show>
        </>
      )}
    </Show>
  </Standing>
)

const Tried = (props: { of: ProductUsage }) => (
  <Show when={props.of.askedAt}>
    {(at) => (
      <>
        Asked {countOf(props.of.attempts, "time")}, the last time <Time at={at()} />.
      </>
    )}
  </Show>
)

const Standing = (props: { status: StatusWord; title: string; children: JSX.Element }) => (
  <div data-part="standing">
    <Mark status={props.status} />
    <div>
      <b>{props.title}</b>
      <p data-tone="2">{props.children}</p>
    </div>
  </div>
)

type Lines = NonNullable<ProductUsage["answer"]>["lines"]
/** From so many lines on they stand in two columns, read down. */
const TWO_COLUMNS_FROM = 4
const columnsOf = (lines: Lines): Lines[] => {
  const half = lines.length < TWO_COLUMNS_FROM ? lines.length : Math.ceil(lines.length / 2)
  return [lines.slice(0, half), lines.slice(half)].filter(({ length }) => length > 0)
}

function Said(props: { of: ProductUsage }) {
  return (
    <Show
      when={props.of.answer}
      fallback={<p data-tone="2">It answered. Not shown to the role viewer: its lines may name who paid.</p>}
    >
      {(answer) => (
        <>
          <Show
            when={answer().lines.length > 0}
            fallback={<p data-tone="2">It answered without a line: it knows nothing of the customer.</p>}
          >
            <FactColumns>
              <For each={columnsOf(answer().lines)}>
                {(lines) => (
                  <Facts start>
                    <For each={lines}>{({ label, value }) => <Fact name={label}>{value}</Fact>}</For>
                  </Facts>
                )}
              </For>
            </FactColumns>
          </Show>
          <Show when={answer().note}>{(note) => <p data-part="productnote">{note()}</p>}</Show>
        </>
      )}
    </Show>
  )
}
