import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { DAY_MS, MINUTE_MS } from "#shared/time.ts"
import type { Revenue } from "#shared/revenue/day-cube.ts"
import { type CubeRow, cubeKey } from "../../functions/table/bucket.ts"
import { pack, unpack } from "../../functions/table/packed.ts"
import { sdkDb } from "../../functions/table/sdk.ts"
import { LOCAL_CREDENTIALS } from "../../infra/local/environment.ts"
import { IN_FOLDER } from "../../infra/local/folder.ts"
import { type SpawnedConsole, spawnConsole } from "../../infra/local/spawn.ts"
import { TABLE } from "../../infra/river.ts"
import { signedHeaders, stripeEvent, subscriptionObject } from "../support/stripe.ts"
import { engineOf } from "./support/engine-process.ts"

const dataDir = mkdtempSync(join(tmpdir(), "movements-"))
let river: SpawnedConsole
beforeAll(async () => {
  const env = { WATCHBILL_NOW: "2026-11-20T14:02:00.000Z", POWERTOOLS_LOG_LEVEL: "ERROR" }
  river = await spawnConsole(["--port", "0", "--data", dataDir, "--empty"], env)
})
afterAll(async () => {
  await river.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

async function post(path: string, body: string, headers: Record<string, string> = {}): Promise<unknown> {
  const all = { "content-type": "application/json", ...headers }
  const answer = await fetch(`${river.url}${path}`, { method: "POST", headers: all, body })
  expect(answer.status).toBe(200)
  return answer.json()
}
/** Everything told, and a stretch of time, until all is at rest. */
async function advance(advanceMs: number): Promise<void> {
  await post("/_local/settle", "{}")
  const { fired } = (await post("/_local/clock", JSON.stringify({ advanceMs }))) as { fired: { name: string }[] }
  if (advanceMs >= DAY_MS) expect(fired.map(({ name }) => name)).toContain("check-movements")
  await post("/_local/settle", "{}")
}
/** What the watch told of, by now. */
const told = () =>
  readFileSync(join(dataDir, IN_FOLDER.log), "utf8")
    .split("\n")
    .filter((line) => line.includes("movements do not add up"))
    .map((line) => JSON.parse(line) as Record<string, unknown>)

test("a night with right numbers says nothing; a broken cube rings with its mode, month, currency and difference", async () => {
  const at = "2026-11-03T08:00:00Z"
  const subscription = subscriptionObject({ id: "sub_1", customer: "cus_1", startedAt: at, items: [{ cents: 2_900 }] })
  const delivery = JSON.stringify(stripeEvent("customer.subscription.created", at, subscription))
  await post("/webhooks/stripe", delivery, signedHeaders(delivery))
  await advance(DAY_MS)
  for (let level = 0; level < 3; level++) await advance(MINUTE_MS)
  expect(told()).toEqual([])

  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: engineOf(dataDir).url,
    AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.credentials.secretAccessKey,
  })
  const db = sdkDb(TABLE.name)
  const key = cubeKey({ kind: "revenue", scope: "live", level: "day", zone: "UTC", start: "2026-11-03" })
  const row = (await db.get(key, { strong: true })) as CubeRow
  const cube = unpack(row.packed!) as Revenue
  cube.currencies["usd"]!.kinds.new.cents -= 7
  await db.write({ put: { ...row, gen: row.gen + 1, packed: pack(cube) } })
  await advance(DAY_MS)
  await expect
    .poll(told)
    .toMatchObject([
      { level: "ERROR", mode: "live", month: "2026-11", currency: "usd", broken: "movements", differenceCents: 7 },
    ])
})
