import * as z from "zod/mini"
import { Instant } from "../time.ts"
import { readAddress, ViewList } from "../views/address.ts"
import { endpoint, staff } from "./endpoint.ts"
import { PathId } from "./id.ts"
import { Line } from "./line.ts"

/** How many views of one list a person keeps for themself. */
export const MINE_MAX = 30
/** How many views of one list everybody shares. */
export const SHARED_MAX = 100

const fields = {
  name: Line(60),
  /** The parameters of the list's address: which rows, in which order. Every filter as long as may be, encoded, has room. */
  address: z.string().check(z.maxLength(5000)),
  /** Columns of the table that are not shown. */
  hiddenColumns: z.array(z.string().check(z.regex(/^[a-zA-Z]{1,40}$/))).check(z.maxLength(40)),
}

/** Refuses an address that the list would not understand. */
const isOfItsList = z.check<{ list: ViewList; address?: string | undefined }>(({ value, issues }) => {
  const read = readAddress(value.list, value.address ?? "")
  if ("address" in read) return
  const params = { wanted: `parameters of the address of ${value.list}` }
  issues.push({ code: "custom", input: value.address, path: ["address"], message: read.fault, params })
})

/** A list as somebody wants to see it again. */
export const View = z.object({
  viewId: z.string(),
  list: ViewList,
  name: z.string(),
  /** As it was saved: the list may have learned since to understand another. */
  address: z.string(),
  hiddenColumns: z.array(z.string()),
  /** Everybody who may read the list sees it. */
  shared: z.boolean(),
  /** It is the caller's own. */
  mine: z.boolean(),
  /** The caller may rename, share, take back and delete it. */
  mayChange: z.boolean(),
  savedBy: z.string(),
  changedAt: Instant,
})
export type View = z.infer<typeof View>

export const listViews = endpoint({
  method: "GET",
  path: "/api/views",
  who: staff.any,
  shows: [],
  summary: "The caller's own views and those that are shared, by name; of one list if asked.",
  input: z.object({ list: z.optional(ViewList) }),
  output: z.object({ items: z.array(View), asOf: Instant }),
})

export const saveView = endpoint({
  method: "POST",
  path: "/api/views",
  who: staff.any,
  shows: [],
  summary: `Saves a view of a list for the caller alone, who may have ${MINE_MAX} of each list.`,
  input: z.object({ list: ViewList, ...fields }).check(isOfItsList),
  output: View,
  status: 201,
  idempotent: true,
})

export const changeView = endpoint({
  method: "PUT",
  path: "/api/views/{list}/{viewId}",
  who: staff.any,
  shows: [],
  summary:
    "Renames a view, or has it show something else. A shared one is changed by its owner and by admins, and audited.",
  input: z
    .object({
      list: ViewList,
      viewId: PathId,
      name: z.optional(fields.name),
      address: z.optional(fields.address),
      hiddenColumns: z.optional(fields.hiddenColumns),
    })
    .check(isOfItsList),
  output: View,
})

export const shareView = endpoint({
  method: "PUT",
  path: "/api/views/{list}/{viewId}/sharing",
  who: staff.any,
  shows: [],
  summary: `Shares a view with everybody who may read its list, or takes it back to its owner; audited. A list has at most ${SHARED_MAX} shared ones.`,
  input: z.object({ list: ViewList, viewId: PathId, shared: z.boolean() }),
  output: View,
})

export const deleteView = endpoint({
  method: "DELETE",
  path: "/api/views/{list}/{viewId}",
  who: staff.any,
  shows: [],
  summary: "Deletes a view. A shared one is deleted by its owner and by admins, and audited.",
  input: z.object({ list: ViewList, viewId: PathId }),
  output: z.object({ viewId: z.string() }),
})
