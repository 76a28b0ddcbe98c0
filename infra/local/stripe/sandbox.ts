import { createServer, type IncomingMessage } from "node:http"
import type { AddressInfo } from "node:net"
import { isLoopback } from "../http.ts"
import { type Answer, refused } from "./act.ts"
import type { Acts } from "./acts.ts"
import { expand, expandedIn, listOf } from "./lists.ts"
import type { StripeObjects } from "./objects.ts"

/** Any key opens it: there is nothing here that is anybody's. */
export const SANDBOX_KEY = "rk_sandbox"

/** The collections it serves, and what is in them. */
const COLLECTIONS: Record<string, string> = {
  balance_transactions: "balance_transaction",
  charges: "charge",
  refunds: "refund",
  disputes: "dispute",
  customers: "customer",
  subscriptions: "subscription",
  subscription_items: "subscription_item",
  invoices: "invoice",
  prices: "price",
  coupons: "coupon",
  promotion_codes: "promotion_code",
}

/** A stand-in for the few endpoints of Stripe's API that the console calls, over what the demo or a test put into it. */
export async function openSandbox(objects: StripeObjects, acts: Acts): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer(async (request, response) => {
    const { status, body } = await answerOf(objects, acts, request).catch(unanswered)
    response.writeHead(status, { "content-type": "application/json", "request-id": "req_sandbox" })
    response.end(JSON.stringify(body))
  })
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve))
      server.closeAllConnections()
      await closed
      await acts.stop()
    },
  }
}

const BODY_BYTES_MAX = 1024 * 1024
const unanswered = (error: unknown): Answer => refused(500, String((error as Error).message), "api_error", "api_error")

async function answerOf(objects: StripeObjects, acts: Acts, request: IncomingMessage): Promise<Answer> {
  const { method, url = "/", headers } = request
  // A page of another site cannot be let in by a name that it makes point here.
  if (!isLoopback(headers.host)) return refused(403, "Only this machine may ask.", "forbidden")
  if (!headers.authorization?.startsWith("Bearer "))
    return refused(401, "You did not provide an API key.", "api_key_missing")
  const { pathname, searchParams } = new URL(url, "http://sandbox")
  const path = pathname.split("/").map(decodeURIComponent)
  if (method === "POST" || method === "DELETE")
    return acts.answer(method, path, await bodyOf(request), headers["idempotency-key"]?.toString())
  const [, version, collection = "", id, ...more] = path
  const object = COLLECTIONS[collection]
  if (method !== "GET" || version !== "v1" || !object || more.length > 0)
    return refused(404, `The sandbox does not know ${method} ${pathname}.`, "url_invalid")
  if (id !== undefined) {
    const found = objects.get(object, id)
    if (!found) return refused(404, `No such ${object.replace("_", " ")}: '${id}'`, "resource_missing")
    return {
      status: 200,
      body: expand(objects, found, expandedIn(searchParams)),
    }
  }
  const page = listOf(objects, object, pathname, searchParams)
  if (!page) return refused(400, `No such object: '${searchParams.get("starting_after")}'`, "resource_missing")
  return { status: 200, body: page }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > BODY_BYTES_MAX) throw new Error("The body is too large.")
    parts.push(part)
  }
  return Buffer.concat(parts).toString("utf8")
}
