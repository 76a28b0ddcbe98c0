import type { Presence } from "#shared/account/presence-cube.ts"
import type { Records } from "#shared/account/records-cube.ts"
import type { Signups } from "#shared/account/signups-cube.ts"
import { LANES, laneOfScope } from "../../functions/table/registration.ts"
import { laneOf, PLATFORM, UNOWNED } from "#shared/cube/kind.ts"
import { CUBE_KINDS } from "#shared/cube/kinds.ts"
import type { Components } from "#shared/health/component-cube.ts"
import type { Errors } from "#shared/health/error-cube.ts"
import { usageOf } from "#shared/usage/usage.ts"
import type { UsageCube } from "#shared/usage/usage-text.ts"
import { SESSIONS_TRUTH } from "./session-truth.ts"
import { tally } from "./tally.ts"
import type { Sent } from "./telemetry-event.ts"

/** What a kind's cube must say of some events, counted one by one, and how a cube says it. Both are plain figures. */
export interface Truth {
  kind: string
  /** The events that this kind counts at all. */
  counts(type: string): boolean
  recount(events: readonly Sent[]): Record<string, number>
  said(cube: never): Record<string, number>
  /** Figures that may fall while facts only arrive; none unless said. */
  mayFall?(name: string): boolean
}

const told = ({ event }: Sent) => event.data as Record<string, string & number>

export const TRUTHS: readonly Truth[] = [
  {
    kind: "usage",
    counts: (type) => type === "usage.recorded",
    recount: (events) =>
      tally(
        events.flatMap((sent) => [
          ["requests", 1],
          ["tokens", told(sent)["inputTokens"]!],
          ["micros", 3],
          [`of ${told(sent)["model"]}`, 1],
        ]),
      ),
    said: (cube: UsageCube) => {
      const { all, models } = usageOf(cube)
      return tally([
        ["requests", all.requests],
        ["tokens", all.inputTokens],
        ["micros", all.inputCostMicros],
        ...Object.entries(models.of).map(([model, [requests]]) => [`of ${model}`, requests!] as const),
      ])
    },
  } as Truth,
  {
    kind: "presence",
    counts: (type) => type === "usage.recorded" || type === "activity.recorded",
    recount: (events) => Object.fromEntries(events.map((sent) => [told(sent)["org"]!, 1])),
    said: (present: Presence) => Object.fromEntries(present.map((organization) => [organization, 1])),
  } as Truth,
  {
    kind: "signups",
    counts: (type) => type.startsWith("user."),
    recount: (events) => tally(events.map(({ event }) => [event.type === "user.created" ? "created" : "deleted", 1])),
    said: ({ created, deleted }: Signups) => tally(Object.entries({ created, deleted })),
  } as Truth,
  {
    kind: "records",
    counts: (type) => type.startsWith("record."),
    recount: (events) =>
      tally(
        events.flatMap((sent) => {
          const model = told(sent)["model"]!
          if (sent.event.type === "record.deleted") return [[`${model} deleted`, 1] as const]
          const bare = told(sent)["stripeId"] ? 0 : 1
          return [[`${model} created`, 1] as const, [`${model} bare`, bare] as const]
        }),
      ),
    said: (records: Records) =>
      tally(
        Object.entries(records).flatMap(([model, { created, deleted, withoutStripe }]) => [
          [`${model} created`, created] as const,
          [`${model} deleted`, deleted] as const,
          [`${model} bare`, withoutStripe] as const,
        ]),
      ),
  } as Truth,
  SESSIONS_TRUTH,
  {
    kind: "components",
    counts: (type) => type === "component.timed" || type === "generation.completed",
    recount: (events) =>
      tally(
        events.map(stepOf).flatMap(({ component, ms }) =>
          ms === undefined
            ? [[`${component} skipped`, 1]]
            : [
                [`${component} ok`, 1],
                [`${component} micros`, ms * 1_000],
              ],
        ),
      ),
    said: ({ of }: Components) =>
      tally(
        Object.entries(of).flatMap(([component, { ok, sumMicros, skipped }]) => [
          [`${component} ok`, ok] as const,
          [`${component} micros`, sumMicros] as const,
          [`${component} skipped`, skipped] as const,
        ]),
      ),
  } as Truth,
  {
    kind: "errors",
    counts: (type) => type === "error.reported",
    recount: (events) => tally(events.map(() => ["E: order <n>", 1])),
    said: ({ groups }: Errors) =>
      tally(Object.values(groups).map(({ type, message, count }) => [`${type}: ${message}`, count])),
  } as Truth,
]

interface Step {
  component: string
  ms?: number
}
const stepOf = ({ event }: Sent): Step => ((event.data["steps"] as Step[] | undefined)?.[0] ?? event.data) as Step

/** The organization that an event names, or the scope of those that name none. */
const scopeOf = (sent: Sent): string => String(told(sent)["org"] ?? UNOWNED)

/** The events that belong to a scope: an organization's own, a lane's, or the whole platform's. */
export function eventsOf(events: readonly Sent[], scope: string): Sent[] {
  if (scope === PLATFORM) return [...events]
  const lane = laneOf(scope)
  return events.filter((sent) => {
    const org = scopeOf(sent)
    return lane === undefined ? org === scope : laneOfScope(org) % LANES === lane
  })
}

/** Every scope that some of these events belong to. */
export const scopesOf = (truth: Truth, events: readonly Sent[]): string[] => {
  if (CUBE_KINDS.get(truth.kind)!.lanes === 0) return [PLATFORM]
  const organizations = [...new Set(events.map(scopeOf))]
  const lanes = organizations.map((org) => `${PLATFORM}.${String(laneOfScope(org) % LANES).padStart(2, "0")}`)
  return [...organizations, ...new Set(lanes), PLATFORM]
}
