import type { EndpointName } from "#shared/contract/contract.ts"
import type { Cohort, LifetimeValue, MovementMonth } from "#shared/contract/movements.ts"
import type { MovementRow } from "#shared/contract/overview.ts"
import { maskedMovement, movementRowsOf, newestFirst } from "#shared/revenue/movement-row.ts"
import { addDays } from "#shared/time.ts"
import { change, end, movements, SETTINGS, start } from "../../support/book.ts"
import { contributionsIn } from "../../support/customer-days.ts"
import type { Told } from "../../support/stripe-object.ts"
import { NOW } from "./fixture-answers.ts"
import type { Input, Stage } from "./fixture-endpoints.ts"

const DAY = NOW.slice(0, 10)
const PLANS = [4_900, 9_900, 24_900]

/** Ninety customers of fourteen months: some buy more or less, some leave, some come back, one in seven begins with a trial. */
const BOOK: Told[] = Array.from({ length: 90 }, (_, nth) => {
  const day = addDays("2025-09-20", Math.round(nth * 4.7) + ((nth * 7) % 5))
  const [customer, cents, currency] = [`cus_${100 + nth}`, PLANS[nth % 3]!, nth % 6 === 4 ? "eur" : "usd"]
  const later = (days: number) => addDays(day, days)
  return [
    ...(nth % 7 === 2
      ? [start(customer, day, cents, currency, { status: "trialing" }), change(customer, later(14), cents, currency)]
      : [start(customer, day, cents, currency)]),
    ...(nth % 4 === 1 ? [change(customer, later(45), cents + 5_000, currency)] : []),
    ...(nth % 9 === 5 ? [change(customer, later(70), Math.round(cents / 2), currency)] : []),
    ...(nth % 8 === 3 || nth % 30 === 4 ? [end(customer, later(40 + nth), cents, currency)] : []),
    ...(nth % 16 === 3 ? [start(`${customer}_again`, later(130 + nth), 4_900, currency, { customer })] : []),
  ].filter(({ created }) => Number(created) * 1_000 <= Date.parse(NOW))
}).flat()

const told: Record<number, { months: MovementMonth[]; cohorts: Cohort[]; ltv: LifetimeValue }> = {}
const toldOf = (count: number) =>
  (told[count] ??= movements(BOOK, DAY, { count, settings: { ...SETTINGS, rates: ratesSince } }))
const ratesSince = [
  { currency: "eur", day: "2024-01-01", rate: "1.0842" },
  { currency: "eur", day: "2026-07-01", rate: "1.1015" },
]

const ROWS: MovementRow[] = contributionsIn(BOOK)
  .flatMap(movementRowsOf)
  .sort(newestFirst)
  .map((row, nth) => ({
    ...row,
    name: nth % 12 === 7 ? null : nth % 12 === 5 ? "ann@example.com" : `Customer ${row.customerId.slice(4)}`,
    organizationId: nth % 3 === 0 ? "org_acme" : null,
  }))

const holds = ({ customerId, name, what }: MovementRow, search: string) =>
  `${customerId}\n${name ?? ""}\n${what}`.toLowerCase().includes(search.toLowerCase())

const counted = (rows: readonly MovementRow[], of: (row: MovementRow) => string) =>
  Object.fromEntries([...Map.groupBy(rows, of)].map(([name, some]) => [name, some.length]))

/** A search for `rare` finds nothing on its first page. */
function listed(stage: Stage, input: Input) {
  const all = stage.empty ? [] : ROWS.map((row) => (stage.staffRole === "viewer" ? maskedMovement(row) : row))
  const ofMonth = all.filter(({ day }) => !input["month"] || day.startsWith(input["month"]))
  const isRare = input["search"] === "rare" && !stage.empty
  const rows = ofMonth.filter(
    (row) =>
      (!input["kind"] || row.kind === input["kind"]) &&
      (!input["currency"] || row.currency === input["currency"]) &&
      (!input["search"] || holds(row, input["search"])),
  )
  const [from, size] = [Number(input["cursor"] ?? 0), Number(input["limit"] ?? 50)]
  const more = from + size < rows.length || (isRare && from === 0)
  return {
    items: isRare ? [] : rows.slice(from, from + size),
    nextCursor: more ? String(from + size) : null,
    asOf: NOW,
    kinds: counted(ofMonth, ({ kind }) => kind),
    currencies: Object.keys(counted(ofMonth, ({ currency }) => currency)).sort(),
    scannedTo: isRare && from === 0 ? "2026-03-11T00:00:00.000Z" : null,
    masked: stage.staffRole === "viewer",
    version: stage.versions["overview"] ?? 1,
  }
}

const EMPTY_LTV: LifetimeValue = { cents: null, arpuCents: null, lost: 0, atStart: 0, n: 0 }

export const movementAnswers = {
  readMovements: (stage: Stage, input: Input) => {
    const count = Number(input["months"] ?? 13)
    const { months, cohorts, ltv } = toldOf(count)
    const hasRate = stage.settings.rates.some(({ currency }) => currency === "eur")
    return {
      asOf: NOW,
      day: DAY,
      timeZone: stage.settings.reportingZone,
      currency: "usd",
      version: stage.versions["overview"] ?? 1,
      months: stage.empty
        ? movements([], DAY, { count }).months
        : hasRate
          ? months
          : movements(BOOK, DAY, { count, settings: { ...SETTINGS, rates: [] } }).months,
      cohorts: stage.empty ? [] : cohorts,
      ltv: stage.empty ? EMPTY_LTV : hasRate ? ltv : { ...ltv, cents: null, arpuCents: null },
      missingRates: stage.empty || hasRate ? [] : [{ currency: "eur", day: "2025-10-12" }],
      recomputing: false,
      cube: stage.empty ? null : { foldedAt: NOW, outdated: false },
      since: stage.empty ? null : "2025-09-20",
    }
  },
  listMovements: listed,
} satisfies Partial<Record<EndpointName, unknown>>
