import type { View } from "#shared/contract/views.ts"
import { NOW } from "./fixture-answers.ts"
import type { Input, Stage } from "./fixture-endpoints.ts"

export type { View }

export const viewOf = (told: Partial<View> & Pick<View, "viewId" | "name">): View => ({
  list: "webhooks",
  address: "",
  hiddenColumns: [],
  shared: false,
  mine: true,
  mayChange: true,
  savedBy: "Ines Okafor",
  changedAt: NOW,
  ...told,
})

const MISSING = { status: 404, code: "missing", detail: "There is no such view" }
const changed = (stage: Stage, { viewId, ...fields }: Input) => {
  const view = stage.views.find((one) => one.viewId === viewId)
  return view ? Object.assign(view, fields) : MISSING
}

/** Views that a test puts on its stage, and the commands about them. */
export const viewAnswers = {
  listViews: (stage: Stage, { list }: Input) => ({
    items: stage.views.filter((one) => !list || one.list === list).sort((a, b) => a.name.localeCompare(b.name)),
    asOf: NOW,
  }),
  saveView: (stage: Stage, input: Input) => {
    const view = viewOf({ ...(input as unknown as View), viewId: `view_${stage.views.length + 1}` })
    stage.views.push(view)
    return view
  },
  changeView: changed,
  shareView: changed,
  deleteView: (stage: Stage, { viewId }: Input) => {
    stage.views = stage.views.filter((one) => one.viewId !== viewId)
    return { viewId }
  },
}
