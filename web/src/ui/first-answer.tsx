import { type ParentProps, Show } from "solid-js"
import type { LiveQuery } from "../live-query.ts"
import { Sheet } from "./sheet.tsx"
import { Skeleton } from "./state.tsx"

/** Sums and rows of one answer: until it is there one skeleton stands for both, so that nothing jumps. */
export const FirstAnswer = (props: ParentProps<{ of: LiveQuery<object>; lines: number; tall: string }>) => (
  <Show
    when={props.of.data() ?? props.of.error()}
    fallback={
      <Sheet>
        <Skeleton lines={props.lines} tall={props.tall} />
      </Sheet>
    }
  >
    {props.children}
  </Show>
)
