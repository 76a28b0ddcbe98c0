import { isDeepStrictEqual } from "node:util"
import type { Reader } from "../../river.ts"
import type { StreamRecord } from "./log.ts"

/**
 * Whether a reader sees a record: inserts and changes of its kinds, no removals.
 * A put that changed nothing is left out, as DynamoDB itself leaves it out and the engine does not.
 */
export function isFor(reader: Pick<Reader, "kinds" | "present" | "absent" | "begins">, record: StreamRecord): boolean {
  const { Keys, NewImage, OldImage } = record.dynamodb
  if (!NewImage) return false
  const kind = String(NewImage["kind"]?.["S"])
  if (!reader.kinds.includes(kind)) return false
  const [wanted, unwanted] = [reader.present?.[kind], reader.absent?.[kind]]
  if ((wanted && !NewImage[wanted]) || (unwanted && NewImage[unwanted])) return false
  const starts = reader.begins?.[kind]
  if (starts && !starts.some((start) => String(Keys["pk"]?.["S"]).startsWith(start))) return false
  return !(record.eventName === "MODIFY" && isDeepStrictEqual(NewImage, OldImage))
}
