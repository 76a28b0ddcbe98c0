import { AwsClient } from "aws4fetch"
import { mkdirSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest"
import { s3Uploads } from "../../functions/table/files.ts"
import { openFiles } from "../../infra/local/files.ts"
import { listen, type PublicPort } from "../../infra/local/gateway/server.ts"
import { refusalOf } from "../../infra/local/signature.ts"
import { type TestFolder, testFolder } from "./support/store.ts"

const SECRET = "made for this folder"
let folder: TestFolder
let port: PublicPort
let base: string
const aws = new AwsClient({
  accessKeyId: "local",
  secretAccessKey: SECRET,
  service: "s3",
  region: "us-east-1",
  retries: 0,
})

beforeAll(async () => {
  folder = testFolder()
  mkdirSync(join(folder.path, "files"))
  port = await listen(0)
  const files = openFiles({
    store: folder.store(),
    folder: join(folder.path, "files"),
    prefix: "/_files",
    buckets: ["files"],
    secret: SECRET,
  })
  port.open([{ prefix: "/_files/", answer: files.answer }], {}, { path: "/none", answer: async () => {} })
  base = `http://127.0.0.1:${port.port}/_files/files`
})
afterAll(async () => {
  await port.stop()
  folder.remove()
})

const put = (key: string, body: string, headers: Record<string, string> = {}) =>
  aws.fetch(`${base}/${key}`, { method: "PUT", body, headers })
const link = async (key: string, query: Record<string, string>) => {
  const url = new URL(`${base}/${key}`)
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return (await aws.sign(url.href, { method: "GET", aws: { signQuery: true } })).url
}

describe("files", () => {
  test("are kept, read, replaced and removed", async () => {
    expect((await put("a/b c.csv", "one", { "content-type": "text/csv" })).status).toBe(200)
    const got = await aws.fetch(`${base}/a/b c.csv`)
    expect([got.headers.get("content-type"), await got.text()]).toEqual(["text/csv", "one"])
    await put("a/b c.csv", "two, and longer")
    expect(await (await aws.fetch(`${base}/a/b c.csv`)).text()).toBe("two, and longer")
    expect(readdirSync(join(folder.path, "files"))).toHaveLength(1)
    const head = await aws.fetch(`${base}/a/b c.csv`, { method: "HEAD" })
    expect([head.status, head.headers.get("content-length")]).toEqual([200, "15"])
    expect((await aws.fetch(`${base}/a/b c.csv`, { method: "DELETE" })).status).toBe(204)
    const gone = await aws.fetch(`${base}/a/b c.csv`)
    expect([gone.status, await gone.text()]).toEqual([404, expect.stringContaining("<Code>NoSuchKey</Code>")])
    expect(readdirSync(join(folder.path, "files"))).toHaveLength(0)
  })

  test("are put in pieces, of which all but the last are large, and finished twice", async () => {
    vi.stubEnv("AWS_ENDPOINT_URL_S3", base.slice(0, -"/files".length))
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", SECRET)
    const before = readdirSync(join(folder.path, "files")).length
    const { begin, piece, finish } = s3Uploads("files")
    const upload = await begin("big/a b.csv", "text/csv")
    const bytes = [Buffer.alloc(5 * 1024 * 1024, "a"), Buffer.from("the end")]
    const put = (nth: number, some: Buffer) => piece("big/a b.csv", upload, { nth, bytes: some })
    await put(1, Buffer.from("replaced"))
    const tags = [await put(1, bytes[0]!), await put(2, bytes[1]!)]
    await finish("big/a b.csv", upload, tags)
    await finish("big/a b.csv", upload, tags)
    const got = await aws.fetch(`${base}/big/a b.csv`)
    expect(got.headers.get("content-type")).toBe("text/csv")
    expect(Buffer.from(await got.arrayBuffer()).equals(Buffer.concat(bytes))).toBe(true)
    expect(readdirSync(join(folder.path, "files"))).toHaveLength(before + 1)

    const small = await begin("small", "text/csv")
    const both = [1, 2].map((nth) => piece("small", small, { nth, bytes: Buffer.from("tiny") }))
    await expect(finish("small", small, await Promise.all(both))).rejects.toMatchObject({ name: "EntityTooSmall" })
    await expect(finish("small", small, ['"other"'])).rejects.toMatchObject({ name: "InvalidPart" })
    await expect(piece("small", "no upload", { nth: 1, bytes: bytes[1]! })).rejects.toMatchObject({ status: 404 })
    vi.unstubAllEnvs()
  })

  test("may be made only once, when asked so", async () => {
    const once = { "if-none-match": "*" }
    expect((await put("once", "1", once)).status).toBe(200)
    expect((await put("once", "2", once)).status).toBe(412)
    expect(await (await aws.fetch(`${base}/once`)).text()).toBe("1")
  })

  test("are listed by prefix, page by page, in the order of their keys", async () => {
    for (const key of ["list/c", "list/a", "list/b&", "other/a"]) await put(key, key)
    const page = async (query: string) => (await aws.fetch(`${base}?list-type=2&${query}`)).text()
    const keys = (text: string) => [...text.matchAll(/<Key>([^<]+)/g)].map(([, key]) => key)
    const first = await page("prefix=list/&max-keys=2")
    expect(keys(first)).toEqual(["list/a", "list/b&amp;"])
    const token = /<NextContinuationToken>([^<]+)/.exec(first)![1]!.replace("&amp;", "&")
    const second = await page(`prefix=list/&max-keys=2&continuation-token=${encodeURIComponent(token)}`)
    expect([keys(second), second.includes("<IsTruncated>false")]).toEqual([["list/c"], true])
  })

  test("a link opens one file under a name of its own, to whoever has it", async () => {
    await put("report.csv", "a,b")
    const url = await link("report.csv", {
      "X-Amz-Expires": "300",
      "response-content-disposition": 'attachment; filename="März.csv"',
    })
    const got = await fetch(url)
    expect([got.status, await got.text()]).toEqual([200, "a,b"])
    expect(Buffer.from(got.headers.get("content-disposition")!, "latin1").toString()).toContain("rz.csv")
    expect((await fetch(url.replace("report", "other"))).status).toBe(403)
    expect((await fetch(url.replace("X-Amz-Expires=300", "X-Amz-Expires=9000"))).status).toBe(403)
    expect((await fetch(url, { method: "DELETE" })).status).toBe(403)
  })

  test("a link that has expired, and a request nobody signed, open nothing", async () => {
    await put("secret", "x")
    const { pathname, search } = new URL(await link("secret", { "X-Amz-Expires": "300" }))
    const request = { method: "GET", target: pathname + search, headers: { host: `127.0.0.1:${port.port}` } }
    expect(refusalOf(request, SECRET, Date.now())).toBeUndefined()
    expect(refusalOf(request, SECRET, Date.now() + 301_000)).toContain("expired")
    expect(refusalOf(request, "another", Date.now())).toBe("SignatureDoesNotMatch")
    expect((await fetch(`${base}/secret`)).status).toBe(403)
    expect((await fetch(`${base}/secret`, { method: "PUT", body: "y" })).status).toBe(403)
  })
})
