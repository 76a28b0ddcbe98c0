import { changeView, deleteView, listViews, saveView, shareView, type View } from "#shared/contract/views.ts"
import type { ViewList } from "#shared/views/address.ts"
import { call } from "../api.ts"
import { liveQuery } from "../live-query.ts"

export type { View, ViewList }
/** What of a view its list shows. */
export type Shown = Pick<View, "address" | "hiddenColumns">
type Named = Pick<View, "list" | "viewId">

/** The reader's own views of a list, and those that are shared; of no list as long as it is not known whether they may. */
export const liveViews = (list: () => ViewList | undefined) =>
  liveQuery(
    listViews,
    () => {
      const asked = list()
      return asked && { list: asked }
    },
    { key: "viewId" },
  )

/** Views of all lists. */
export const allViews = async (signal: AbortSignal) => (await call(listViews, {}, { signal })).items

export const save = (list: ViewList, name: string, shown: Shown) => call(saveView, { list, name, ...shown })

export const change = ({ list, viewId }: Named, fields: Partial<Shown & { name: string }>) =>
  call(changeView, { list, viewId, ...fields })

export const share = ({ list, viewId }: Named, shared: boolean) => call(shareView, { list, viewId, shared })

export const remove = ({ list, viewId }: Named) => call(deleteView, { list, viewId })

/** Saves a deleted view of one's own again, shared if it was. */
export async function restore({ list, name, address, hiddenColumns, shared }: View): Promise<void> {
  const again = await save(list, name, { address, hiddenColumns })
  if (shared) await share(again, true)
}
