import { type Bucket, bucketFrom, bucketStart, startsBetween } from "#shared/cube/bucket.ts"
import { type CubeKind, PLATFORM } from "#shared/cube/kind.ts"
import { addMonths, startOfDay } from "#shared/time.ts"
import { seriesKey } from "../table/bucket.ts"
import { isCustomerControlKey, type Mode } from "../table/customer.ts"
import { laneQuartersOf } from "../table/family-tree.ts"
import { markBuckets } from "../table/fold.ts"
import type { Ground } from "../table/ground.ts"
import { monthsOf } from "../table/transaction.ts"
import { CUSTOMERS_STAGE, noteRefold, type Refold, refoldAsked, settleRefold } from "../table/settings.ts"
import { dueWork } from "../table/work.ts"
import { markCustomers } from "./fold-customer.ts"

/** As many customers as one look of the closing worker folds beside its other work, so that they never pile up before it. */
const CUSTOMERS_A_SLICE = 200
const HOURS_A_SLICE = 1_000
const DUE_A_LOOK = 400

/** Marks the next few after a position, and answers the position it came to, or nothing at the end. */
type Stage = (ground: Ground, refold: Refold, after: string) => Promise<string | undefined>

/**
 * After a change of zone or discounts days mean something else: every platform day of the new zone and every customer is to be
 * marked; after one of money or plans customers alone. Each call marks a slice and keeps in the settings' row how far that is; the last takes the row off the work index,
 * unless another change has been saved meanwhile.
 */
export async function refoldSlice(ground: Ground): Promise<void> {
  const refold = await refoldAsked(ground.db)
  if (!refold) return
  const stages = stagesOf(ground)
  const names = [...stages.keys()]
  const [name, after] = refold.reached ? [refold.reached.stage, refold.reached.after] : [names[0]!, ""]
  const came = await stages.get(name)!(ground, refold, after)
  const next = came === undefined ? names[names.indexOf(name) + 1] : name
  if (next === undefined) await settleRefold(ground.db, refold)
  else if (next !== name || came !== after) await noteRefold(ground.db, refold, { stage: next, after: came ?? "" })
}

function stagesOf({ kinds }: Ground): Map<string, Stage> {
  const ofDays = [...kinds.values()]
    .filter(({ levels, clock }) => levels.includes("hour") && clock !== "machine")
    .map((kind) => [`days of ${kind.name}`, markDays(kind)] as const)
  return new Map<string, Stage>([
    ...ofDays,
    ["live transactions", markTransactions("live")],
    ["test transactions", markTransactions("test")],
    [CUSTOMERS_STAGE, markMode("live")],
    ["test", markMode("test")],
    ["folded", whileCustomersAreDue],
  ])
}

/** Figures are complete when everybody who was marked is folded. */
const whileCustomersAreDue: Stage = async ({ db, clock }) =>
  (await dueWork(db, clock.due(), DUE_A_LOOK)).some(isCustomerControlKey) ? "" : undefined

const markMode =
  (mode: Mode): Stage =>
  (ground, _, after) =>
    markCustomers(ground, mode, after, CUSTOMERS_A_SLICE)

/** The days of a month that has transactions, and of those that lie in it by another zone's clock. */
const markTransactions =
  (mode: Mode): Stage =>
  async (ground, { zone }, after) => {
    const month = (await monthsOf(ground.db, mode)).findLast((one) => one > after)
    if (month === undefined) return undefined
    const first = `${month}-01`
    const days = startsBetween(startOfDay(first), startOfDay(addMonths(first, 1)), "day", zone)
    await markBuckets(
      ground,
      days.map((start) => ({ kind: "transactions", scope: mode, level: "day", zone, start })),
    )
    return month
  }

/** The days of a zone are made of hours: each day that has an hour is marked, with what it needs of an hour that midnight cuts, and the month above it. */
const markDays =
  (kind: CubeKind): Stage =>
  async (ground, { zone }, after) => {
    const series = { kind: kind.name, scope: PLATFORM, level: "hour", zone: "" } as const
    const { rows: hours } = await ground.db.query({
      pk: seriesKey(series),
      ...(after ? { sk: { gt: after } } : {}),
      limit: HOURS_A_SLICE,
      fields: ["kind"],
    })
    const starts = hours.map(({ sk }) => bucketStart(bucketFrom({ ...series, start: sk.slice(0, -2) }), "day", zone))
    const days = [...new Set(starts)].map(
      (start): Bucket => ({ kind: kind.name, scope: PLATFORM, level: "day", zone, start }),
    )
    const cut = hours.flatMap(({ sk }) => laneQuartersOf(kind, { ...series, start: sk.slice(0, -2) }, zone))
    await markBuckets(ground, [...cut, ...days])
    return hours.at(-1)?.sk
  }
