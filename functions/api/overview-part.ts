import { randomUUID } from "node:crypto"
import type { Overview, OverviewPart } from "#shared/contract/overview.ts"

/** Reads one part of the overview. One that fails is null, logged, and told with the id of its line; the others stand. */
export async function partOf<Told>(
  part: OverviewPart,
  failed: Overview["failed"],
  read: () => Promise<Told>,
): Promise<Told | null> {
  try {
    return await read()
  } catch (error) {
    const requestId = randomUUID()
    const reason = error instanceof Error ? error.stack : String(error)
    console.error(JSON.stringify({ level: "ERROR", message: "overview not whole", part, requestId, error: reason }))
    failed.push({ part, requestId })
    return null
  }
}
