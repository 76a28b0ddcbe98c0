import {
  changeView,
  deleteView,
  listViews,
  MINE_MAX,
  SHARED_MAX,
  saveView,
  shareView,
  type View,
} from "#shared/contract/views.ts"
import { Refusal } from "#shared/refusal.ts"
import { readAddress, type ViewList } from "#shared/views/address.ts"
import { machineNow } from "../runtime/clock.ts"
import { sha256Hex } from "../runtime/digest.ts"
import { audited, CommandRefused } from "../table/audit-entry.ts"
import type { TransactWrite } from "../table/db.ts"
import type { Ground } from "../table/ground.ts"
import {
  privateViews,
  sharedViews,
  type ViewFields,
  type ViewRow,
  viewAdded,
  viewChanged,
  viewRemoved,
  viewSeenBy,
} from "../table/view.ts"
import type { Caller } from "./caller.ts"
import { noteOf } from "./note.ts"
import { route } from "./route.ts"

export const viewRoutes = (ground: Ground) => [
  route(ground, listViews, async ({ list }, { caller }) => {
    const rows = await Promise.all([privateViews(ground.db, caller.personId, list), sharedViews(ground.db, list)])
    const items = rows.flat().map((row) => viewOf(row, caller))
    return { items: items.sort((a, b) => a.name.localeCompare(b.name, "en")), asOf: machineNow() }
  }),

  route(ground, saveView, async ({ list, name, address, hiddenColumns }, { caller, idempotencyKey }) => {
    const viewId = sha256Hex(`${caller.personId} view ${idempotencyKey}`).slice(0, 20)
    const view: ViewFields = {
      viewId,
      list,
      name,
      address: written(list, address),
      hiddenColumns: hiddenColumns.toSorted(),
      shared: false,
      personId: caller.personId,
      savedBy: caller.name,
      changedAt: machineNow(),
    }
    const mine = await privateViews(ground.db, caller.personId, list)
    const known = mine.find((one) => one.viewId === viewId)
    if (!known && mine.length >= MINE_MAX)
      throw new Refusal("conflict", `You have ${MINE_MAX} views of ${list}; delete one that you do not need`)
    if (!known && (await ground.db.write(viewAdded(view))) === "done") return viewOf(view, caller)
    const there = await viewSeenBy(ground.db, caller.personId, list, viewId)
    if (!there || contentOf(there) !== contentOf(view))
      throw new Refusal("conflict", "This idempotency key was used for another view", {
        where: "Idempotency-Key",
        wanted: "a new key",
      })
    return viewOf(there, caller)
  }),

  route(ground, changeView, async ({ list, viewId, name, address, hiddenColumns }, { caller }) => {
    const before = await changeable(ground, list, viewId, caller)
    const after: ViewFields = {
      ...before,
      name: name ?? before.name,
      address: address === undefined ? before.address : written(list, address),
      hiddenColumns: hiddenColumns?.toSorted() ?? before.hiddenColumns,
      changedAt: machineNow(),
    }
    await command(ground, caller, "view.changed", before, after)
    return viewOf(after, caller)
  }),

  route(ground, shareView, async ({ list, viewId, shared }, { caller }) => {
    const before = await changeable(ground, list, viewId, caller)
    if (before.shared === shared) return viewOf(before, caller)
    if (shared && (await sharedViews(ground.db, list)).length >= SHARED_MAX)
      throw new Refusal("conflict", `There are ${SHARED_MAX} shared views of ${list}; one has to go first`)
    const after = { ...before, shared, changedAt: machineNow() }
    await command(ground, caller, shared ? "view.shared" : "view.unshared", before, after)
    return viewOf(after, caller)
  }),

  route(ground, deleteView, async ({ list, viewId }, { caller }) => {
    const before = await changeable(ground, list, viewId, caller)
    await command(ground, caller, "view.deleted", before, undefined)
    return { viewId }
  }),
]

/** The address as two of the same are equal; the contract lets none through that cannot be read. */
function written(list: ViewList, text: string): string {
  const read = readAddress(list, text)
  if ("fault" in read) throw new Error(`The contract let an address through: ${read.fault}`)
  return read.address
}

/** The view that a caller wants to change. Another person's own view does not exist for them. */
async function changeable({ db }: Ground, list: ViewList, viewId: string, caller: Caller): Promise<ViewRow> {
  const row = await viewSeenBy(db, caller.personId, list, viewId)
  if (!row) throw new Refusal("missing", "There is no such view; it may have been deleted, or taken back by its owner")
  if (!mayChange(row, caller))
    throw new Refusal("forbidden", `${row.savedBy} shared this view; it takes them, or a staff admin, to change it`)
  return row
}

const mayChange = ({ personId }: ViewFields, caller: Caller): boolean =>
  personId === caller.personId || caller.staffRole === "admin"

/** Changes or deletes a view. What others see or saw of it stands in the audit trail; what one keeps for oneself does not. */
async function command({ db }: Ground, caller: Caller, action: string, before: ViewRow, after: ViewFields | undefined) {
  const writes: TransactWrite[] = after ? viewChanged(before, after) : [viewRemoved(before)]
  try {
    if (before.shared || after?.shared) {
      const note = noteOf(caller, action, { kind: "view", id: before.viewId }, machineNow(), {
        before: toldOf(before),
        ...(after ? { after: toldOf(after) } : {}),
      })
      await audited(db, note, writes)
    } else if ((await db.transact(writes)) !== "done") throw new CommandRefused([0])
  } catch (error) {
    if (!(error instanceof CommandRefused)) throw error
    throw new Refusal("conflict", "Somebody changed this view meanwhile; look at it again")
  }
}

const contentOf = ({ list, name, address, hiddenColumns }: ViewFields): string =>
  JSON.stringify([list, name, address, hiddenColumns])

const toldOf = ({ list, name, address, hiddenColumns, shared, savedBy }: ViewFields) => ({
  list,
  name,
  address,
  hiddenColumns,
  shared,
  savedBy,
})

const viewOf = (view: ViewFields, caller: Caller): View => ({
  viewId: view.viewId,
  list: view.list,
  name: view.name,
  address: view.address,
  hiddenColumns: view.hiddenColumns,
  shared: view.shared,
  mine: view.personId === caller.personId,
  mayChange: mayChange(view, caller),
  savedBy: view.savedBy,
  changedAt: view.changedAt,
})
