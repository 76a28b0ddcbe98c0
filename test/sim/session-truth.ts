import type { Sessions } from "#shared/usage/session-cube.ts"
import { tally } from "./tally.ts"
import type { Sent } from "./telemetry-event.ts"
import type { Truth } from "./telemetry-truth.ts"

/** Sessions count where they were created, as their newest snapshots say. */
export const SESSIONS_TRUTH = {
  kind: "sessions",
  counts: (type) => type === "session.updated",
  recount: (events) => {
    const newest = new Map<unknown, Sent["event"]>()
    for (const { event } of events) {
      const name = `${event.data["org"]} ${event.data["id"]}`
      if (event.time > (newest.get(name)?.time ?? "")) newest.set(name, event)
    }
    return tally(
      [...newest.values()].flatMap(({ data }) => {
        const { status, user, repo, costUsd, prCount } = data as Record<string, string | number>
        return [
          ["sessions", 1],
          [`is ${status === "stopped" ? "cancelled" : status}`, 1],
          ["micros", Number(String(costUsd).replace(".", ""))],
          ["is prs", Number(prCount)],
          [`by ${user && `u_${user}`}`, 1],
          [`in ${repo ?? ""}`, 1],
        ]
      }),
    )
  },
  said: ({ all, people, repos }: Sessions) =>
    tally([
      ["sessions", all.sessions],
      ...(["created", "active", "completed", "failed", "cancelled", "prs"] as const).map(
        (name) => [`is ${name}`, all[name]] as const,
      ),
      ["micros", all.costMicros],
      ...Object.entries(people).map(([user, { sessions }]) => [`by ${user}`, sessions] as const),
      ...Object.entries(repos).map(([repo, { sessions }]) => [`in ${repo}`, sessions] as const),
    ]),
  mayFall: (name) => name.startsWith("is "),
} as Truth
