import { DAY_MS, HOUR_MS, type Instant, instant, MINUTE_MS, msOf } from "#shared/time.ts"
import type { Random } from "../sim/random.ts"
import type { Snapshot } from "./session-recount.ts"

const people = [null, "", "ada", "grace", "ada@x.test", "Zoë", "𝒦atherine", "barbara", "edith", "fran", "jean"]

/** A session's snapshots from its beginning to its end, or to now; of the last hour, the last days or the last half year. */
export function sessionLife(random: Random, nth: number, now: Instant, orgs: readonly string[]): Snapshot[] {
  const org = random.pick(orgs)
  const back = random.chance(0.15)
    ? random.below(HOUR_MS)
    : random.below(random.chance(0.3) ? 3 * DAY_MS : 190 * DAY_MS)
  const createdMs = msOf(now) - back - 1
  const createdAt = instant(createdMs)
  const first: Snapshot = {
    org,
    id: `s${nth}`,
    user: people[random.below(people.length)]!,
    repo: [null, "", "web", "api", "ops"][random.below(5)]!,
    status: "created",
    createdAt,
    updatedAt: createdAt,
  }
  const told = [first]
  for (const status of ["active", ["completed", "completed", "failed", "cancelled", "stopped"][random.below(5)]!]) {
    const before = told.at(-1)!
    const updatedMs = msOf(before.updatedAt) + 1 + random.below(40 * MINUTE_MS)
    if (updatedMs >= msOf(now) || random.chance(0.1)) break
    const prs = random.below(3)
    const opened = instant(updatedMs - 1_000)
    told.push({
      ...before,
      status,
      updatedAt: instant(updatedMs),
      costUsd: `${random.below(9)}.${String(random.below(1_000_000)).padStart(6, "0")}`,
      turns: random.below(40),
      prCount: prs,
      ...(status === "active" || random.chance(0.1) ? {} : { durationSeconds: random.below(9_000) / 10 }),
      prs: Array.from({ length: prs }, (_, number) => {
        const state = ["open", "merged", "closed"][random.below(3)]!
        return {
          number,
          repo: "web",
          state,
          createdAt: opened,
          mergedAt: state === "merged" ? instant(updatedMs) : null,
        }
      }),
    })
  }
  return told
}
