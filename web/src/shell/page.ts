import { createSignal, onCleanup } from "solid-js"
import type { IconName } from "../ui/icon.tsx"

/** Something a reader can do here by its name, from the palette. */
export interface PageAction {
  title: string
  icon?: IconName
  words?: string
  run: () => void
}

/** What a page tells the shell while it is shown. */
export interface Page {
  /** The last part of the breadcrumb, where the page shows one thing of a list. */
  crumb?: () => string | undefined
  /** What the key `r` and the palette do. */
  refresh?: () => void
  actions?: () => readonly PageAction[]
}

const [pages, setPages] = createSignal<readonly Page[]>([])

/** Tells the shell about the page, or a part of it, for as long as it is shown. */
export function usePage(page: Page): void {
  setPages((all) => [...all, page])
  onCleanup(() => setPages((all) => all.filter((one) => one !== page)))
}

export const pageCrumb = (): string | undefined =>
  pages()
    .map((page) => page.crumb?.())
    .find(Boolean)
export const pageActions = (): readonly PageAction[] => pages().flatMap((page) => page.actions?.() ?? [])
export const pageRefreshes = (): boolean => pages().some((page) => page.refresh)
export function refreshPage(): void {
  for (const page of pages()) page.refresh?.()
}
