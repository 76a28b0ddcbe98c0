import { type Accessor, createMemo } from "solid-js"
import type { Changes } from "./address.ts"

/** The words by which a list is narrowed, as they stand in the address; an empty one narrows nothing. */
export function wordsAsked<Name extends string>(
  names: readonly Name[],
  { field, set }: { field: (name: Name) => string; set: (changes: Changes, how?: { replace?: boolean }) => void },
): {
  asked: Accessor<{ [name in Name]?: string }>
  count: Accessor<number>
  /** Takes them all out of an address. */
  none: Changes
  /** Narrows by one of them. */
  choose: (name: Name) => (value: string) => void
} {
  const asked = createMemo(
    () =>
      Object.fromEntries(names.filter((name) => field(name)).map((name) => [name, field(name)])) as {
        [name in Name]?: string
      },
  )
  return {
    asked,
    count: () => Object.keys(asked()).length,
    none: Object.fromEntries(names.map((name) => [name, undefined])),
    choose: (name) => (value) => set({ [name]: value }, { replace: true }),
  }
}

/** What there is to choose from, in order: what the answer offers, and what is chosen though nothing is of it any more. */
export const offeredItems = (
  offered: readonly string[] | undefined,
  chosen: string,
  text: (value: string) => string = (value) => value,
): { value: string; text: string }[] =>
  [...new Set([...(offered ?? []), ...(chosen ? [chosen] : [])])].sort().map((value) => ({ value, text: text(value) }))
