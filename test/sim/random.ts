/** Chance that can be repeated: the same seed gives the same numbers on every machine. */
export interface Random {
  /** At least 0, below 1. */
  unit(): number
  /** A whole number from 0 to below the bound. */
  below(bound: number): number
  /** True with a probability; never with 0, without using up a number. */
  chance(probability: number): boolean
  pick<T>(from: readonly T[]): T
  shuffled<T>(from: readonly T[]): T[]
  /** A span between two limits, short ones far more often than long ones. */
  span(from: number, to: number): number
  /** Another source, independent of how much of this one is used afterwards. */
  fork(): Random
}

/** Mulberry32. */
export function randomOf(seed: number): Random {
  let state = seed >>> 0
  const unit = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const below = (bound: number) => Math.floor(unit() * bound)
  return {
    unit,
    below,
    chance: (probability) => probability > 0 && unit() < probability,
    pick: (from) => {
      if (from.length === 0) throw new Error("There is nothing to pick from")
      return from[below(from.length)]!
    },
    shuffled: (from) => {
      const shuffled = [...from]
      for (let at = shuffled.length - 1; at > 0; at--) {
        const other = below(at + 1)
        ;[shuffled[at], shuffled[other]] = [shuffled[other]!, shuffled[at]!]
      }
      return shuffled
    },
    span: (from, to) => from * (to / from) ** unit(),
    fork: () => randomOf(Math.floor(unit() * 4294967296)),
  }
}
