import { isDeepStrictEqual } from "node:util"
import { expect, test } from "vitest"
import { CUBE_KINDS } from "#shared/cube/kinds.ts"
import { instant, MINUTE_MS, msOf } from "#shared/time.ts"
import { receive } from "../../functions/ingest/stripe.ts"
import { close } from "../../functions/project/close.ts"
import { bucketOfKey } from "../../functions/table/bucket.ts"
import type { Row } from "../../functions/table/db.ts"
import { unpack } from "../../functions/table/packed.ts"
import { history } from "../../infra/local/demo/history.ts"
import { machine } from "./machine.ts"

const NOW = "2026-11-20T14:02:09.500Z"
const DELIVERIES = history(NOW).deliveries

/** What people read, and what it is added up from; not how often it was folded, nor when. */
const KINDS = [
  ...["contribution", "subscription", "failedInvoice", "customerName", "transaction", "transactionMonth"],
  ...["dispute", "disputeCharge", "fraudWarning", "cube"],
]
const OF_A_FOLD = new Set(["revision", "gsi2pk", "gsi2sk", "foldedAt", "gen", "fold", "digest"])

const isOfReceipts = ({ pk }: Row): boolean => pk.startsWith("cube#deliveries")
/** A day that something stood on for a while holds nothing, as one that nothing ever stood on. */
const isEmpty = (row: Row): boolean =>
  row.kind === "cube" &&
  isDeepStrictEqual(unpack(row["packed"] as Uint8Array), {
    ...(CUBE_KINDS.get(bucketOfKey(row).kind)!.empty as object),
  })

/** The table after these deliveries, `atOnce` of them before the stream is read, and after the minutes that fold every day. */
async function tableAfter(deliveries: readonly unknown[], atOnce: number): Promise<Map<string, unknown>> {
  const { model, clock, ground, flow } = machine(NOW)
  for (const [nth, delivery] of deliveries.entries()) {
    await receive(model.db, async () => expect.unreachable(), Buffer.from(JSON.stringify(delivery)), NOW)
    if (nth % atOnce === 0) await flow()
  }
  await flow()
  for (let minute = 1; minute <= 6; minute++) {
    clock.now = instant(msOf(NOW) + minute * MINUTE_MS)
    await close(ground)
    await flow()
  }
  const rows = model.rows().filter((row) => KINDS.includes(row.kind) && !isOfReceipts(row) && !isEmpty(row))
  return new Map(
    rows.map((row) => [
      `${row.pk} ${row.sk}`,
      Object.fromEntries(Object.entries(row).filter(([field]) => !OF_A_FOLD.has(field))),
    ]),
  )
}

/** The same every time, and none of it where it was. */
const shuffled = <Item>(items: readonly Item[]): Item[] =>
  items
    .map((item, nth) => ({ item, place: (nth * 7919) % 10_007 }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item)

test("the inbox replayed from nothing gives the table that it gave live, in whatever order deliveries came and came again", async () => {
  const again = DELIVERIES.filter((_, nth) => nth % 3 === 0)
  const live = await tableAfter([...shuffled(DELIVERIES), ...shuffled(again)], 7)
  const replayed = await tableAfter(DELIVERIES, DELIVERIES.length + 1)
  const kinds = new Set([...replayed.values()].map((row) => (row as { kind: string }).kind))
  for (const kind of ["contribution", "subscription", "transaction", "dispute", "fraudWarning", "cube"])
    expect(kinds).toContain(kind)
  expect([...live.keys()].sort()).toEqual([...replayed.keys()].sort())
  for (const [key, row] of replayed) expect(live.get(key), key).toEqual(row)
})
