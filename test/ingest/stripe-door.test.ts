import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import type { HttpAnswer, HttpEvent } from "../../functions/runtime/http.ts"
import { handler } from "../../functions/ingest/stripe.ts"
import { TOLERANCE_SECONDS } from "../../functions/ingest/stripe-signature.ts"
import { unpackBody } from "../../functions/table/delivery.ts"
import { signedHeaders } from "../support/stripe.ts"
import { customerObject, told, unix } from "../support/stripe-object.ts"

const [OLD, NEW] = ["whsec_old", "whsec_new"]
/** Bodies that were put into the inbox. */
const kept: string[] = []

/** Secrets Manager while a secret is rotated, and a table that takes every delivery. */
async function aws(_: string, { headers, body }: { headers: Headers; body: ArrayBuffer }): Promise<Response> {
  const target = headers.get("x-amz-target")
  if (target === "secretsmanager.GetSecretValue")
    return Response.json({ SecretString: JSON.stringify({ stripe: [OLD, NEW] }) })
  expect(target).toBe("DynamoDB_20120810.PutItem")
  const { Item } = JSON.parse(await new Response(body).text()) as { Item: { packed: { B: string } } }
  kept.push(Buffer.from(unpackBody(Buffer.from(Item.packed.B, "base64"))).toString("utf8"))
  return Response.json({})
}
beforeEach(() => {
  kept.length = 0
  vi.stubGlobal("fetch", aws)
})
afterEach(() => vi.unstubAllGlobals())

const RAW = JSON.stringify(told("customer.created", unix("2026-03-01"), customerObject({ name: "Žofie & 花子" })))
const EVENT = { requestContext: { requestId: "request_1" }, isBase64Encoded: false, body: RAW }

async function statusOf(headers: Record<string, string>, event: Partial<HttpEvent> = {}): Promise<number> {
  const answer = (await handler({ ...EVENT, ...event, headers } as HttpEvent, undefined as never)) as HttpAnswer
  return answer.statusCode!
}

describe("the webhook's door", () => {
  test.each([
    ["old", OLD],
    ["new", NEW],
  ])("opens to the %s of two secrets while one is rotated", async (_, secret) => {
    expect(await statusOf(signedHeaders(RAW, { secret }))).toBe(200)
    expect(kept).toEqual([RAW])
  })

  test("opens where one of several signatures is right, and to no third secret", async () => {
    const [foreign, right] = ["whsec_other", NEW].map((secret) => signedHeaders(RAW, { secret })["stripe-signature"]!)
    expect(await statusOf({ "stripe-signature": foreign! })).toBe(400)
    expect(await statusOf({ "stripe-signature": `${foreign},${right!.split(",")[1]}` })).toBe(200)
    expect(kept).toEqual([RAW])
  })

  test("takes bytes that are handed on as base64 for what was signed, and keeps them as they were", async () => {
    const base64 = { isBase64Encoded: true, body: Buffer.from(RAW).toString("base64") }
    expect(await statusOf(signedHeaders(RAW, { secret: OLD }), base64)).toBe(200)
    expect(await statusOf(signedHeaders(base64.body, { secret: OLD }), base64)).toBe(400)
    expect(kept).toEqual([RAW])
  })

  test.each([
    ["past", -1],
    ["future", 1],
  ])("stays shut to a signature too far in the %s", async (_, way) => {
    const at = (seconds: number) => Math.floor(Date.now() / 1_000) + way * seconds
    expect(await statusOf(signedHeaders(RAW, { secret: OLD, atSeconds: at(TOLERANCE_SECONDS + 2) }))).toBe(400)
    expect(kept).toEqual([])
    expect(await statusOf(signedHeaders(RAW, { secret: OLD, atSeconds: at(TOLERANCE_SECONDS - 2) }))).toBe(200)
    expect(kept).toEqual([RAW])
  })
})
