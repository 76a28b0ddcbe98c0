import { expect, test } from "vitest"
import { close } from "../../functions/project/close.ts"
import { receive } from "../../functions/ingest/stripe.ts"
import { history } from "../../infra/local/demo/history.ts"
import { callsOf } from "../../infra/local/demo/requests.ts"
import { instant, MINUTE_MS, msOf } from "#shared/time.ts"
import { askerOf } from "../support/asker.ts"
import { termsPut } from "../../functions/table/plan-table.ts"
import { answerInvoices } from "../../functions/task/answer-invoices.ts"
import { answerWants } from "../../functions/task/answer-wants.ts"
import { machine } from "./machine.ts"

const NOW = "2026-11-20T14:02:09.500Z"
const WRITES_MAX = 8_000
/** Versions of topics, the directory's snapshots and the console's people, which this table does not see. */
const OTHERS_MAX = 140
/** How many calls come while the stream's reader is at work. */
const CALLS_BETWEEN = 25
/** Halfway a minute is over, and what is due is folded, to be folded again: the dearest moment for it. */
const MINUTE_OVER_AT = 250

const noFile = async () => expect.unreachable()

test("the demo costs the table at most 8,000 writes, folds and the first sweep included", async () => {
  const { model, clock, ground, flow, send } = machine(NOW)
  const closeAfter = async (ms: number) => {
    clock.now = instant(msOf(NOW) + ms)
    await close(ground)
    await flow()
  }
  const told = history(NOW)
  await model.db.transact([termsPut(told.terms, 0)])
  for (const [nth, call] of callsOf(told, NOW).entries()) {
    if ("events" in call) await send(JSON.parse(JSON.stringify(call.events)))
    else await receive(model.db, noFile, Buffer.from(JSON.stringify(call.delivery)), NOW)
    if (nth % CALLS_BETWEEN === 0) await flow()
    if (nth === MINUTE_OVER_AT) await closeAfter(MINUTE_MS / 2)
  }
  await flow()
  expect(await answerWants(ground, askerOf(told.known))).toBeGreaterThan(5)
  await answerInvoices(ground, askerOf(told.known))
  await flow()
  for (let minute = 1; minute <= 10; minute++) await closeAfter(minute * MINUTE_MS)
  expect(model.records.length).toBeGreaterThan(WRITES_MAX / 2)
  expect(model.records.length).toBeLessThanOrEqual(WRITES_MAX - OTHERS_MAX)
})
