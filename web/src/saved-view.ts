import { readAddress, type ViewList } from "#shared/views/address.ts"
import type { Shown, View } from "./data/views.ts"
import { countOf } from "./format.ts"
import { LASTS } from "./time-asked.ts"

/** Where in a list one stands is no part of a view. */
const PLACE = ["cursor", "page", "open"]

/** What an address shows of a list, or why no view can keep it. */
export function addressOf(list: ViewList, search: string) {
  const query = new URLSearchParams(search)
  for (const name of PLACE) query.delete(name)
  return readAddress(list, query.toString())
}

/** Why a list cannot show a view any more; undefined as long as it can. */
export function faultOf({ list, address }: Pick<View, "list" | "address">): string | undefined {
  const read = readAddress(list, address)
  return "fault" in read ? read.fault : undefined
}

/** Where lists are whose address is not their name. */
const PATHS: Partial<Record<ViewList, string>> = {
  transactions: "/admin/revenue/transactions",
  movements: "/admin/revenue/movements",
  disputes: "/admin/revenue/disputes",
  subscriptions: "/admin/revenue/subscriptions",
  discounts: "/admin/revenue/discounts",
}

/** Where a view is seen. */
export function hrefOf({ list, address }: Pick<View, "list" | "address">): string {
  const read = readAddress(list, address)
  return `${PATHS[list] ?? `/admin/${list}`}${"address" in read && read.address ? `?${read.address}` : ""}`
}

const columnsText = (columns: readonly string[]) => [...columns].sort().join()

/** Whether a view shows just this. */
export function isSame(view: Pick<View, "list" | "address" | "hiddenColumns">, shown: Shown): boolean {
  const read = readAddress(view.list, view.address)
  const isThere = "address" in read && read.address === shown.address
  return isThere && columnsText(view.hiddenColumns) === columnsText(shown.hiddenColumns)
}

/** What is shown, in words: `status parked, last 24 hours, 2 columns hidden`. */
export function wordsOf({ address, hiddenColumns }: Shown): string {
  const said = new URLSearchParams(address)
  const words = [...said].filter(([name]) => name !== "last").map(([name, value]) => `${name} ${value}`)
  const last = LASTS.find(({ name }) => name === said.get("last"))
  if (last) words.push(last.words)
  if (hiddenColumns.length > 0) words.push(`${countOf(hiddenColumns.length, "column")} hidden`)
  return words.length > 0 ? words.join(", ") : "no filter"
}
