import * as z from "zod/mini"
import { isReserved } from "../cube/kind.ts"
import { Instant } from "../time.ts"
import { OUTCOMES } from "../usage/generation-told.ts"
import { endpoint, page, queryCount, staff } from "./endpoint.ts"
import { PathId } from "./id.ts"
import { endsAfterItBegins, timeFilter } from "./time-filter.ts"

const told = z.nullable(z.string())
const count = z.nullable(z.number())
const GenerationOutcome = z.enum(OUTCOMES)

/** One step of a generation: it took a time, was skipped, or failed, maybe after a time. */
export const GenerationStep = z.object({
  component: z.string(),
  state: z.enum(["timed", "skipped", "failed"]),
  ms: count,
  /** Why it was skipped or failed, where that was told; e-mail addresses are masked for staff viewers. */
  reason: told,
  /** The step that the generation's model time is of. */
  isModel: z.boolean(),
})
export type GenerationStep = z.infer<typeof GenerationStep>

/** One generation as the product told it; null is what it did not tell. */
export const Generation = z.object({
  generationId: z.string(),
  at: Instant,
  organizationId: told,
  userId: told,
  /** What events call the user; masked for staff viewers where it is an e-mail address. */
  user: told,
  mode: told,
  result: told,
  outcome: GenerationOutcome,
  modelMs: count,
  sizeBytes: count,
  steps: z.array(GenerationStep),
  /** The scope of the key that it came by, the event's source and its id: `platform|studio|evt_1`. */
  eventId: z.string(),
  /** Whatever else the product told of it; personal fields are masked for staff viewers. */
  more: z.record(z.string(), z.unknown()),
})
export type Generation = z.infer<typeof Generation>

const organizationId = z.optional(
  PathId.check(z.refine((id) => !isReserved(id), "expected an id that is not one of the console's own words")),
)
/** A name as figures have it; `__unknown__` is none. */
const word = z.optional(z.string().check(z.minLength(1), z.maxLength(300)))
const filters = {
  organizationId,
  outcome: z.optional(GenerationOutcome),
  mode: word,
  result: word,
  /** A person's opaque id, or `__unknown__` for nobody's. */
  user: z.optional(z.string().check(z.minLength(1), z.maxLength(100))),
  /** A component whose step failed. */
  component: word,
  /** Text in the mode, the result, a component, or why a step was skipped or failed, as the reader reads it, of any case. */
  search: z.optional(z.string().check(z.minLength(1), z.maxLength(200))),
  ...timeFilter,
}
export const GenerationsAsked = z.object(filters).check(endsAfterItBegins)
export type GenerationsAsked = z.infer<typeof GenerationsAsked>

export const listGenerations = endpoint({
  method: "GET",
  path: "/api/generations",
  who: staff.any,
  shows: ["personal"],
  subjectOf: ({ organizationId = null }) => organizationId,
  summary:
    "Generations of the whole platform, or of one organization, newest first, of a time `[from, to)` if asked. A rare filter stops after 25 read units and says how far back it looked.",
  input: z
    .object({ ...filters, limit: queryCount(1, 200, 50), cursor: z.optional(z.string()) })
    .check(endsAfterItBegins),
  output: z.extend(page(Generation), {
    /** Everything newer than this was looked at when the page stopped short; null when it is full, or the list ends. */
    scannedThrough: z.nullable(Instant),
    /** Older generations are not kept. */
    keptFrom: Instant,
    version: z.number(),
  }),
})

const Named = z.object({ name: z.string(), generations: z.number(), failed: z.number() })

export const readGenerationFigures = endpoint({
  method: "GET",
  path: "/api/generations/figures",
  who: staff.any,
  shows: [],
  summary:
    "What generations of the whole platform, or of one organization, add up to, of a time `[from, to)` if asked, as far as they are kept one by one.",
  input: z.object({ organizationId, ...timeFilter }).check(endsAfterItBegins),
  output: z.object({
    from: Instant,
    to: Instant,
    generations: z.number(),
    failed: z.number(),
    /** What did not fail over all; null when there were none. */
    successRate: count,
    /** Milliseconds of model steps; null when none told them. */
    modelP50Ms: count,
    modelP95Ms: count,
    /** Every mode and result that was told, most first; `__unknown__` where none was. */
    modes: z.array(Named),
    results: z.array(Named),
    /** Components with a step that failed, most first. */
    components: z.array(z.object({ name: z.string(), steps: z.number(), failed: z.number() })),
    asOf: Instant,
    version: z.number(),
  }),
})
export type GenerationFigures = z.infer<typeof readGenerationFigures.output>
