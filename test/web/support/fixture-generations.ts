import type { EndpointName } from "#shared/contract/contract.ts"
import type { Generation, GenerationFigures, GenerationStep } from "#shared/contract/generations.ts"
import { isWithin } from "#shared/contract/time-filter.ts"
import { HOUR_MS, SECOND_MS } from "#shared/time.ts"
import { ago, hash, NOW } from "./fixture-answers.ts"
import type { Input, Stage } from "./fixture-endpoints.ts"

const KEPT_FROM = "2026-10-16T14:02:11.000Z"
const PEOPLE = ["tomas.lind@acme.test", "priya.nair@acme.test", "orgadmin@acme.test", null] as const
const MODES = ["estimate", "image", "summary"] as const
const COUNT = 130

/** An invented generation, the older the higher its number. */
export function generationAt(nth: number): Generation {
  const mode = MODES[nth % MODES.length]!
  const failed = nth % 11 === 5
  const user = PEOPLE[nth % PEOPLE.length]!
  const modelMs = 800 + ((nth * 1_613) % 14_000)
  const timed = (component: string, ms: number, isModel = false): GenerationStep => ({
    ...{ component, state: "timed", ms, reason: null, isModel },
  })
  const model = mode === "image" ? "imageModel" : "languageModel"
  return {
    generationId: hash(nth).slice(0, 24),
    at: ago(nth * 97 * SECOND_MS + 31_000),
    organizationId: nth % 7 === 6 ? null : nth % 5 === 0 ? "org_bluegate" : "org_acme",
    userId: user && `u_${hash(nth % PEOPLE.length).slice(0, 24)}`,
    user,
    mode,
    result: failed ? "failed" : "ok",
    outcome: failed ? "failed" : "ok",
    modelMs,
    sizeBytes: failed ? null : mode === "image" ? 240_000 + nth * 9_000 : 1_200 + nth * 31,
    steps: [
      timed(model, modelMs, true),
      mode === "image"
        ? timed("objectStorage", 84 + nth)
        : { component: "objectStorage", state: "skipped", ms: null, reason: "nothing to keep", isModel: false },
      timed("database", 6),
      failed
        ? { component: "mail", state: "failed", ms: 10_000, reason: "The mailbox did not answer", isModel: false }
        : timed("mail", 210),
    ],
    eventId: `platform|studio|gen_${hash(nth).slice(0, 14)}`,
    more: { seed: nth * 7 },
  }
}

const all = (stage: Stage, { organizationId, ...input }: Input) =>
  (stage.empty ? [] : Array.from({ length: COUNT }, (_, nth) => generationAt(nth))).filter(
    (one) =>
      (!organizationId || one.organizationId === organizationId) &&
      isWithin({ from: input["from"], to: input["to"] }, one.at),
  )

/** A rare mode is looked for a page at a time: the first page finds none. */
function listed(stage: Stage, input: Input) {
  const version = stage.versions["generations"] ?? 0
  const answer = { asOf: NOW, keptFrom: KEPT_FROM, scannedThrough: null, version }
  if (input["mode"] === "rare" && !input["cursor"] && !stage.empty)
    return { ...answer, items: [], nextCursor: "0", scannedThrough: ago(9 * HOUR_MS) }
  const rows = all(stage, input).filter(
    (one) =>
      (["outcome", "mode", "result"] as const).every((field) => !input[field] || one[field] === input[field]) &&
      (!input["user"] || (one.userId ?? "__unknown__") === input["user"]) &&
      (!input["component"] ||
        one.steps.some(({ component, state }) => component === input["component"] && state === "failed")) &&
      (!input["search"] || JSON.stringify(one.steps).toLowerCase().includes(input["search"].toLowerCase())),
  )
  const from = Number(input["cursor"] ?? 0)
  return {
    ...answer,
    items: rows.slice(from, from + 50),
    nextCursor: from + 50 < rows.length ? String(from + 50) : null,
  }
}

function figuresOf(stage: Stage, input: Input): GenerationFigures {
  const rows = all(stage, input)
  const failed = rows.filter(({ outcome }) => outcome === "failed").length
  const times = rows.map(({ modelMs }) => modelMs ?? 0).sort((one, other) => one - other)
  const namesOf = (field: "mode" | "result") =>
    [...Map.groupBy(rows, (row) => row[field] ?? "__unknown__")].map(([name, its]) => ({
      name,
      generations: its.length,
      failed: its.filter(({ outcome }) => outcome === "failed").length,
    }))
  return {
    from: input["from"] ?? KEPT_FROM,
    to: input["to"] ?? NOW,
    generations: rows.length,
    failed,
    successRate: rows.length === 0 ? null : (rows.length - failed) / rows.length,
    modelP50Ms: times[Math.floor(times.length / 2)] ?? null,
    modelP95Ms: times[Math.floor(times.length * 0.95)] ?? null,
    modes: namesOf("mode"),
    results: namesOf("result"),
    components: failed === 0 ? [] : [{ name: "mail", steps: rows.length, failed }],
    asOf: NOW,
    version: stage.versions["generations"] ?? 0,
  }
}

/** What the endpoints of generations answer on a stage. */
export const generationAnswers = {
  listGenerations: listed,
  readGenerationFigures: figuresOf,
} satisfies Partial<Record<EndpointName, (stage: Stage, input: Input) => unknown>>
