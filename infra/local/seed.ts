import type { Instant } from "#shared/time.ts"
import { sdkDb } from "../../functions/table/sdk.ts"
import { seedCatalog, seedConsole } from "../../functions/table/seed.ts"
import { type DemoPerson, subjectOf } from "./people.ts"

/** Makes sure that the demo people and the local ingest key are rows of the table; the functions' environment is set by now. */
export const seed = (table: string, people: readonly DemoPerson[]): Promise<void> =>
  seedConsole(
    sdkDb(table),
    people.map((person) => ({ ...person, subject: subjectOf(person.email) })),
  )

/** Makes sure that the demo's catalog stands in the table; what is there stays as it is. */
export async function seedDemoCatalog(table: string, now: Instant): Promise<void> {
  // Loaded only when there is something to fill.
  const { catalogOf } = await import("./demo/catalog.ts")
  await seedCatalog(sdkDb(table), catalogOf(now))
}
