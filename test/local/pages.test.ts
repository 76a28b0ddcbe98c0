import { mkdirSync, writeFileSync } from "node:fs"
import { request } from "node:http"
import { join } from "node:path"
import { brotliDecompressSync } from "node:zlib"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { securityHeaders } from "../../infra/headers.ts"
import { openPages } from "../../infra/local/gateway/pages.ts"
import { listen, type PublicPort } from "../../infra/local/gateway/server.ts"
import { type TestFolder, testFolder } from "./support/store.ts"

const SCRIPT = "console.log(1)\n".repeat(200)
let folder: TestFolder
let port: PublicPort

beforeAll(async () => {
  folder = testFolder()
  const web = join(folder.path, "web")
  mkdirSync(join(web, "assets"), { recursive: true })
  writeFileSync(join(web, "index.html"), "<!doctype html><title>It</title>")
  writeFileSync(join(web, "assets/main-abc.js"), SCRIPT)
  writeFileSync(join(folder.path, "secret.txt"), "secret")
  port = await listen(0)
  const pages = openPages(web)
  port.open([{ prefix: "/", answer: pages.answer }], {}, { path: "/none", answer: async () => {} })
})
afterAll(async () => {
  await port.stop()
  folder.remove()
})

interface Got {
  status: number | undefined
  headers: Record<string, string>
  body: Buffer
}
/** As sent: fetch would tidy paths and unpack bodies. */
function get(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Got> {
  return new Promise((resolve, reject) => {
    request({ host: "127.0.0.1", port: port.port, path, method, headers }, (answer) => {
      const chunks: Buffer[] = []
      answer.on("data", (chunk) => chunks.push(chunk))
      answer.on("end", () =>
        resolve({
          status: answer.statusCode,
          headers: answer.headers as Record<string, string>,
          body: Buffer.concat(chunks),
        }),
      )
    })
      .on("error", reject)
      .end()
  })
}

describe("pages", () => {
  test.each(["/", "/admin/operations/overview", "/organizations/org_1/team"])(
    "%s is the one page, asked for anew each time",
    async (path) => {
      const { status, headers, body } = await get(path)
      expect([status, headers["content-type"], headers["cache-control"]]).toEqual([
        200,
        "text/html; charset=utf-8",
        "no-cache",
      ])
      expect(body.toString()).toContain("<title>It</title>")
    },
  )

  test("a file with its hash in its name is kept for ever, and sent compressed", async () => {
    const { headers, body } = await get("/assets/main-abc.js", { "accept-encoding": "gzip, br" })
    expect(headers).toMatchObject({ "content-encoding": "br", "content-type": "text/javascript; charset=utf-8" })
    expect(headers["cache-control"]).toContain("immutable")
    expect(brotliDecompressSync(body).toString()).toBe(SCRIPT)
    expect((await get("/assets/main-abc.js")).body.toString()).toBe(SCRIPT)
  })

  test("what the browser has already is not sent again", async () => {
    const { headers } = await get("/")
    const again = await get("/", { "if-none-match": headers["etag"]! })
    expect([again.status, again.body.length]).toEqual([304, 0])
  })

  test("a file that is not there is missing, whatever the page would be", async () => {
    expect((await get("/assets/gone.js")).status).toBe(404)
    expect((await get("/", {}, "POST")).status).toBe(405)
  })

  test.each(["/../secret.txt", "/assets/../../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt"])(
    "%s leads nowhere",
    async (path) => {
      const { status, body } = await get(path)
      expect([status, body.toString()]).not.toEqual([200, "secret"])
      expect(body.toString()).not.toContain("secret\n")
      expect(status).not.toBe(200)
    },
  )
})

describe("security headers", () => {
  test("name the socket and the issuer where they are elsewhere", () => {
    const policy = securityHeaders({ socket: "wss://live.example", issuer: "https://login.example" })[
      "content-security-policy"
    ]!
    expect(policy.split("; ")).toEqual(
      expect.arrayContaining([
        "default-src 'none'",
        "connect-src 'self' wss://live.example",
        "form-action 'self' https://login.example",
      ]),
    )
    expect(policy).not.toContain("unsafe")
  })

  test("say nothing more where they are the same", () => {
    expect(securityHeaders({ socket: "" })["content-security-policy"]).toContain("connect-src 'self';")
  })
})
