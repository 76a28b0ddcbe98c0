/** What a figure of the usage page means, said once: its "how is this computed" and docs/metrics.md both say this. */
export interface BoardDefinition {
  title: string
  definition: string
  /** The stretch of time it covers. */
  window: string
  /** Which rows it is made of. */
  source: string
}

const WINDOW =
  "Calendar: whole days of the board's zone, from the start of the first up to now; the last one is not over. Rolling: the last days × 24 hours. The window before is as long, and cut at the same time of its last day."
const SESSIONS =
  "Sessions of the window, as session.updated events tell them; the newest updatedAt of a session counts."

export const BOARD_DEFINITIONS = {
  sessions: {
    title: "Sessions",
    definition:
      "Agent sessions by the moment they were created, whatever became of them: created, active, completed, failed and cancelled. One that is created now or later does not count yet. Archiving, renaming or deleting never changes an outcome. Sessions of people who hide and of nobody in particular are in every total.",
    window: WINDOW,
    source: SESSIONS,
  },
  people: {
    title: "People",
    definition:
      "Different people with at least one session, those who hide included. What names nobody is one row, Unknown, and not a person.",
    window: WINDOW,
    source: SESSIONS,
  },
  successRate: {
    title: "Success rate",
    definition:
      "Completed sessions over those that ended: completed, failed or cancelled; stopped is cancelled. A dash when nothing ended. Before it is rounded, over 80 % is green, under 50 % red, all between amber.",
    window: WINDOW,
    source: SESSIONS,
  },
  cost: {
    title: "Session cost",
    definition:
      "What sessions cost in US dollars, whatever became of them, added up in millionths. The average is the total over all sessions; a dash when there were none.",
    window: WINDOW,
    source: SESSIONS,
  },
  duration: {
    title: "Duration",
    definition:
      "The mean, the median (p50) and the 95th percentile (p95) of how long ended sessions took; p50 and p95 are by nearest rank, to within 1 %. Sessions that do not say how long they took are left out; a dash when none says.",
    window: WINDOW,
    source: SESSIONS,
  },
  rank: {
    title: "Rank",
    definition:
      "By the chosen measure, most first. Who has the same shares a rank and the next one is skipped: 1, 1, 3; among equals the login's bytes decide the order. Gold, silver and bronze are for the ranks 1, 2 and 3. Unknown is last and has no rank. The small figure is how many places were won or lost since the window before.",
    window: WINDOW,
    source: SESSIONS,
  },
  streak: {
    title: "Streak",
    definition:
      "Days in a row with at least one session, the last of them today or yesterday. One flame for 1 or 2 days, two for 3 to 6, three from 7 on.",
    window: "All history, not cut by the window. Days are those of the board's zone.",
    source: "Sessions by the day they were created.",
  },
  lastActive: {
    title: "Last active",
    definition:
      "The newest updatedAt of a person's sessions. The dot means that one of them is active and was updated within two hours.",
    window: WINDOW,
    source: SESSIONS,
  },
  repositories: {
    title: "Repositories",
    definition: "Sessions by the repository they name, and its share of all sessions. What names none is told apart.",
    window: WINDOW,
    source: SESSIONS,
  },
  pullRequests: {
    title: "Pull requests",
    definition:
      "Pull requests of all sessions. Merged, closed and open ones are counted as far as sessions tell them one by one.",
    window: WINDOW,
    source: SESSIONS,
  },
  prRate: {
    title: "PR rate",
    definition: "Sessions with at least one pull request over all sessions. A dash when there were no sessions.",
    window: WINDOW,
    source: SESSIONS,
  },
  acceptance: {
    title: "Acceptance",
    definition: "Merged pull requests over those that were merged or closed. Open ones are undecided and left out.",
    window: WINDOW,
    source: "Pull requests that sessions tell one by one.",
  },
  costPerPr: {
    title: "Cost per PR",
    definition:
      "Cost of the sessions with a pull request over all pull requests. Per merged one: cost of the sessions with a merged pull request over the merged ones.",
    window: WINDOW,
    source: SESSIONS,
  },
  prDuration: {
    title: "Session with a PR",
    definition: "The mean of how long ended sessions with at least one pull request took.",
    window: WINDOW,
    source: SESSIONS,
  },
  timeToMerge: {
    title: "Time to merge",
    definition:
      "The mean time from when a pull request was created until it was merged; of the open ones, how long they have been open.",
    window: WINDOW,
    source: "Pull requests that sessions tell one by one.",
  },
} as const satisfies Record<string, BoardDefinition>
