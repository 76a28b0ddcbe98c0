import { createContext, createEffect, onCleanup, useContext } from "solid-js"
import type * as z from "zod/mini"
import { readMe } from "#shared/contract/me.ts"
import { type LiveQuery, liveQuery } from "../live-query.ts"
import { setReporting } from "../reporting.ts"

export type Me = z.output<typeof readMe.output>

const FILLING_MS = 2_000
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

/** Asks who is signed in and what the console is, again each minute, and more often while demo data is being written. */
export function liveMe(): LiveQuery<Me> {
  const me = liveQuery(readMe, () => ({}))
  let asked = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  createEffect(() => {
    const told = me.data()?.console
    me.asOf()
    if (!told) return
    setReporting(told)
    clearTimeout(timer)
    const wait = told.filling === null ? (asked++ === 0 ? FIRST_MS : EACH_MS) : FILLING_MS
    timer = setTimeout(me.refresh, wait)
  })
  onCleanup(() => clearTimeout(timer))
  return me
}
