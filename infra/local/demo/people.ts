import { instantOfUnix } from "#shared/time.ts"
import { type Calendar, DAYS_BACK, isWeekend } from "./calendar.ts"
import { type CloudEvent, cloudEvent } from "./cloud-event.ts"
import { ACME } from "./customers.ts"
import { diceOf, idOf } from "./dice.ts"
import { personName, slugOf } from "./names.ts"
import { type Organization, toldAt } from "./organizations.ts"
import { VOLUME } from "./volume.ts"

/** Few sign up at weekends, and nobody while there are few at all. */
const WEEKEND_SHARE = 0.2
/** Growth that grows: most of the rise lies in the last weeks. */
const GROWTH = 2.2
/** Every so many-th signup, somebody who came some time before leaves. */
const DELETED_EVERY = 50
const DELETED_AFTER = 40
/** Days that are compared by the hour have signups at these times; all others at one, which keeps the table small. */
const HOURS: readonly (readonly [hour: number, minute: number, share: number])[] = [
  [0, 5, 0.12],
  [11, 5, 0.42],
  [17, 5, 0.46],
]
const ONE_HOUR = [[16, 5, 1]] as const
const COMPARED_DAYS = [0, 7]

const TEAM_OTHERS = 3

/** The members of Acme: the people of the demo, by their e-mails. */
const ACME_MEMBERS = [
  { id: "usr_acme_owner", email: "owner@acme.test", name: "Marta Kessler", role: "owner" },
  { id: "usr_acme_admin", email: "orgadmin@acme.test", name: "Lena Brandt", role: "admin" },
  { id: "usr_acme_member", email: "member@acme.test", name: "Dan Osei", role: "member" },
  { id: "usr_acme_viewer", email: "readonly@acme.test", name: "Ravi Menon", role: "viewer" },
] as const

/** How many people sign up on a day. */
function signupsOn(calendar: Calendar, daysAgo: number): number {
  const dice = diceOf(`signups ${daysAgo}`)
  const { signupsFirst, signupsLast } = VOLUME
  const trend = signupsFirst + (signupsLast - signupsFirst) * ((DAYS_BACK - daysAgo) / DAYS_BACK) ** GROWTH
  const week = isWeekend(calendar.timeOn(daysAgo, 12, 0)) ? WEEKEND_SHARE : 1
  return Math.round(trend * week * (0.82 + 0.36 * dice.unit()))
}

/** Everybody who signed up, those of Acme among the first; today as far as it has come. Members of organizations are told with them. */
export function signupEvents(calendar: Calendar, all: readonly Organization[]): CloudEvent[] {
  const members = membersToTell(all)
  const events: CloudEvent[] = ACME_MEMBERS.map(({ id, email, name }) =>
    userCreated(id, email, name, calendar.timeOn(DAYS_BACK, 16, 5)),
  )
  const ids: string[] = []
  for (let daysAgo = DAYS_BACK; daysAgo >= 0; daysAgo--) {
    const times = COMPARED_DAYS.includes(daysAgo) ? HOURS : ONE_HOUR
    const count = signupsOn(calendar, daysAgo)
    let share = 0
    let come = 0
    for (const [hour, minute, part] of times) {
      const at = calendar.timeOn(daysAgo, hour, minute)
      share += part
      for (const until = Math.round(count * share); come < until; come++) {
        // Within one minute: people of one minute are one row of the table.
        const second = at + (come % 60)
        if (second > calendar.nowSeconds) continue
        const member = members[0] && members[0].createdSeconds < second ? members.shift() : undefined
        if (member) {
          events.push(signup(member.id, member.host, second))
          continue
        }
        const id = idOf("usr", `signup ${daysAgo} ${come}`)
        const nth = ids.push(id)
        events.push(signup(id, "mail.test", second, `.${nth}`))
        const gone = nth % DELETED_EVERY === 0 ? ids[nth - DELETED_AFTER] : undefined
        if (gone) events.push(cloudEvent("user.deleted", gone, second, { id: gone }))
      }
    }
  }
  return events
}

const userCreated = (id: string, email: string, name: string, at: number, verified = true): CloudEvent =>
  cloudEvent("user.created", id, at, { id, email, name, verified, createdAt: instantOfUnix(at) })

/** Somebody who signs up; one in ten has not answered the e-mail that verifies the address. */
function signup(id: string, host: string, at: number, mark = ""): CloudEvent {
  const name = personName(diceOf(id))
  return userCreated(id, `${slugOf(name, ".")}${mark}@${host}`, name, at, diceOf(`verified ${id}`).chance(0.9))
}

/** The members of all organizations but Acme, those of the oldest first: each signs up when the product first tells of its users. */
function membersToTell(all: readonly Organization[]): { id: string; host: string; createdSeconds: number }[] {
  const largest = largestOf(all)
  return all
    .filter(({ organizationId }) => organizationId !== ACME)
    .flatMap((one) =>
      peopleOf(one, largest.has(one)).map(({ id }, nth) => ({
        id,
        host: one.billingEmail.slice(one.billingEmail.lastIndexOf("@") + 1),
        createdSeconds: one.createdSeconds + nth * JOINS_AFTER_SECONDS,
      })),
    )
    .sort((one, other) => one.createdSeconds - other.createdSeconds)
}
const JOINS_AFTER_SECONDS = 3_700

/** Organizations that have a team. */
const largestOf = (all: readonly Organization[]): Set<Organization> =>
  new Set([...all].sort((one, other) => other.size - one.size).slice(0, VOLUME.teams))

/** Who belongs to which organization: its owner at least, and in the largest a team; told with the organization itself. */
export function memberEvents(calendar: Calendar, all: readonly Organization[]): CloudEvent[] {
  const largest = largestOf(all)
  return all.flatMap((one) => {
    const { organizationId: org, createdSeconds } = one
    const at = toldAt(calendar, createdSeconds)
    return peopleOf(one, largest.has(one)).map(({ id, role }) =>
      cloudEvent("member.added", `${org} ${id}`, at, { org, user: id, role }),
    )
  })
}

function peopleOf({ organizationId, ownerId, size }: Organization, isTeam: boolean): { id: string; role: string }[] {
  if (organizationId === ACME) return [...ACME_MEMBERS]
  const others = isTeam
    ? TEAM_OTHERS
    : size > 2 && diceOf(`team ${organizationId}`).chance(VOLUME.secondMembers)
      ? 1
      : 0
  return [
    { id: ownerId, role: "owner" },
    ...Array.from({ length: others }, (_, nth) => ({
      id: idOf("usr", `member ${organizationId} ${nth}`),
      role: nth === 0 ? "admin" : "member",
    })),
  ]
}
