import type { JSX } from "solid-js"
import type { LiveQuery } from "../../live-query.ts"
import { Answer } from "../../ui/answer.tsx"
import { Fold } from "../../ui/fold.tsx"
import { Section } from "../../ui/section.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Skeleton } from "../../ui/state.tsx"

/** One section of the page over its own answer: it waits, fails, is asked again and is dated alone. */
export function Part<Data extends object>(props: {
  of: LiveQuery<Data>
  title: string
  id: string
  note?: (data: () => Data) => JSX.Element
  end?: JSX.Element
  span?: number
  /** About how tall the content will be, so that nothing jumps when it comes. */
  tall: string
  foot?: (data: () => Data) => JSX.Element
  children: (data: () => Data) => JSX.Element
}) {
  const told = (say: ((data: () => Data) => JSX.Element) | undefined) =>
    say && props.of.data() ? say(() => props.of.data()!) : undefined
  return (
    <Section
      title={props.title}
      id={props.id}
      note={told(props.note)}
      end={
        <>
          {props.end}
          <Fold title={props.title} />
        </>
      }
      foot={told(props.foot)}
      {...(props.span === undefined ? {} : { span: props.span })}
    >
      <Sheet busy={props.of.loading() && !props.of.data()}>
        <Answer of={props.of} skeleton={<Skeleton tall={props.tall} />}>
          {(data) => props.children(data as () => Data)}
        </Answer>
      </Sheet>
    </Section>
  )
}
