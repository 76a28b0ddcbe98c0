import { createMemo } from "solid-js"

/** Somebody or something as a filter knows it: by an opaque id, shown by name. */
export interface Named {
  id: string
  name: string
}

/** The names seen so far by their ids: they stay known when a filter leaves only one of them. */
export function createNames(seen: () => readonly Named[]): () => ReadonlyMap<string, string> {
  return createMemo(
    (before: ReadonlyMap<string, string>) => new Map([...before, ...seen().map(({ id, name }) => [id, name] as const)]),
    new Map<string, string>(),
  )
}
