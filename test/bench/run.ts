import { mkdirSync, writeFileSync } from "node:fs"
import "./environment.ts"
import { boardFigures } from "./board.ts"
import { bundleFigures } from "./bundles.ts"
import { doorFigures } from "./door.ts"
import { foldFigures } from "./fold.ts"
import { directoryFigures } from "./directory.ts"
import type { Figure } from "./figure.ts"
import { metricsFigures } from "./metrics.ts"
import { overviewFigures } from "./overview.ts"
import { sketchFigures } from "./sketch.ts"
import { pagesFigures } from "./pages.ts"
import { startFigures } from "./start.ts"
import { usageFigures } from "./usage.ts"
import { telemetryFigures } from "./telemetry.ts"
import { webhookFigures } from "./webhook.ts"

/** `npm run bench [-- part …]`: measures and prints a table; the same as JSON stands in test/artifacts/bench.json. */
const PARTS: Record<string, () => Promise<Figure[]>> = {
  webhook: webhookFigures,
  bundles: bundleFigures,
  door: doorFigures,
  fold: foldFigures,
  telemetry: telemetryFigures,
  usage: usageFigures,
  overview: overviewFigures,
  directory: directoryFigures,
  sketch: sketchFigures,
  metrics: metricsFigures,
  board: boardFigures,
  pages: pagesFigures,
  start: startFigures,
}

const asked = process.argv.slice(2)
const figures: Figure[] = []
for (const [name, measure] of Object.entries(PARTS)) {
  if (asked.length > 0 && !asked.includes(name)) continue
  const found = await measure()
  figures.push(...found)
  for (const { what, value, unit, against, bar, held } of found)
    console.log(
      `${held === false ? "MISSED" : held ? "held  " : "      "} ${what.padEnd(78)} ${`${value} ${unit}`.padStart(12)}  ${[bar && `bar ${bar}`, against].filter(Boolean).join("; ")}`,
    )
}
mkdirSync("test/artifacts", { recursive: true })
writeFileSync(
  "test/artifacts/bench.json",
  JSON.stringify({ at: new Date().toISOString(), node: process.version, figures }, null, 2),
)
process.exit(0)
