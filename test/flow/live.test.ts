import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { openStreamLog, type StreamRecord } from "../../infra/local/streams/log.ts"
import { TABLE } from "../../infra/river.ts"
import { cloudEvent, startConsole, type TestConsole } from "../support/console.ts"
import { stripeEvent, subscriptionObject } from "../support/stripe.ts"
import { engineOf } from "./support/engine-process.ts"

const NOW = "2026-11-20T14:02:00.000Z"
const CUSTOMERS = 40

/** A row of the stream as this test looks at it. */
interface Seen {
  kind: string
  pk: string
  due: boolean
}
const seenOf = ({ dynamodb: { Keys, NewImage } }: StreamRecord): Seen => ({
  kind: String(NewImage?.["kind"]?.["S"]),
  pk: String(Keys["pk"]?.["S"]),
  due: NewImage?.["gsi2pk"] !== undefined,
})

/** What a page's figures are read from, and how its topic is called. */
const FIGURES: Record<string, (row: Seen) => boolean> = {
  overview: ({ kind, pk, due }) =>
    ["contribution", "organization", "settings"].includes(kind) ||
    (kind === "control" && due && /^cube#(signups|presence|records|revenue|sent|usage#platform)#/.test(pk)) ||
    (kind === "cube" && pk.startsWith("cube#usage#platform#")),
  webhooks: ({ kind, pk, due }) =>
    kind === "delivery" || kind === "deliveryState" || (kind === "control" && due && pk.startsWith("cube#deliveries#")),
  "organization:org_live": ({ kind, pk }) => pk === "org#org_live" && (kind === "organization" || kind === "member"),
}

let river: TestConsole
let dataDir: string
const seen: Seen[] = []
let watching: Promise<void>
let isOver = false

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "console-live-"))
  river = await startConsole({ dataDir, now: NOW })
  const log = await openStreamLog(engineOf(dataDir).url, TABLE.name)
  const [shard] = await log.shards()
  watching = (async () => {
    for (let after: string | undefined; ; ) {
      const { records } = await log.read(shard!, after, 1_000)
      seen.push(...records.map(seenOf))
      after = records.at(-1)?.dynamodb.SequenceNumber ?? after
      if (records.length === 0 && isOver) return
      if (records.length === 0) await pause(50)
    }
  })()
  await tell()
})
afterAll(async () => {
  await river.stop()
  rmSync(dataDir, { recursive: true, force: true })
  expect(river.failures).toEqual([])
})

/** A burst: many customers at once, and what the product says meanwhile; then the hours pass that are folded. */
async function tell() {
  const startedAt = "2026-11-20T13:00:00Z"
  const deliveries = Array.from({ length: CUSTOMERS }, (_, nth) =>
    stripeEvent(
      "customer.subscription.created",
      startedAt,
      subscriptionObject({ id: `sub_${nth}`, customer: `cus_${nth}`, startedAt, items: [{ cents: 100 }] }),
    ),
  )
  const events = [
    cloudEvent("organization.created", NOW, { id: "org_live", name: "Live" }),
    cloudEvent("member.added", NOW, { org: "org_live", user: "user_live", role: "owner" }),
    cloudEvent("user.created", NOW, { id: "user_live" }),
    cloudEvent("record.created", "2026-11-20T13:30:00.000Z", { model: "Job", id: "job_live" }),
    cloudEvent("usage.recorded", "2026-11-20T13:30:00.000Z", { org: "org_live", inputTokens: 5 }),
  ]
  await Promise.all([...deliveries.map((it) => river.stripe(it)), river.events(events)])
  await river.settled()
  for (let nth = 0; nth < 4; nth++) await river.advance(20 * 60_000)
  isOver = true
  await watching
}

describe.each(Object.keys(FIGURES))("a page that listens to %s", (topic) => {
  const lastOf = (what: (row: Seen) => boolean) => seen.findLastIndex(what)
  const isBump = ({ kind, pk }: Seen) => kind === "topic" && pk === `topic#${topic}`

  test("is told last after everything its figures are made of", () => {
    expect(lastOf(FIGURES[topic]!)).toBeGreaterThan(-1)
    expect(lastOf(isBump)).toBeGreaterThan(lastOf(FIGURES[topic]!))
  })

  test("is told of a burst far less often than rows change", () => {
    const rows = seen.filter(FIGURES[topic]!).length
    expect(seen.filter(isBump).length).toBeLessThanOrEqual(Math.max(3, rows / 2))
  })
})
