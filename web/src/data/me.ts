import { createContext, createEffect, useContext } from "solid-js"
import type * as z from "zod/mini"
import { readMe } from "#shared/contract/me.ts"
import { type LiveQuery, liveQuery } from "../live-query.ts"
import { keepChoice, readChoice } from "../preferences.ts"
import { setReporting } from "../reporting.ts"

export type Me = z.output<typeof readMe.output>

const FILLING_MS = 2_000
/** The second reading tells whether the business clock runs or is held. */
const FIRST_MS = 5_000
const EACH_MS = 60_000

const MeContext = createContext<LiveQuery<Me>>()
export const MeProvider = MeContext.Provider

/** Who is signed in, with how the asking went. */
export function useMeQuery(): LiveQuery<Me> {
  const me = useContext(MeContext)
  if (!me) throw new Error("There is nobody signed in here")
  return me
}

/** Who is signed in; undefined until the first answer. */
export const useMe = (): (() => Me | undefined) => useMeQuery().data

/** Whether what the pages show is invented. What was so last time is said at once, so that the page does not jump. */
export function useIsDemo(): () => boolean {
  const me = useContext(MeContext)
  return () => me?.data()?.console.demo ?? readChoice("demo") !== undefined
}

/** The outside services that a stand-in answers for here, by name. What was so last time is said at once. */
export function useSandboxes(): () => readonly string[] {
  const me = useContext(MeContext)
  return () => me?.data()?.console.sandboxes ?? (readChoice("sandboxes") ?? "").split(",").filter(Boolean)
}

/** Asks who is signed in and what the console is, again each minute, and more often while demo data is being written. */
export function liveMe(): LiveQuery<Me> {
  let answers = 0
  const me = liveQuery(readMe, () => ({}), {
    again: ({ console }) => (console.filling !== null ? FILLING_MS : answers++ === 0 ? FIRST_MS : EACH_MS),
  })
  createEffect(() => {
    const told = me.data()?.console
    if (!told) return
    setReporting({ timeZone: told.timeZone, currency: told.currency, now: told.now })
    keepChoice("demo", told.demo ? "yes" : undefined)
    keepChoice("sandboxes", told.sandboxes.join(",") || undefined)
  })
  return me
}
