import type { BoardDefinition } from "./board-definitions.ts"

const WINDOW =
  "The steps of the chart from the first one up to now; the last one is not over. Days and months are the organization's, shorter steps are counted from midnight UTC. The window before is as many steps earlier, and cut as far into its last step."
const CALLS = "Model calls of the window, as usage.recorded events tell them, each once, by the time it carries."

/** What a figure of the metrics page means, said once: its "how is this computed" and docs/metrics.md both say this. */
export const METRICS_DEFINITIONS = {
  requests: {
    title: "Requests",
    definition: "Model calls, those with an error among them.",
    window: WINDOW,
    source: CALLS,
  },
  errorRate: {
    title: "Error rate",
    definition: "Requests with an error over all requests. A dash when there were none.",
    window: WINDOW,
    source: CALLS,
  },
  tokens: {
    title: "Tokens",
    definition: "Input, output and cached tokens added up. A call that does not say one of them counts zero there.",
    window: WINDOW,
    source: CALLS,
  },
  callCost: {
    title: "Cost of calls",
    definition:
      "Input plus output plus cached cost less discounts, in US dollars, added up in millionths as the events tell them, or as the catalog priced those that told none. For staff, owners and organization admins.",
    window: WINDOW,
    source: CALLS,
  },
  latency: {
    title: "Latency",
    definition:
      "How long calls took that say so: the median (p50), the 95th (p95) and the 99th percentile (p99) by nearest rank, to within 1 %. Where no call says, the line has a gap. Of a project that is not among the hundred dearest, or was not when it was counted, it may not be known.",
    window: WINDOW,
    source: CALLS,
  },
  top: {
    title: "Share",
    definition:
      "A name's part of all cost in the window, or of all tokens for those who see no cost. The change is against the same name in the window before. Everything in no row is in the last one, so that the rows add up to the total. Where very many names cost little, some are put together: then a row may lack some of its calls, and the table says that it is approximate.",
    window: WINDOW,
    source: CALLS,
  },
} as const satisfies Record<string, BoardDefinition>
