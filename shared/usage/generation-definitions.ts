import type { BoardDefinition } from "./board-definitions.ts"

const WINDOW =
  "The time the list is narrowed to, or all the time for which generations are kept one by one; other filters do not narrow it."
const GENERATIONS =
  "Generations of the time, as generation.completed events tell them, each once, by the time it carries. Of all organizations, and of none, unless one is chosen."

/** What a figure of the generations page means, said once: its "how is this computed" and docs/metrics.md both say this. */
export const GENERATION_DEFINITIONS = {
  generations: {
    title: "Generations",
    definition: "Generations that were told, whatever became of them.",
    window: WINDOW,
    source: GENERATIONS,
  },
  generationSuccess: {
    title: "Generation success rate",
    definition:
      "Generations that did not fail over all of them. One failed when its result says error, failed, failure or timeout; one that tells no result failed when a step of it did. A dash when there were none.",
    window: WINDOW,
    source: GENERATIONS,
  },
  modelTime: {
    title: "Model time",
    definition:
      "How long the image or language model took: the longest of the steps whose component's name contains “model”, in any case; where no component is called so, the longest of all steps. The median (p50) and the 95th percentile (p95) by nearest rank, to within 1 %. Model steps that failed are left out of them, as are those that tell no milliseconds; a dash when none is left.",
    window: WINDOW,
    source: GENERATIONS,
  },
} as const satisfies Record<string, BoardDefinition>
