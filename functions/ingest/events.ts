import { canonical } from "#shared/account/canonical.ts"
import { Refusal } from "#shared/refusal.ts"
import { DAY_MS } from "#shared/time.ts"
import type { KeyScope } from "#shared/usage/cloud-event.ts"
import { businessNow, dueNow, factLifeMs, lateHorizonMs, machineNow } from "../runtime/clock.ts"
import { sha256Hex } from "../runtime/digest.ts"
import { env } from "../runtime/env.ts"
import { type HttpAnswer, type HttpEvent, http, rawBody, reply } from "../runtime/http.ts"
import { consoleOpaque } from "../runtime/opaque.ts"
import { wholeCatalog } from "../table/catalog.ts"
import { doorKeyByHash } from "../table/ingest-key.ts"
import { signedDb } from "../table/signed.ts"
import { type BusEvent, keepBusEvent } from "./bus-event.ts"
import { eventsIn } from "./events-body.ts"
import { passRate } from "./key-rate.ts"
import { keepEvents } from "./keep-events.ts"
import { keepSpans } from "./keep-spans.ts"
import { spansIn } from "./spans-body.ts"
import { noteUse } from "./key-use.ts"
import { toldCatalog } from "./told-catalog.ts"

const IMPORT_HORIZON_MS = 400 * DAY_MS

const db = signedDb(env("TABLE_NAME"))
const clock = () => ({ business: businessNow(), machine: machineNow(), due: dueNow(), factLifeMs: factLifeMs() })

/** Who a bearer key speaks for, if it does not ask too often. A wrong, missing or revoked key gets one and the same answer. */
async function keyScope(authorization: string | undefined): Promise<KeyScope> {
  const token = /^Bearer (wbk_[\w-]{1,200})$/.exec(authorization ?? "")?.[1]
  const hash = token ? sha256Hex(token) : undefined
  if (hash) passRate(hash, Date.now())
  const key = hash ? await doorKeyByHash(db, hash) : undefined
  if (!key || key.revokedAt)
    throw new Refusal("signedOut", "This ingest key is not known or was revoked", {
      where: "Authorization",
      wanted: "Bearer wbk_…, a key that was not revoked",
    })
  noteUse(db, key, machineNow())
  return { scope: key.scope, horizonMs: key.use === "import" ? IMPORT_HORIZON_MS : lateHorizonMs() }
}

/** The gateway's names of the routes that take spans, and that tell the catalog and credits; the other one takes events. */
const SPANS_ROUTE = "POST /v1/otlp/traces"
const CATALOG_ROUTE = "GET /v1/catalog"
const CREDITS_ROUTE = "GET /v1/organizations/{organizationId}/credits"

const door = http(async (event) => {
  const key = await keyScope(event.headers["authorization"])
  if (event.routeKey === CATALOG_ROUTE) return catalogAnswer(event.headers["if-none-match"])
  if (event.routeKey === CREDITS_ROUTE) {
    const organizationId = event.pathParameters?.["organizationId"] ?? ""
    // Loaded for who asks: no event waits for what ledgers need.
    const { toldCredits } = await import("./told-credits.ts")
    return reply(200, await toldCredits(db, organizationId, key.scope, machineNow()))
  }
  const { "content-type": type = "", "content-encoding": encoding = "" } = event.headers
  if (event.routeKey === SPANS_ROUTE) {
    const spans = spansIn(rawBody(event), type, encoding)
    return reply(200, await stored(async () => keepSpans(db, spans, key, clock(), await consoleOpaque())))
  }
  const events = eventsIn(rawBody(event), type, encoding)
  return reply(202, await stored(async () => keepEvents(db, events, key, clock(), await consoleOpaque())))
})

/** The catalog with a tag of what it says; to who has it already, the tag alone. */
async function catalogAnswer(known = ""): Promise<HttpAnswer> {
  const told = toldCatalog(await wholeCatalog(db), clock().business)
  const headers = { etag: `"${sha256Hex(canonical(told)).slice(0, 32)}"`, "cache-control": "no-cache" }
  const hasIt = known.split(",").some((tag) => ["*", headers.etag].includes(tag.trim().replace(/^W\//, "")))
  return hasIt ? { statusCode: 304, headers, body: "" } : reply(200, told, headers)
}

/** What keeping answers, or the word to send again. */
async function stored<Answer>(keep: () => Promise<Answer>): Promise<Answer> {
  try {
    return await keep()
  } catch (error) {
    if (error instanceof Refusal) throw error
    throw new Refusal("notStored", "The events could not be stored; send the same request again")
  }
}

/** POST /v1/events and /v1/otlp/traces, and the same events from the bus: what the product says is checked, packed and kept. GET /v1/catalog and an organization's credits. */
export const handler = async (event: HttpEvent | BusEvent, context: never) =>
  "detail-type" in event
    ? keepBusEvent(db, event, lateHorizonMs(), clock(), await consoleOpaque())
    : door(event, context)
