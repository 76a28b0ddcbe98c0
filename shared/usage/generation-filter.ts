import type { FactRow } from "../cube/kind.ts"
import { own } from "../named.ts"
import { type GenerationCube, generationsOf, modeAndResult } from "./generation-cube.ts"
import { type GenerationTold, hasFailed, type Outcome, outcomeOf } from "./generation-told.ts"
import { told } from "./usage-dimension.ts"

/**
 * What a list of generations is narrowed to. Mode, result and user are names that figures have, `__unknown__` where none
 * is told; `component` is one that failed; `search` is text of any case in the mode, the result, a component or a reason.
 */
export interface GenerationFilter {
  outcome?: Outcome | undefined
  mode?: string | undefined
  result?: string | undefined
  user?: string | undefined
  component?: string | undefined
  search?: string | undefined
}
export type GenerationFact = FactRow<{ data: GenerationTold }>

/** How a reader reads what was told: as it is, or with what is personal masked. */
export type Shown = (told: unknown) => unknown

/** Whether a generation is one of them; reasons are searched as they are shown. */
export const generationMatches =
  ({ outcome, mode, result, user, component, search }: GenerationFilter, shown: Shown = (told) => told) =>
  ({ body: { data } }: GenerationFact): boolean =>
    (!outcome || outcomeOf(data) === outcome) &&
    (!mode || told(data.mode) === mode) &&
    (!result || told(data.result) === result) &&
    (!user || told(data.user) === user) &&
    (!component || (data.steps ?? []).some((step) => step.component === component && hasFailed(step))) &&
    (!search || wordsOf(data, shown).some(holds(search)))

const holds = (text: string) => {
  const sought = text.toLowerCase()
  return (word: unknown): boolean => typeof word === "string" && word.toLowerCase().includes(sought)
}
const wordsOf = ({ mode, result, steps }: GenerationTold, shown: Shown): unknown[] => [
  ...[mode, result],
  ...(steps ?? []).flatMap(({ component, skipped, error }) => [component, shown(skipped), shown(error)]),
]

/** False where a cube shows that none of its generations match. What it put together with others may be anybody's. */
export const generationMayHold =
  ({ outcome, mode, result, user, component, search }: GenerationFilter) =>
  (cube: GenerationCube): boolean => {
    const { generations, failed, pairs, users, components } = generationsOf(cube)
    const has = ([all = 0, bad = 0]: readonly number[]) => (outcome === "ok" ? bad < all : (outcome ? bad : all) > 0)
    const isOfPair = (pair: string) => {
      const [ofMode, ofResult] = modeAndResult(pair)
      return (!mode || ofMode === mode) && (!result || ofResult === result)
    }
    const mayMatch = () => {
      const inPair = Object.keys(pairs.of).some((pair) => modeAndResult(pair).some(holds(search!)))
      // A cube knows that something was skipped or failed, and not why.
      const inStep = Object.entries(components.of).some(
        ([name, [, skipped = 0, bad = 0]]) => skipped > 0 || bad > 0 || holds(search!)(name),
      )
      return inPair || inStep || pairs.other !== null || components.other !== null
    }
    return (
      has([generations, failed]) &&
      (pairs.other !== null || Object.entries(pairs.of).some(([pair, row]) => isOfPair(pair) && has(row))) &&
      (!user || users.other !== null || has(own(users.of, user) ?? [])) &&
      (!component || components.other !== null || (own(components.of, component)?.[2] ?? 0) > 0) &&
      (!search || mayMatch())
    )
  }
