/** Draws of a number from 0 up to 1, the same for a seed everywhere. */
export function drawsOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

type Draw = () => number
const normal = (draw: Draw): number => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw())

/** Ways in which latencies are spread, in milliseconds. */
export const SHAPES: Record<string, (draw: Draw) => number> = {
  uniform: (draw) => draw() * 30_000,
  "log-normal": (draw) => Math.exp(5 + normal(draw)),
  bimodal: (draw) => Math.max(0, draw() < 0.5 ? 40 + 5 * normal(draw) : 2_000 + 200 * normal(draw)),
  constant: () => 120,
  "heavy-tailed": (draw) => 10 * (1 - draw()) ** (-1 / 1.2),
}

/** So many values of a shape. */
export function valuesOf(shape: string, count: number, seed: number): number[] {
  const draw = drawsOf(seed)
  const one = SHAPES[shape]!
  return Array.from({ length: count }, () => one(draw))
}
