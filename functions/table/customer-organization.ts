import { type CustomerId, customerOrganizations, type Mode } from "./customer.ts"
import type { Db } from "./db.ts"

/** Things that say which Stripe customer they are of, each with the organization that the customer is; null where nobody says. */
export async function withOrganizations<Of extends { mode: Mode; customerId: string | null }>(
  db: Db,
  all: readonly Of[],
): Promise<(Of & { organizationId: string | null })[]> {
  const customerOf = ({ mode, customerId }: Of): CustomerId[] => (customerId === null ? [] : [{ mode, customerId }])
  const organizationOf = await customerOrganizations(db, all.flatMap(customerOf))
  return all.map((one) => {
    const [customer] = customerOf(one)
    return { ...one, organizationId: customer ? organizationOf(customer) : null }
  })
}
