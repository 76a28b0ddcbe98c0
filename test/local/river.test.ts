import { createServer, request } from "node:http"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { WebSocket } from "ws"
import { type RunningRiver, startRiver } from "../../infra/local/river.ts"
import { otherRiver } from "./support/river.ts"
import { type TestFolder, testFolder } from "./support/store.ts"

let folder: TestFolder
let river: RunningRiver
let other: Awaited<ReturnType<typeof otherRiver>>
const failures: string[] = []

beforeAll(async () => {
  folder = testFolder()
  other = await otherRiver(folder.path)
  river = await startRiver({
    dataDir: folder.path,
    other,
    now: "2026-03-01T02:00:00Z",
    onFailure: (name) => failures.push(name),
  })
})
afterAll(async () => {
  await river.stop()
  folder.remove()
})

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${river.url}${path}`, { headers })
const post = (path: string, body: string | Uint8Array, headers: Record<string, string> = {}) =>
  fetch(`${river.url}${path}`, { method: "POST", body: body as string, headers })
const local = async (path: string, body: unknown = {}) => (await post(`/_local/${path}`, JSON.stringify(body))).json()

describe("a note", () => {
  test("goes from the door through stream, bus and workflow, callback included, to the end", async () => {
    expect((await post("/v1/notes", "one", { "content-type": "text/plain" })).status).toBe(202)
    await expect.poll(async () => (await get("/v1/notes")).json()).toEqual(["note#one", "note#one asked"])
    await river.settled()
    expect(await (await get("/_local/state")).json()).toMatchObject({ executions: { SUCCEEDED: 1 }, deadLetters: [] })
  })
})

describe("the gateway", () => {
  test("gives a function payload format 2.0", async () => {
    const answer = await post("/echo/a%20b/c/d?x=1&y=2&x=3", '{"n":1}', {
      "content-type": "application/json",
      cookie: "s=1; t=2",
      "X-Custom": "Yes",
    })
    expect(answer.headers.getSetCookie()).toEqual(["a=1; Path=/", "b=2"])
    expect(await answer.json()).toMatchObject({
      version: "2.0",
      routeKey: "POST /echo/{first}/{rest+}",
      rawPath: "/echo/a b/c/d",
      rawQueryString: "x=1&y=2&x=3",
      cookies: ["s=1", "t=2"],
      headers: { "x-custom": "Yes", "x-origin-secret": expect.stringMatching(/^.{40,}$/) },
      queryStringParameters: { x: "1,3", y: "2" },
      pathParameters: { first: "a b", rest: "c/d" },
      requestContext: { http: { method: "POST", path: "/echo/a b/c/d" }, stage: "$default" },
      body: '{"n":1}',
      isBase64Encoded: false,
    })
  })

  test("keeps bytes that are no text as base64, and headers out of the caller's reach", async () => {
    const bytes = new Uint8Array([0, 255, 128])
    const answer = await post("/echo/a/b", bytes, {
      "content-type": "application/octet-stream",
      "x-origin-secret": "mine",
    })
    const event = (await answer.json()) as { body: string; isBase64Encoded: boolean; headers: Record<string, string> }
    expect([event.body, event.isBase64Encoded]).toEqual([Buffer.from(bytes).toString("base64"), true])
    expect(event.headers["x-origin-secret"]).not.toContain("mine")
    expect(event.headers).not.toHaveProperty("cookie")
  })

  test("answers as API Gateway does when a route is missing, a body too large, a function broken", async () => {
    expect(await answerOf(await get("/api/nothing"))).toEqual([404, { message: "Not Found" }])
    expect(await answerOf(await post("/api/me", ""))).toEqual([404, { message: "Not Found" }])
    expect(await answerOf(await post("/echo/a/b", "x".repeat(10 * 1024 * 1024 + 1)))).toEqual([
      413,
      { message: "Request Entity Too Large" },
    ])
    expect(await answerOf(await get("/v1/fail"))).toEqual([500, { message: "Internal Server Error" }])
    expect(failures).toEqual(["door"])
    expect((await get("/api/%zz")).status).toBe(400)
  })

  test("lets in who has a token, and hands on claims as text", async () => {
    const token = await river.token("admin@demo.test")
    const bearer = (it: string) => get("/api/me", { authorization: `Bearer ${it}` })
    for (const answer of [await get("/api/me"), await bearer(`${token}x`), await bearer("x.y.z")]) {
      expect(await answerOf(answer)).toEqual([401, { message: "Unauthorized" }])
    }
    const { requestContext } = (await (await bearer(token)).json()) as {
      requestContext: { authorizer: { jwt: { claims: object } } }
    }
    expect(requestContext.authorizer.jwt.claims).toMatchObject({
      "cognito:groups": "[admin]",
      client_id: "watchbill",
      token_use: "access",
      auth_time: expect.stringMatching(/^\d+$/),
      iss: `${river.url}/_issuer`,
    })
  })

  test("every answer has the security headers; a page of another name is turned away", async () => {
    for (const path of ["/", "/v1/notes", "/_issuer/.well-known/openid-configuration"]) {
      const { headers } = await get(path)
      expect(headers.get("content-security-policy")).toContain(`default-src 'none'; script-src 'self';`)
      expect(headers.get("content-security-policy")).toContain(river.url.replace("http", "ws"))
      expect(headers.get("x-content-type-options")).toBe("nosniff")
    }
    expect(await statusAs("rebound.example", "/v1/notes")).toBe(421)
    expect(await statusAs("localhost:9", "/v1/notes")).toBe(200)
  })
})

describe("the socket", () => {
  const socketUrl = () => `${river.url.replace("http", "ws")}/live`

  test("opens with the right ticket, and what is posted to its connection arrives", async () => {
    const socket = new WebSocket(`${socketUrl()}?ticket=right`)
    const message = new Promise((resolve) => socket.once("message", (data) => resolve(String(data))))
    await new Promise((resolve) => socket.once("open", resolve))
    socket.send("hello")
    expect(await message).toBe("back: hello")
    socket.close()
    await expect.poll(async () => (await get("/v1/notes")).json()).toContain("left")
  })

  test("stays shut otherwise", async () => {
    const socket = new WebSocket(`${socketUrl()}?ticket=wrong`)
    const status = new Promise((resolve) =>
      socket.once("unexpected-response", (_request, response) => resolve(response.statusCode)),
    )
    expect(await status).toBe(401)
  })
})

describe("local doors", () => {
  test("the clock moves what is due by it, once", async () => {
    expect(await local("clock", { advanceMs: 60_000 })).toEqual({ now: "2026-03-01T02:01:00.000Z", fired: [] })
    const fired = [{ name: "daily", scheduledAt: "2026-03-03T02:35:00.000Z" }]
    expect(await local("clock", { now: "2026-03-03T12:00:00Z" })).toEqual({ now: "2026-03-03T12:00:00.000Z", fired })
    expect(process.env["WATCHBILL_NOW"]).toBe("2026-03-03T12:00:00.000Z")
    expect(Number(process.env["WATCHBILL_DUE_SKEW_MS"])).toBe(
      Date.parse("2026-03-03T12:00:00Z") - Date.parse("2026-03-01T02:00:00Z"),
    )
    expect(await (await get("/v1/notes")).json()).toContain("daily 2026-03-03T02:35:00.000Z")
    expect((await post("/_local/clock", '{"now":"tomorrow"}')).status).toBe(400)
    expect((await post("/_local/clock", '{"advanceMs":-1}')).status).toBe(400)
  })

  test("a token is given only to who knows the data folder's secret", async () => {
    expect((await post("/_local/token", '{"email":"admin@demo.test"}')).status).toBe(400)
    expect((await post("/_local/token", '{"email":"admin@demo.test"}', { "x-local-secret": "guess" })).status).toBe(400)
  })

  test("other sites' pages are turned away", async () => {
    expect((await post("/_local/settle", "{}", { origin: "https://elsewhere.example" })).status).toBe(403)
    expect((await post("/_local/settle", "{}", { origin: river.url })).status).toBe(200)
  })
})

test("a proxy before the engine is what functions talk to", async () => {
  const elsewhere = testFolder()
  let seen = 0
  const faults = async (engineUrl: string) => {
    const proxy = createServer((incoming, outgoing) => {
      seen += 1
      const headers = { ...incoming.headers, host: new URL(engineUrl).host }
      const onward = request(engineUrl, { method: incoming.method, headers }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
        answer.pipe(outgoing)
      })
      incoming.pipe(onward)
    })
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve))
    const { port } = proxy.address() as { port: number }
    return { url: `http://127.0.0.1:${port}`, stop: async () => void proxy.closeAllConnections() }
  }
  const second = await startRiver({ dataDir: elsewhere.path, other, faults })
  await fetch(`${second.url}/v1/notes`, { method: "POST", body: "two", headers: { "content-type": "text/plain" } })
  await expect.poll(async () => (await fetch(`${second.url}/v1/notes`)).json()).toEqual(["note#two", "note#two asked"])
  expect(seen).toBeGreaterThanOrEqual(4)
  await second.stop()
  elsewhere.remove()
})

const answerOf = async (answer: Response) => [answer.status, await answer.json()]

/** The status for a request that names this host, which fetch does not let us choose. */
function statusAs(host: string, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(`${river.url}${path}`, { headers: { host } }, (answer) => {
      answer.resume()
      resolve(answer.statusCode)
    })
      .on("error", reject)
      .end()
  })
}
