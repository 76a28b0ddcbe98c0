import { PLATFORM } from "#shared/cube/kind.ts"
import { TOPIC_OF_KIND } from "#shared/cube/shown.ts"
import { bucketOfKey } from "../table/bucket.ts"
import type { Row } from "../table/db.ts"
import { organizationOfKey } from "../table/organization.ts"

/**
 * Which live topics a change is news for. A page that asks after the news must find it in the answer, so these are the rows
 * written last on the way to a figure: the mark of its cube, not the fact that was told.
 */
export function topicsOf(row: Row): string[] {
  switch (row.kind) {
    case "delivery":
    case "deliveryState":
      return ["webhooks"]
    case "control":
    case "cube":
      return [TOPIC_OF_KIND.get(bucketOfKey(row).kind) ?? []].flat()
    case "settings":
      return ["overview"]
    case "organization":
      return ["overview", "organizations", `organization:${row["organizationId"]}`]
    case "member":
      return [`organization:${organizationOfKey(row)}`]
    case "ingestKeyListed":
      return ["ingestKeys", ...(row["scope"] === PLATFORM ? [] : [`organization:${row["scope"]}`])]
    case "auditEntry":
      return ["audit"]
    case "export":
      return ["exports"]
    default:
      return []
  }
}
