import {
  type Generation,
  type GenerationFigures,
  type GenerationsAsked,
  type GenerationStep,
  listGenerations,
  readGenerationFigures,
} from "#shared/contract/generations.ts"
import type { TimeFilter } from "#shared/contract/time-filter.ts"
import { liveQuery } from "../live-query.ts"

export type { Generation, GenerationFigures, GenerationsAsked, GenerationStep }

const TOPICS = ["generations"]

/** One page of generations, newest first. */
export const liveGenerations = (
  ask: () => GenerationsAsked & { cursor?: string },
  againMs: () => number | undefined = () => undefined,
) => liveQuery(listGenerations, ask, { topics: TOPICS, key: "generationId", again: againMs })

/** What the generations of a time add up to. */
export const liveGenerationFigures = (
  ask: () => TimeFilter & { organizationId?: string },
  againMs: () => number | undefined = () => undefined,
) => liveQuery(readGenerationFigures, ask, { topics: TOPICS, key: "name", again: againMs })
