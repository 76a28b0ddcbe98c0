import type { OrganizationRow } from "#shared/contract/organizations.ts"
import type { Acknowledged } from "./outside.ts"
import type { Reach } from "./reach.ts"
import { DAY, type Delivered, type Emitted } from "./world.ts"

/** The figures that what was acknowledged adds up to, counted here by other means than the console's. */
export function recountOf({ deliveries, events }: Pick<Acknowledged, "deliveries" | "events">) {
  const distinct = [...new Map(events.map((event) => [event.id, event])).values()]
  return { ...revenueIn(deliveries), ...usageIn(distinct) }
}

function revenueIn(deliveries: readonly Delivered[]) {
  const steps = new Map(deliveries.flatMap(({ event, step }) => (step ? [[event.id, step] as const] : [])))
  const sums = { mrrCents: 0, totalSubscribers: 0, newCents: 0, expansionCents: 0, contractionCents: 0, churnCents: 0 }
  for (const life of Map.groupBy(steps.values(), ({ customer }) => customer).values()) {
    let paid = 0
    for (const { cents } of life.toSorted((one, other) => (one.day < other.day ? -1 : 1))) {
      if (paid === 0) sums.newCents += cents
      else if (cents === 0) sums.churnCents += paid
      else if (cents > paid) sums.expansionCents += cents - paid
      else sums.contractionCents += paid - cents
      paid = cents
    }
    sums.mrrCents += paid
    if (paid > 0) sums.totalSubscribers++
  }
  return sums
}

function usageIn(events: readonly Emitted[]) {
  const of = (type: string) => events.filter((event) => event.type === type).map(({ data }) => data)
  const distinct = (values: readonly unknown[]) => new Set(values).size
  const used = of("usage.recorded")
  const signups = distinct(of("user.created").map(({ id }) => id))
  return {
    signupsToday: signups,
    users: signups,
    jobsCreated24h: of("record.created").length,
    activeCompanies: distinct([...used, ...of("activity.recorded")].map(({ org }) => org)),
    tokens30d: used.reduce((sum, { inputTokens }) => sum + Number(inputTokens) + 7, 0),
    costMicros30d: used.reduce((sum, { inputCostUsd }) => sum + Math.round(Number(inputCostUsd) * 1e6), 0),
    organizations: organizationsIn(events).length,
  }
}

/** Each organization as its newest event tells it: within one instant, any of those events. */
function organizationsIn(events: readonly Emitted[]): { id: string; names: unknown[] }[] {
  const told = events.filter(({ type }) => type === "organization.updated")
  return [...Map.groupBy(told, ({ data }) => String(data["id"]))].map(([id, some]) => {
    const newest = some.reduce((at, { time }) => (time > at ? time : at), "")
    return { id, names: some.filter(({ time }) => time === newest).map(({ data }) => data["name"]) }
  })
}

/** The same figures as the console's pages say them, for the day of the world. */
export async function figuresOf(reach: Reach) {
  const answer = await reach.call("GET", `/api/overview?asOf=${DAY}&days=90`)
  if (answer?.status !== 200) throw new Error(`The overview is not to be had: ${JSON.stringify(answer)}`)
  const { mrrCents, totalSubscribers, activity, platform, series } = answer.body
  const moved = (field: string): number =>
    series.movements.reduce((sum: number, day: Record<string, number>) => sum + day[field]!, 0)
  return {
    mrrCents,
    totalSubscribers,
    newCents: moved("newCents"),
    expansionCents: moved("expansionCents"),
    contractionCents: moved("contractionCents"),
    churnCents: moved("churnCents"),
    signupsToday: activity.signupsToday,
    users: platform.users,
    jobsCreated24h: activity.jobsCreated24h,
    activeCompanies: activity.activeCompanies,
    tokens30d: platform.tokens30d,
    costMicros30d: platform.costMicros30d,
    // Those that were only charged for what they used stand there too, by their ids.
    organizations: platform.organizations - (await listedIn(reach)).filter(({ stub }) => stub).length,
  }
}

const listedIn = async (reach: Reach): Promise<OrganizationRow[]> =>
  (await reach.call("GET", "/api/organizations?limit=200"))!.body.items

/** Organizations whose row in the directory is not what its newest event told. */
export async function strayOrganizations(reach: Reach, { events }: Acknowledged): Promise<string[]> {
  const named = new Map((await listedIn(reach)).map((row) => [row.id, row.name]))
  return organizationsIn(events).flatMap(({ id, names }) =>
    names.includes(named.get(id)) ? [] : [`${id} is called ${named.get(id)} instead of ${names}`],
  )
}
