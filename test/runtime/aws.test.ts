import { createHash } from "node:crypto"
import { createServer, type IncomingMessage, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest"
import { secret } from "../../functions/runtime/aws.ts"
import { presignedGet, s3Finish, s3Get, s3Put, s3Remove } from "../../functions/runtime/s3.ts"

/** A server that keeps objects by path and tells one secret; it fails as often as it is told to. */
let server: Server
let url: string
let failures: number[] = []
let slowMs = 0
let finishes: [status: number, body: string][] = []
let secretText = "first"
const asked: { method: string; path: string; headers: IncomingMessage["headers"]; body: Buffer }[] = []
const objects = new Map<string, Buffer>()

beforeAll(async () => {
  server = createServer(async (incoming, answer) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const { method = "", url: path = "", headers } = incoming
    const body = Buffer.concat(chunks)
    asked.push({ method, path, headers, body })
    const failure = failures.shift()
    if (slowMs) await new Promise((resolve) => setTimeout(resolve, slowMs))
    if (failure) return void answer.writeHead(failure).end("<Error><Code>Told</Code></Error>")
    if (headers["x-amz-target"]) return void answer.end(JSON.stringify({ SecretString: secretText }))
    const finish = finishes.shift()
    if (finish) return void answer.writeHead(finish[0]).end(finish[1])
    if (method === "PUT") objects.set(path, body)
    if (method === "DELETE") objects.delete(path)
    const object = objects.get(path)
    if (method === "HEAD") return void answer.writeHead(object ? 200 : 404).end()
    if (method !== "GET") return void answer.writeHead(method === "DELETE" ? 204 : 200).end()
    answer.writeHead(object ? 200 : 404).end(object ?? "<Error><Code>NoSuchKey</Code></Error>")
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
beforeEach(() => {
  vi.stubEnv("AWS_ENDPOINT_URL_S3", `${url}/files/`)
  vi.stubEnv("AWS_ENDPOINT_URL", url)
  vi.stubEnv("AWS_SESSION_TOKEN", "session token")
  asked.length = 0
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.useRealTimers()
})
afterAll(() => server.close())

test("an object comes back as it was put, under any key, and is gone after its removal", async () => {
  const bytes = new Uint8Array([0, 1, 2, 250, 255])
  await s3Put("bucket", "a b/ü+1?.bin", bytes, "application/octet-stream")
  expect(await s3Get("bucket", "a b/ü+1?.bin")).toEqual(bytes)
  await s3Remove("bucket", "a b/ü+1?.bin")
  expect(await s3Get("bucket", "a b/ü+1?.bin")).toBeUndefined()
  expect(asked[0]).toMatchObject({
    path: "/files/bucket/a%20b/%C3%BC%2B1%3F.bin",
    headers: {
      "content-type": "application/octet-stream",
      "x-amz-checksum-sha256": createHash("sha256").update(bytes).digest("base64"),
      "x-amz-security-token": "session token",
      authorization: expect.stringMatching(/^AWS4-HMAC-SHA256 Credential=local\/\d{8}\/us-east-1\/s3\/aws4_request/),
    },
  })
})

test("server errors and throttles are tried again, a refusal is not", async () => {
  failures = [500, 503, 429]
  await s3Put("bucket", "again", new Uint8Array([1]), "text/plain")
  expect(asked).toHaveLength(4)
  failures = [403, 500]
  await expect(s3Put("bucket", "never", new Uint8Array([1]), "text/plain")).rejects.toMatchObject({ status: 403 })
  expect(asked).toHaveLength(5)
  failures = []
})

test("what is large may take longer than what is small", async () => {
  slowMs = 2_300
  const large = new Uint8Array(3_000_000)
  await s3Put("bucket", "large", large, "text/plain")
  expect(asked).toHaveLength(1)
  slowMs = 0
}, 15_000)

test("a large answer may take longer than a small one", async () => {
  const slow = createServer((incoming, answer) => {
    const bytes = incoming.url!.endsWith("large") ? 3_000_000 : 1_000
    answer.writeHead(200, { "content-length": String(bytes) }).write(Buffer.alloc(bytes - 1))
    setTimeout(() => answer.end("x"), 2_300)
  })
  await new Promise<void>((resolve) => slow.listen(0, "127.0.0.1", resolve))
  vi.stubEnv("AWS_ENDPOINT_URL_S3", `http://127.0.0.1:${(slow.address() as AddressInfo).port}`)
  expect(await s3Get("bucket", "large")).toHaveLength(3_000_000)
  await expect(s3Get("bucket", "small")).rejects.toMatchObject({ name: "TimeoutError" })
  slow.closeAllConnections()
  slow.close()
}, 15_000)

test("a finish that S3 has begun to answer, and then fails, is an error; one whose upload is gone has been done", async () => {
  objects.set("/files/bucket/there", Buffer.from("x"))
  const finish = (key: string) => s3Finish("bucket", key, "upload", ['"tag"'])
  finishes = [[200, "<CompleteMultipartUploadResult/>"]]
  await finish("there")
  finishes = [[200, "<Error><Code>InternalError</Code></Error>"]]
  await expect(finish("there")).rejects.toMatchObject({ name: "InternalError" })
  finishes = [[404, "<Error><Code>NoSuchUpload</Code></Error>"]]
  await finish("there")
  finishes = [[404, "<Error><Code>NoSuchUpload</Code></Error>"]]
  await expect(finish("not there")).rejects.toMatchObject({ status: 404 })
})

test("without a named endpoint S3 has the bucket in the host name", async () => {
  vi.stubEnv("AWS_ENDPOINT_URL_S3", undefined)
  vi.stubEnv("AWS_ENDPOINT_URL", undefined)
  const link = new URL(await presignedGet("bucket", "exports/ü.csv", { lifeSeconds: 600, fileName: 'ü "1".csv' }))
  expect(link.origin + link.pathname).toBe("https://bucket.s3.us-east-1.amazonaws.com/exports/%C3%BC.csv")
  expect(link.searchParams.get("X-Amz-Expires")).toBe("600")
  expect(link.searchParams.get("response-content-disposition")).toBe(
    "attachment; filename*=UTF-8''%C3%BC%20%221%22.csv",
  )
  expect(link.searchParams.get("X-Amz-Signature")).toMatch(/^[0-9a-f]{64}$/)
})

test("a secret is asked again after five minutes, and the last one serves while nobody answers", async () => {
  vi.useFakeTimers({ toFake: ["Date"] })
  const ask = () => Promise.all([secret("doors"), secret("doors")])
  expect(await ask()).toEqual(["first", "first"])
  secretText = "second"
  vi.advanceTimersByTime(299_999)
  expect(await ask()).toEqual(["first", "first"])
  expect(asked).toHaveLength(1)
  vi.advanceTimersByTime(1)
  expect(await ask()).toEqual(["second", "second"])
  expect(asked).toHaveLength(2)
  secretText = "third"
  vi.advanceTimersByTime(300_000)
  failures = [403]
  expect(await ask()).toEqual(["second", "second"])
})

test("a secret that was never told is an error, and is asked again at once", async () => {
  failures = [403]
  await expect(secret("session")).rejects.toMatchObject({ status: 403 })
  expect(await secret("session")).toBe("third")
})
