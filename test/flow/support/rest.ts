import { HOUR_MS, MINUTE_MS } from "#shared/time.ts"
import type { Row } from "../../../functions/table/db.ts"
import type { Reach } from "./reach.ts"

/** Moves a console from the world's day through midnight, both sweeps and every fold that follows from them. */
export async function bringToRest(reach: Reach): Promise<void> {
  for (const ms of [MINUTE_MS, 8 * HOUR_MS, MINUTE_MS, 26 * HOUR_MS]) await reach.advance(ms)
  // Each level is marked by the one below it and falls due a moment later.
  for (let level = 0; level < 6; level++) await reach.advance(MINUTE_MS)
}

/** What is not at rest among the rows of a table whose buckets are all over: a sentence for each. */
export function leftovers(rows: readonly Row[]): string[] {
  const cubes = new Map(rows.filter(({ kind }) => kind === "cube").map((row) => [`${row.pk} ${row.sk}`, row]))
  const folds = new Map(rows.filter(({ kind }) => kind === "customer").map((row) => [row.pk, row]))
  return rows.flatMap((row) => {
    const at = `${row.pk} ${row.sk}`
    const waits = row.gsi2pk === undefined ? "" : ` waits since ${row.gsi2sk}`
    switch (row.kind) {
      case "control": {
        const cube = cubes.get(at.replace(/~c$/, "~d"))
        return Number(cube?.["gen"] ?? -1) < Number(row["dirty"]) || waits
          ? [`${at} has ${row["dirty"]} marks and a cube of ${cube?.["gen"]}${waits}`]
          : []
      }
      case "customerControl":
        return Number(folds.get(row.pk)?.["gen"] ?? -1) < Number(row["dirty"]) || waits ? [`${at}${waits}`] : []
      case "registration":
        return row["stage"] === "seal" ? [] : [`${at} is at ${row["stage"]}`]
      case "delivery":
      case "settings":
        return waits ? [`${at}${waits}`] : []
      default:
        return []
    }
  })
}

/** Every delivery in the inbox, page by page. */
export async function inboxOf(reach: Reach): Promise<{ deliveryId: string; status: string; reason: string | null }[]> {
  const items = []
  let cursor: string | null = ""
  do {
    const page: Awaited<ReturnType<Reach["call"]>> = await reach.call(
      "GET",
      `/api/webhooks?limit=200${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ""}`,
    )
    if (page?.status !== 200) throw new Error(`The inbox is not to be had: ${JSON.stringify(page)}`)
    items.push(...page.body.items)
    cursor = page.body.nextCursor
  } while (cursor)
  return items
}
