import { startProcess } from "../flow/support/console-process.ts"
import { type Figure, rounded, timed } from "./figure.ts"
import { callsOf } from "./usage-calls.ts"

const BATCH = 500
const BATCHES = 120
const SINGLES = 2_000
const AT_ONCE = 8

/**
 * How many events a second the door of a running console takes, in batches and one by one, while everything behind it runs.
 * The console is a process of its own, as it is outside of benches.
 */
export async function doorFigures(): Promise<Figure[]> {
  const now = "2026-11-20T14:02:00.000Z"
  const told = (minute: number, many: number) => callsOf(minute, 0, many).map((call) => ({ ...call, time: now }))
  const river = await startProcess(now)
  const send = async (body: unknown, type: string) => {
    const answer = await fetch(`${river.url()}/v1/events`, {
      method: "POST",
      headers: { authorization: "Bearer wbk_local", "content-type": `application/cloudevents${type}+json` },
      body: JSON.stringify(body),
    })
    const { accepted } = (await answer.json()) as { accepted?: number }
    if (answer.status !== 202 || accepted !== (type ? BATCH : 1)) throw new Error(`The door answered ${answer.status}`)
  }
  const perSecond = async (events: number, calls: readonly unknown[], type: string) => {
    const from = performance.now()
    await timed(calls.length, AT_ONCE, (nth) => send(calls[nth], type))
    return (events / (performance.now() - from)) * 1_000
  }
  const batches = Array.from({ length: BATCHES }, (_, nth) => told(nth, BATCH))
  const singles = told(100_000, SINGLES)
  await perSecond(
    BATCH * 10,
    Array.from({ length: 10 }, (_, nth) => told(200_000 + nth, BATCH)),
    "-batch",
  )
  const inBatches = await perSecond(BATCH * BATCHES, batches, "-batch")
  const singly = await perSecond(SINGLES, singles, "")
  await river.end()
  return [
    {
      what: `events a second through the door, batches of ${BATCH}, ${AT_ONCE} in flight`,
      value: rounded(inBatches, 0),
      unit: "/s",
      bar: "≥ 5,000",
      held: inBatches >= 5_000,
    },
    {
      what: `events a second through the door, one by one, ${AT_ONCE} in flight`,
      value: rounded(singly, 0),
      unit: "/s",
      bar: "≥ 300",
      held: singly >= 300,
    },
  ]
}
