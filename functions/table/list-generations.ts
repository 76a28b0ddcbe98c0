import type { Generation, GenerationStep, GenerationsAsked } from "#shared/contract/generations.ts"
import { PLATFORM } from "#shared/cube/kind.ts"
import { maskPayload } from "#shared/directory/mask-payload.ts"
import { generationCube } from "#shared/usage/generation-cube.ts"
import {
  type GenerationFact,
  type Shown,
  generationMatches,
  generationMayHold,
} from "#shared/usage/generation-filter.ts"
import { type GenerationTold, hasFailed, modelStepOf, outcomeOf, type StepTold } from "#shared/usage/generation-told.ts"
import { sha256Hex } from "../runtime/digest.ts"
import type { Ground } from "./ground.ts"
import { type FactPlace, listFacts } from "./list-facts.ts"
import { keptTime } from "./kept-time.ts"

/** A generation before anybody's name is read. */
export type NamelessGeneration = Omit<Generation, "user">

const WORDS = ["outcome", "mode", "result", "user", "component", "search"] as const

/**
 * Generations of an organization, or of everybody and nobody, that match, newest first. `masked` as staff viewers read them:
 * reasons are searched as they come out, so that nobody finds by its text what is masked.
 */
export async function listGenerationsOf(ground: Ground, { filter, limit, after, masked }: Asked) {
  const shown: Shown = masked ? maskPayload : (told) => told
  const isPlain = WORDS.every((word) => filter[word] === undefined)
  const { facts, next, scannedTo } = await listFacts(ground, {
    kind: generationCube,
    scope: filter.organizationId ?? PLATFORM,
    ...keptTime(ground, filter),
    filter: isPlain ? undefined : { matches: generationMatches(filter, shown), mayHold: generationMayHold(filter) },
    limit,
    after,
  })
  return { items: facts.map((fact) => generationOf(fact, shown)), next, scannedTo }
}

interface Asked {
  filter: GenerationsAsked
  limit: number
  after?: FactPlace | undefined
  masked: boolean
}

function generationOf({ id, at, body }: GenerationFact, shown: Shown): NamelessGeneration {
  const { data } = body
  const { org, user, mode, result, sizeBytes, steps } = data
  const model = modelStepOf(data)
  const modelAt = (steps ?? []).findIndex((step) => step.component === model?.component && step.ms === model.ms)
  return {
    generationId: sha256Hex(`${org ?? ""} ${id}`).slice(0, 24),
    at,
    organizationId: org ?? null,
    userId: user || null,
    mode: mode || null,
    result: result || null,
    outcome: outcomeOf(data),
    modelMs: model?.ms ?? null,
    sizeBytes: sizeBytes ?? null,
    steps: (steps ?? []).map((step, nth) => stepOf(step, nth === modelAt, shown)),
    eventId: id,
    more: shown(Object.fromEntries(Object.entries(data).filter(([field]) => !KNOWN.has(field)))) as Generation["more"],
  }
}

/** Fields of a generation that have a place of their own. */
const KNOWN: ReadonlySet<string> = new Set<keyof GenerationTold>([
  ...(["org", "user", "mode", "steps", "sizeBytes", "result"] as const),
])

function stepOf(step: StepTold, isModel: boolean, shown: Shown): GenerationStep {
  const { component, ms, skipped, error } = step
  const reason = skipped || error
  return {
    component,
    state: skipped ? "skipped" : hasFailed(step) ? "failed" : "timed",
    ms: ms ?? null,
    reason: typeof reason === "string" ? (shown(reason) as string) : null,
    isModel,
  }
}
