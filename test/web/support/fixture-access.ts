import type { Access } from "#shared/contract/access.ts"
import { MINUTE_MS } from "#shared/time.ts"
import { ago, hash, PEOPLE, token } from "./fixture-answers.ts"

const READ = [
  { endpoint: "readOrganization", subject: "org_acme", shows: ["personal"] },
  { endpoint: "readOverview", subject: null, shows: ["personal", "money"] },
  { endpoint: "readDelivery", subject: `stripe/evt_1Q${token(3, 22)}`, shows: ["personal", "money"] },
  { endpoint: "requestExport", subject: "organizations", shows: ["personal"] },
] satisfies Partial<Access>[]

/** An invented reading, the older the higher its number. */
export const accessAt = (nth: number): Access => ({
  accessId: `reading-${nth}`,
  at: ago(nth * 23 * MINUTE_MS),
  actor: PEOPLE[nth % 2]!,
  ...READ[nth % READ.length]!,
  requestId: `req_${hash(nth).slice(20, 34)}`,
  address: "203.0.113.0",
  agent: "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36",
})
