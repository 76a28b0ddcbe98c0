import { isPlatform, PLATFORM } from "#shared/cube/kind.ts"
import { TOPIC_OF_KIND } from "#shared/cube/shown.ts"
import { bucketOfKey } from "../table/bucket.ts"
import type { Row } from "../table/db.ts"
import { organizationOfLedgerKey } from "../table/ledger.ts"
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
      return topicsOfSeries(bucketOfKey(row))
    case "settings":
    case "customerWanted":
      return ["overview"]
    case "planTable":
      return ["plans"]
    case "organization":
      return ["overview", "organizations", `organization:${row["organizationId"]}`]
    case "member":
      return [`organization:${organizationOfKey(row)}`]
    case "user":
      return ["users"]
    case "ingestKeyListed":
      return ["ingestKeys", ...(row["scope"] === PLATFORM ? [] : [`organization:${row["scope"]}`])]
    case "creditAlerts":
      return [`organization:${organizationOfLedgerKey(row)}`]
    case "mail":
      return ["outbox"]
    case "spendAlert":
    case "spendRaised":
      return [`organization:${row["organizationId"]}`]
    case "paymentWanted":
      return ["transactions"]
    case "subscription":
    case "failedInvoice":
      return ["subscriptions"]
    case "coupon":
    case "promotionCode":
      return ["discounts"]
    case "stripeCommand":
      return ["subscriptions", "disputes", "discounts"]
    case "dispute":
    case "fraudWarning":
    case "disputeCharge":
    case "disputeAlert":
    case "usageSnapshot":
    case "productUsage":
    case "disputeDraft":
      return ["disputes"]
    case "auditEntry":
      return ["audit"]
    case "export":
      return ["exports"]
    case "reconciliation":
      return ["reconciliations"]
    case "hidden":
      return ["usage"]
    case "catalogProvider":
    case "catalogModel":
    case "providerKey":
    case "usageDiscount":
      return ["catalog"]
    case "boardSwitch":
      return [usageTopic(organizationOfKey(row))]
    default:
      return []
  }
}

/** Boards are of one organization or of all. */
const usageTopic = (scope: string): string => (isPlatform(scope) ? "usage" : `usage:${scope}`)

function topicsOfSeries({ kind, scope }: { kind: string; scope: string }): string[] {
  const topic = TOPIC_OF_KIND.get(kind)
  if (topic === undefined) return []
  return [topic === "usage" ? usageTopic(scope) : topic]
}
