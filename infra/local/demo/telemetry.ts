import { instantOfUnix } from "#shared/time.ts"
import { type Calendar, DAYS_BACK } from "./calendar.ts"
import { type CloudEvent, cloudEvent } from "./cloud-event.ts"
import { ACME } from "./customers.ts"
import { type Dice, diceOf, idOf } from "./dice.ts"
import { MODELS } from "./models.ts"
import { personName, slugOf } from "./names.ts"
import type { Organization } from "./organizations.ts"
import { VOLUME } from "./volume.ts"

/**
 * What organizations do, told in one minute of a day at most: a minute of an organization costs the table two rows, and some
 * thirty more where cubes stand on it. Days are counted by that minute, back from the last one before now.
 */
const HOUR = 13
const MINUTE = { activity: 40, usage: 42, session: 44 }
/** Usage folds into cubes of organizations and of the platform: few organizations, few days, the same for all. */
const USAGE_DAYS = [0]
/** Acme alone used models before, and any 30 days of the history hold one of these days. */
const ACME_USAGE_DAYS = [0, 12, 38, 64, 90, 116]
const CALLS = 620
const SESSION_DAYS = [1]
/** Most working days of the last weeks, and some before: any board looks back on several. */
const ACME_SESSION_DAYS = [0, 1, 3, 6, 9, 15, 51]
/** Who lets agents work at Acme, the busiest first; the others' people are made up. */
const ACME_AGENTS = [
  "member@acme.test",
  "orgadmin@acme.test",
  "tomas.lind@acme.test",
  "priya.nair@acme.test",
  "owner@acme.test",
]

const ACTIONS = ["Create", "Update", "Update", "Fetch", "FetchAll", "Delete"] as const
const RESOURCES = ["Job", "Job", "Ticket", "Lead", "Estimate", "Invoice", "Schedule", "Technician", "Customer"]
/** Each as often as it is called. */
const CALLED = MODELS.flatMap(({ weight, ...model }) => Array.from({ length: weight }, () => model))
const REPOSITORIES = ["intake-forms", "price-book", "dispatch-rules", "customer-portal"]

/** What calls name: an organization's projects, the busier first, and its keys, of which the first makes half the calls. */
export const PROJECTS = [
  { slug: "estimates", name: "Estimates" },
  { slug: "inbox", name: "Inbox triage" },
] as const
export const KEYS = ["server", "worker", "notebook"] as const
export const projectId = (org: string, slug: string): string => `${org.slice(-6)}-${slug}`

/** The last week's sittings lie on all its days, those of each week before on one: any seven days hold one such day. */
const SITTING_DAY = 3

/** Opens, changes and deletions: one sitting a week of an organization that uses the product, of ever more organizations. */
export function activityEvents(calendar: Calendar, all: readonly Organization[]): CloudEvent[] {
  const weeks = Array.from({ length: Math.floor(DAYS_BACK / 7) }, (_, week) => week)
  return all.flatMap((one) => {
    const { organizationId: org } = one
    const days = weeks.flatMap((week) => {
      const dice = diceOf(`activity ${org} ${week}`)
      const share = org === ACME ? 1 : VOLUME.activeShare * VOLUME.activeWeekBefore ** week
      return dice.chance(share) ? [week * 7 + (week === 0 ? dice.whole(0, 6) : SITTING_DAY)] : []
    })
    return days.flatMap((nth) => {
      const dice = diceOf(`sitting ${org} ${nth}`)
      const at = calendar.lastAt(nth, HOUR, MINUTE.activity)
      if (!wasThere(one, at)) return []
      const actor = org !== ACME || dice.chance(0.6) ? one.ownerId : "usr_acme_admin"
      return Array.from({ length: dice.whole(4, 14) }, (_, step) => {
        const resource = dice.pick(RESOURCES)
        const target = `${resource.toLowerCase()}_${dice.whole(1_000, 9_999)}`
        const data = { org, resource, action: dice.pick(ACTIONS), actor, target }
        return cloudEvent("activity.recorded", `${org} ${nth} ${step}`, at + dice.whole(0, 59), data)
      })
    })
  })
}

const wasThere = ({ status, createdSeconds }: Organization, at: number) => status === "active" && createdSeconds < at

/** Acme, then the largest organizations that were there in time. */
export function heavyUsers(calendar: Calendar, all: readonly Organization[]): Organization[] {
  const before = calendar.lastAt(Math.max(...USAGE_DAYS), HOUR, 0)
  const largest = all
    .filter((one) => one.organizationId !== ACME && wasThere(one, before))
    .sort((one, other) => other.size - one.size)
  return [
    ...all.filter(({ organizationId }) => organizationId === ACME),
    ...largest.slice(0, VOLUME.usingOrganizations),
  ]
}

/** Model calls of the organizations that make most of them, with their tokens and costs. */
export function usageEvents(calendar: Calendar, all: readonly Organization[]): CloudEvent[] {
  return heavyUsers(calendar, all).flatMap(({ organizationId: org }) =>
    (org === ACME ? ACME_USAGE_DAYS : USAGE_DAYS).flatMap((nth) => {
      const dice = diceOf(`usage ${org} ${nth}`)
      const at = calendar.lastAt(nth, HOUR, MINUTE.usage)
      return Array.from({ length: Math.round(CALLS * (0.7 + 0.4 * dice.unit())) }, (_, call) =>
        cloudEvent("usage.recorded", `${org} ${nth} ${call}`, at + dice.whole(0, 59), callOf(dice, org)),
      )
    }),
  )
}

function callOf(dice: Dice, org: string): Record<string, unknown> {
  const { provider, model, cents } = dice.pick(CALLED)
  const [inputTokens, outputTokens, cachedTokens] = [
    dice.whole(9_000, 62_000),
    dice.whole(300, 5_200),
    dice.whole(0, 38_000),
  ]
  const failed = dice.chance(0.012)
  return {
    org,
    project: projectId(org, PROJECTS[dice.chance(0.7) ? 0 : 1].slug),
    apiKey: dice.pick([KEYS[0], ...KEYS]),
    // What a job at night calls, nobody calls.
    user: dice.chance(0.15) ? null : dice.pick(org === ACME ? ACME_AGENTS : agentsOf(org)),
    provider,
    model,
    inputTokens,
    outputTokens: failed ? 0 : outputTokens,
    cachedTokens,
    inputCostUsd: usd(inputTokens * cents[0]),
    outputCostUsd: usd(failed ? 0 : outputTokens * cents[1]),
    cachedCostUsd: usd(cachedTokens * cents[2]),
    durationMs: dice.whole(600, 14_000),
    status: failed ? 529 : 200,
    ...(failed ? { errorType: "overloaded" } : {}),
  }
}

/** A pull request that a session opened when it was over: merged within two days, closed, or still open. */
function pullOf(dice: Dice, openedSeconds: number, nowSeconds: number): Record<string, unknown> {
  const mergedSeconds = openedSeconds + dice.whole(1_200, 172_800)
  const isMerged = dice.chance(0.72) && mergedSeconds < nowSeconds
  return {
    number: dice.whole(100, 2_400),
    state: isMerged ? "merged" : dice.chance(0.4) ? "closed" : "open",
    createdAt: instantOfUnix(openedSeconds),
    mergedAt: isMerged ? instantOfUnix(mergedSeconds) : null,
  }
}

/** Tokens times cents a million, as dollars: decimal text to the micro-dollar. */
const usd = (tokenCents: number): string => (Math.round(tokenCents / 100) / 1_000_000).toFixed(6)

const agentsOf = (org: string): string[] =>
  Array.from({ length: 3 }, (_, nth) => slugOf(personName(diceOf(`agents ${org} ${nth}`)), "."))

/** Agents' sessions as they stood when they were over. */
export function sessionEvents(calendar: Calendar, all: readonly Organization[]): CloudEvent[] {
  return heavyUsers(calendar, all).flatMap(({ organizationId: org }) =>
    (org === ACME ? ACME_SESSION_DAYS : SESSION_DAYS).flatMap((nth) => {
      const dice = diceOf(`sessions ${org} ${nth}`)
      const started = calendar.lastAt(nth, HOUR, MINUTE.session)
      const people = org === ACME ? ACME_AGENTS : agentsOf(org)
      return Array.from({ length: dice.whole(4, org === ACME ? 16 : 7) }, (_, session) => {
        const createdSeconds = started + dice.whole(0, 55)
        const durationSeconds = dice.whole(90, 2_700)
        const over = createdSeconds + durationSeconds <= calendar.nowSeconds
        const id = idOf("ses", `${org} ${nth} ${session}`)
        const prCount = over && dice.chance(0.4) ? 1 : 0
        const data = {
          org,
          id,
          // One session in thirty was started by a schedule, for nobody.
          user: dice.chance(1 / 30) ? null : people[Math.floor(people.length * dice.unit() ** 1.6)],
          repo: `${org.slice(4, 12).toLowerCase()}/${dice.pick(REPOSITORIES)}`,
          status: !over ? "active" : dice.chance(0.82) ? "completed" : dice.chance(0.5) ? "failed" : "cancelled",
          createdAt: instantOfUnix(createdSeconds),
          updatedAt: instantOfUnix(over ? createdSeconds + durationSeconds : createdSeconds),
          costUsd: (dice.whole(8, 460) / 100).toFixed(2),
          prCount,
          ...(prCount > 0 ? { prs: [pullOf(dice, createdSeconds + durationSeconds, calendar.nowSeconds)] } : {}),
          turns: dice.whole(3, 60),
          ...(over ? { durationSeconds } : {}),
        }
        return cloudEvent("session.updated", id, over ? createdSeconds + durationSeconds : createdSeconds, data)
      })
    }),
  )
}
