import type { MovementRow } from "../contract/overview.ts"
import { maskedName } from "../directory/mask.ts"
import type { Contribution } from "./contribution.ts"

/** The movements that one customer gives to a day, one a currency. */
export const movementRowsOf = ({
  day,
  at,
  customerId,
  name,
  organizationId,
  what,
  changes,
}: Contribution): MovementRow[] =>
  Object.entries(changes).flatMap(([currency, { before, after, kind }]) =>
    kind
      ? [
          {
            day,
            at,
            kind,
            customerId,
            name,
            organizationId,
            currency,
            deltaCents: after.mrrCents - before.mrrCents,
            mrrAfterCents: after.mrrCents,
            what,
          },
        ]
      : [],
  )

/** A movement as staff viewers read it. */
export const maskedMovement = (row: MovementRow): MovementRow => ({ ...row, name: row.name && maskedName(row.name) })

/** Newest first; of one instant in an order that does not change. */
export function newestFirst(one: MovementRow, other: MovementRow): number {
  const [first, second] = [placeOf(one), placeOf(other)]
  return first < second ? 1 : first > second ? -1 : 0
}

/** Where a row stands in its day. */
export const placeOf = ({ at, customerId, currency }: MovementRow): string => `${at} ${customerId} ${currency}`
