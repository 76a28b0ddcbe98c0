import { DIGIT_OF_CODE, digitsOf, digitsOfSigned, signed } from "./digits.ts"

/**
 * How values are spread, in few bytes: counts in logarithmic bins, from which any quantile can be read within 1 %.
 * Text of digits; the same values give the same text, whichever way they were merged. "" is no value at all.
 */
export type Sketch = string

export const emptySketch: Sketch = ""

/** The most that can be counted; below the least a value counts as zero. */
export const SKETCH_VALUE_MAX = 1e12
export const SKETCH_VALUE_MIN = 1e-9

/** Bin i holds what is above 1.02^(i−1) and up to 1.02^i: its middle is at most 0.991 % away from either end. */
const BASE = 1.02
const LOG_OF_BASE = Math.log(BASE)
const FIRST_BIN = Math.floor(Math.log(SKETCH_VALUE_MIN) / LOG_OF_BASE)
const LAST_BIN = Math.ceil(Math.log(SKETCH_VALUE_MAX) / LOG_OF_BASE)
/** Slot 0 counts zeros, the others a bin each. */
const SLOTS = LAST_BIN - FIRST_BIN + 2

const binOf = (value: number): number => Math.ceil(Math.log(value) / LOG_OF_BASE)
const valueOf = (slot: number): number => (slot === 0 ? 0 : (2 * BASE ** (slot - 1 + FIRST_BIN)) / (1 + BASE))

/** One place to count in, empty between two calls: most sketches touch few of its slots, from `first` to before `past`. */
const counts = new Float64Array(SLOTS)
let first = SLOTS
let past = 0

function count(slot: number, many: number): void {
  counts[slot]! += many
  if (slot < first) first = slot
  if (slot >= past) past = slot + 1
}

function forget(): void {
  if (past > first) counts.fill(0, first, past)
  first = SLOTS
  past = 0
}

/** The sketch of these values, each from 0 to `SKETCH_VALUE_MAX`; throws a RangeError at any other. */
export function sketchOf(values: Iterable<number>): Sketch {
  forget()
  for (const value of values) {
    if (!(value >= 0 && value <= SKETCH_VALUE_MAX))
      throw new RangeError(`A sketch counts values from 0 to ${SKETCH_VALUE_MAX}, not ${value}`)
    count(value < SKETCH_VALUE_MIN ? 0 : binOf(value) - FIRST_BIN + 1, 1)
  }
  return written()
}

/** Everything these sketches counted, in one; exact, whatever their order. */
export function mergeSketches(sketches: Iterable<Sketch>): Sketch {
  const told = [...sketches].filter((sketch) => sketch !== emptySketch)
  if (told.length < 2) return told[0] ?? emptySketch
  forget()
  for (const sketch of told) add(sketch)
  return written()
}

/** How many values were counted. */
export function countIn(sketch: Sketch): number {
  forget()
  add(sketch)
  return sum()
}

function sum(): number {
  let all = 0
  for (let slot = first; slot < past; slot++) all += counts[slot]!
  return all
}

/** The value at a part of the way from the least (0) to the greatest (1), by nearest rank, within 1 %; null of no values. */
export const quantile = (sketch: Sketch, part: number): number | null => quantiles(sketch, [part])?.[0] ?? null

/** The same at several parts of the way, the sketch read once. */
export function quantiles(sketch: Sketch, parts: readonly number[]): number[] | null {
  if (sketch === emptySketch) return null
  forget()
  add(sketch)
  const all = sum()
  return parts.map((part) => {
    // 0.07 × 100 is a hair more than 7 as a float, and no reason to count to 8.
    let rank = Math.max(1, Math.ceil(part * all * (1 - 2 ** -50)))
    let last = first
    for (let slot = first; slot < past && rank > 0; slot++) {
      if (counts[slot] === 0) continue
      rank -= counts[slot]!
      last = slot
    }
    return valueOf(last)
  })
}

/*
 * As text: how many empty slots come first, then each slot's count less the one before it. After a count of zero
 * comes how many more are empty.
 */
function written(): Sketch {
  let text = ""
  let before = 0
  let empty = first
  for (let slot = first; slot < past; slot++) {
    const here = counts[slot]!
    if (here === 0) {
      empty++
      continue
    }
    if (before > 0 && empty > 0) {
      text += digitsOfSigned(-before) + digitsOf(empty - 1)
      before = 0
    } else if (before === 0) text += digitsOf(empty)
    text += digitsOfSigned(here - before)
    before = here
    empty = 0
  }
  return text
}

function add(sketch: Sketch): void {
  let slot = 0
  let held = 0
  let isGap = true
  let number = 0
  let weight = 1
  for (let at = 0; at < sketch.length; at++) {
    const digit = DIGIT_OF_CODE[sketch.charCodeAt(at)]!
    number += (digit & 31) * weight
    if (digit >= 32) {
      weight *= 32
      continue
    }
    if (isGap) {
      slot += number
      isGap = false
    } else {
      held += signed(number)
      count(slot, held)
      slot++
      isGap = held === 0
    }
    number = 0
    weight = 1
  }
}
