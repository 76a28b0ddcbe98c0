import { instant, MINUTE_MS } from "#shared/time.ts"
import type { Random } from "./random.ts"
import type { Sent } from "./telemetry-event.ts"

const STATUSES = ["created", "active", "completed", "failed", "cancelled", "stopped"]

/** Makes snapshots: of new sessions, and newer ones of those that were told before, which cost more by then. */
export function snapshotMaker(organizations: readonly string[], random: Random) {
  let count = 0
  const newest: { sent: Sent; updatedMs: number }[] = []
  const told = (countsAt: string, updatedMs: number, data: Record<string, unknown>): Sent => ({
    event: {
      specversion: "1.0",
      id: `e${++count}`,
      source: "sim",
      type: "session.updated",
      time: instant(updatedMs),
      data: {
        ...data,
        createdAt: countsAt,
        updatedAt: instant(updatedMs),
        status: random.pick(STATUSES),
        costUsd: `${count}.000007`,
        prCount: random.below(3),
        durationSeconds: random.below(900),
      },
    },
    countsAt,
  })
  return (timeMs: number, nowMs: number): Sent => {
    if (newest.length > 0 && random.chance(0.5)) {
      const known = random.pick(newest)
      // No two snapshots of a session are of one instant.
      known.updatedMs = Math.max(known.updatedMs + 1, nowMs - random.below(MINUTE_MS))
      known.sent = told(known.sent.countsAt, known.updatedMs, identityOf(known.sent))
      return known.sent
    }
    const org = random.pick(organizations)
    const data = { org, id: `s${count}`, user: random.pick(["ada", "bo", ""]), repo: random.pick(["web", "api", null]) }
    const sent = told(instant(timeMs), Math.max(timeMs, nowMs - MINUTE_MS), data)
    newest.push({ sent, updatedMs: Date.parse(sent.event.time) })
    return sent
  }
}

const identityOf = ({ event }: Sent) => {
  const { org, id, user, repo } = event.data
  return { org, id, user, repo }
}
