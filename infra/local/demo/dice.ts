import { hash32 } from "#shared/id.ts"

/** Chance that falls the same way every time: whoever asks by the same name gets the same numbers. */
export interface Dice {
  /** From 0, below 1. */
  unit(): number
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number
  chance(probability: number): boolean
  pick<Item>(items: readonly Item[]): Item
}

/** mulberry32, seeded with a name; each noun has dice of its own, so that a new one does not change the others. */
export function diceOf(name: string): Dice {
  let state = hash32(`watchbill demo ${name}`)
  const unit = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const whole = (low: number, high: number) => low + Math.floor(unit() * (high - low + 1))
  return {
    unit,
    whole,
    chance: (probability) => unit() < probability,
    pick: (items) => items[whole(0, items.length - 1)]!,
  }
}

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

/** An id in the manner of Stripe's, made of a name: `cus_` and 14 letters and digits, of two dice so that no two names meet. */
export function idOf(prefix: string, name: string, length = 14): string {
  const dice = [diceOf(`${prefix} ${name}`), diceOf(`${name}, a ${prefix}`)]
  let letters = ""
  while (letters.length < length) letters += ALPHABET[Math.floor(dice[letters.length % 2]!.unit() * ALPHABET.length)]
  return `${prefix}_${letters}`
}
