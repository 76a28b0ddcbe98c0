import { DDSketch } from "@datadog/sketches-js"
import { mergeSketches, quantile, sketchOf } from "#shared/sketch.ts"
import { pack } from "../../functions/table/packed.ts"
import { SHAPES, valuesOf } from "../support/sketch-shapes.ts"
import { type Figure, percentile, rounded } from "./figure.ts"

const HOURS = 168
const SAMPLES_PER_HOUR = 36_000
const BYTES_MAX = 500
const MERGE_MS_MAX = 6
const RUNS = 30

/** How large an hour's sketch is, and how long a week of them takes to merge and ask, beside @datadog/sketches-js. */
export async function sketchFigures(): Promise<Figure[]> {
  const figures = Object.keys(SHAPES).map((shape): Figure => {
    const values = valuesOf(shape, SAMPLES_PER_HOUR, 1)
    const bytes = pack(sketchOf(values)).length
    return {
      what: `sketch of an hour of 36,000 ${shape} values, packed`,
      value: bytes,
      unit: "B",
      against: `${theirsOf(values).toProto().length} B from @datadog/sketches-js`,
      bar: `≤ ${BYTES_MAX}`,
      held: bytes <= BYTES_MAX,
    }
  })
  return [...figures, merging()]
}

function merging(): Figure {
  const hours = Array.from({ length: HOURS }, (_, hour) => valuesOf("log-normal", SAMPLES_PER_HOUR, hour))
  const ours = hours.map(sketchOf)
  const theirs = hours.map(theirsOf)
  const tookMs = medianMs(() => quantile(mergeSketches(ours), 0.95))
  const theirMs = medianMs(() => {
    const sum = newTheirs()
    for (const sketch of theirs) sum.merge(sketch)
    return sum.getValueAtQuantile(0.95)
  })
  return {
    what: `merging ${HOURS} of them and reading p95`,
    value: rounded(tookMs),
    unit: "ms",
    against: `${rounded(theirMs)} ms by @datadog/sketches-js`,
    bar: `≤ ${MERGE_MS_MAX}`,
    held: tookMs <= MERGE_MS_MAX,
  }
}

const newTheirs = () => new DDSketch({ relativeAccuracy: 0.01 })
function theirsOf(values: readonly number[]): DDSketch {
  const sketch = newTheirs()
  for (const value of values) sketch.accept(value)
  return sketch
}

function medianMs(step: () => unknown): number {
  const took = Array.from({ length: RUNS }, () => {
    const from = performance.now()
    step()
    return performance.now() - from
  })
  return percentile(took, 0.5)
}
