import { createEffect, createMemo, createSignal, onCleanup } from "solid-js"
import type { OrganizationRow } from "#shared/contract/organizations.ts"
import { searchOrganizations } from "../data/organizations.ts"
import { allViews, type View } from "../data/views.ts"
import { hideColumns } from "../hidden-columns.ts"
import { faultOf, hrefOf } from "../saved-view.ts"
import type { Option } from "../ui/picker.tsx"

const WAIT_MS = 150

/** Options that hold every typed word, those that begin with the first of them first. */
export function matching(typed: string, options: readonly (Option & { words?: string })[]): Option[] {
  const words = wordsOf(typed)
  const fits = options.filter((option) => holds(`${option.text} ${option.words ?? ""}`, words))
  const rank = (option: Option) => (words[0] && option.text.toLowerCase().startsWith(words[0]) ? 0 : 1)
  return fits.sort((a, b) => rank(a) - rank(b))
}

const wordsOf = (typed: string) => typed.toLowerCase().split(/\s+/).filter(Boolean)
const holds = (text: string, words: readonly string[]) => words.every((word) => text.toLowerCase().includes(word))

/**
 * Searches the directory a moment after the last key; empty words find nothing. Until the answer comes, what was found
 * before is sifted, so that Enter never opens what the words do not say.
 */
export function createOrganizationSearch(words: () => string) {
  const [rows, setRows] = createSignal<readonly OrganizationRow[]>([])
  const [searching, setSearching] = createSignal(false)
  createEffect(() => {
    const asked = words()
    const running = new AbortController()
    setSearching(asked !== "")
    const timer = setTimeout(async () => {
      const found = asked === "" ? [] : await searchOrganizations(asked, running.signal).catch(() => [])
      if (running.signal.aborted) return
      setRows(found)
      setSearching(false)
    }, WAIT_MS)
    onCleanup(() => {
      clearTimeout(timer)
      running.abort()
    })
  })
  const known = createMemo(() => {
    if (words() === "") return []
    if (!searching()) return rows()
    const asked = wordsOf(words())
    return rows().filter(({ id, name, billingEmail }) => holds(`${name} ${id} ${billingEmail ?? ""}`, asked))
  })
  return { rows: known, searching }
}

/** Saved views of all lists, as far as they can still be shown; asked for once, when it is known that the reader may. */
export function createViewOptions(may: () => boolean, go: (path: string) => () => void) {
  const [views, setViews] = createSignal<readonly View[]>([])
  createEffect(() => {
    if (!may()) return
    const running = new AbortController()
    allViews(running.signal).then(setViews, () => {})
    onCleanup(() => running.abort())
  })
  const option = (view: View): Option & { words: string } => ({
    id: `view-${view.viewId}`,
    icon: "view",
    text: view.name,
    note: view.mine ? `view of ${view.list}` : `${view.savedBy}’s view of ${view.list}`,
    words: `view ${view.list}`,
    onPick: () => {
      hideColumns(view.list, view.hiddenColumns)
      go(hrefOf(view))()
    },
  })
  return () =>
    views()
      .filter((view) => faultOf(view) === undefined)
      .map(option)
}
