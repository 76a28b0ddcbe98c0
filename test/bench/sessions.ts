import { DAY_MS, instant, msOf } from "#shared/time.ts"

/** When the bench looks. */
export const NOW = "2026-11-20T14:02:00.000Z"

/** Final snapshots in the order of time, everybody and every repository among any few of them. */
export function sessionOf(nth: number, { of, people, days }: { of: number; people: number; days: number }) {
  const spread = (nth * 7919) % 1_000_003
  const createdMs = msOf(NOW) - days * DAY_MS + Math.floor(((nth + 0.5) / of) * days * DAY_MS)
  const durationSeconds = 30 + (spread % 7_200)
  const createdAt = instant(createdMs)
  const updatedAt = instant(Math.min(createdMs + durationSeconds * 1_000, msOf(NOW)))
  const prCount = spread % 5 === 0 ? 1 : 0
  return {
    specversion: "1.0",
    id: `e${nth}`,
    source: "bench",
    type: "session.updated",
    time: updatedAt,
    data: {
      org: "org_bench",
      id: `session_${nth}`,
      user: `user_${nth % people}`,
      repo: `team/repository_${nth % 350}`,
      status: ["completed", "completed", "completed", "failed", "cancelled"][spread % 5],
      createdAt,
      updatedAt,
      costUsd: ((spread % 4_000_000) / 1e6).toFixed(6),
      prCount,
      turns: spread % 60,
      durationSeconds,
    },
  }
}
