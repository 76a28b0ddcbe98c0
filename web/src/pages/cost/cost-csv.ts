import type { MetricsTop, OrganizationMetrics } from "#shared/contract/metrics.ts"
import type { SpendCourse } from "#shared/contract/spend.ts"
import { csvLine } from "#shared/csv.ts"
import { usdOfMicros } from "#shared/money.ts"

/** What a cell of calls without a name and of all others says. */
const [UNNAMED, OTHERS] = ["(none)", "(all others)"]

/** Cost step by step and by kind, in decimal US dollars. */
export const kindsCsv = ({ points }: OrganizationMetrics): string =>
  csvLine(["from", "requests", "tokens", "inputUsd", "outputUsd", "cachedUsd", "discountUsd", "totalUsd"]) +
  points
    .map(({ start, requests, tokens, cost }) =>
      csvLine([
        start,
        requests,
        tokens.total,
        ...(cost
          ? [cost.inputMicros, cost.outputMicros, cost.cachedMicros, cost.discountMicros, cost.totalMicros].map(
              usdOfMicros,
            )
          : []),
      ]),
    )
    .join("")

/** Cost step by step and by name, in decimal US dollars. */
export const namesCsv = ({ names, points }: SpendCourse): string =>
  csvLine(["from", ...names.map((name) => name ?? UNNAMED), OTHERS]) +
  points
    .map(({ start, costsMicros, restMicros }) => csvLine([start, ...[...costsMicros, restMicros].map(usdOfMicros)]))
    .join("")

/** The ranked names of one dimension, and all others last: together they are the total. */
export const topCsv = (one: string, { rows, rest }: MetricsTop): string =>
  csvLine([one, "name", "requests", "errors", "tokens", "costUsd", "share"]) +
  [...rows, { ...rest, name: OTHERS, label: null, share: null }]
    .map(({ name, label, requests, errors, tokens, costMicros = 0, share }) =>
      csvLine([
        name ?? UNNAMED,
        label === name ? null : label,
        requests,
        errors,
        tokens,
        usdOfMicros(costMicros),
        share,
      ]),
    )
    .join("")

/** What a file is called: whose cost, told apart by what, of which time. */
export const csvName = (scope: string, by: string, { from, to }: OrganizationMetrics["window"]): string =>
  `cost-${scope.replace(/[^\w-]+/g, "-")}-by-${by}-${from.slice(0, 10)}-${to.slice(0, 10)}.csv`
