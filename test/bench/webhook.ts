import { ABSENT } from "../../functions/table/db.ts"
import { sdkDb } from "../../functions/table/sdk.ts"
import { startConsole } from "../support/console.ts"
import { stripeEvent } from "../support/stripe.ts"
import { type Figure, percentile, rounded, timed } from "./figure.ts"

const CALLS = 400

/** How long a signed delivery waits for its answer, beside a bare conditional put on the same engine. */
export async function webhookFigures(): Promise<Figure[]> {
  const river = await startConsole()
  const db = sdkDb(process.env["TABLE_NAME"]!)
  let nth = 0
  const deliver = () => {
    const id = `cus_bench_${nth++}`
    return river.stripe(
      stripeEvent("charge.succeeded", new Date().toISOString(), {
        id,
        object: "charge",
        customer: id,
        padding: "x".repeat(3_000),
      }),
    )
  }
  const put = () =>
    db.write({ put: { pk: `bench#${nth++}`, sk: "put", kind: "bench", padding: "x".repeat(1_500) }, when: ABSENT })
  await timed(100, 4, deliver)
  await timed(100, 4, put)
  const one = await timed(CALLS, 1, deliver)
  const eight = await timed(CALLS, 8, deliver)
  const bare = await timed(CALLS, 8, put)
  await river.settled()
  await river.stop()
  const [p99, p99Eight, p99Bare] = [one, eight, bare].map((took) => percentile(took, 0.99)) as [number, number, number]
  return [
    { what: "webhook answer p50, one in flight", value: rounded(percentile(one, 0.5)), unit: "ms" },
    { what: "webhook answer p99, one in flight", value: rounded(p99), unit: "ms", bar: "≤ 25", held: p99 <= 25 },
    {
      what: "webhook answer p99, eight in flight",
      value: rounded(p99Eight),
      unit: "ms",
      against: `${rounded(p99Eight / p99Bare, 1)} × a bare conditional put's ${rounded(p99Bare)} ms`,
      bar: "≤ 5 ×",
      held: p99Eight <= 5 * p99Bare,
    },
  ]
}
