import { sdkDb } from "../../functions/table/sdk.ts"
import { seedConsole } from "../../functions/table/seed.ts"
import { type DemoPerson, subjectOf } from "./people.ts"

/** Makes sure that the demo people and the local ingest key are rows of the table; the functions' environment is set by now. */
export const seed = (table: string, people: readonly DemoPerson[]): Promise<void> =>
  seedConsole(
    sdkDb(table),
    people.map((person) => ({ ...person, subject: subjectOf(person.email) })),
  )
