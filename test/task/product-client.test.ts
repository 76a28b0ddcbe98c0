import { createServer, type RequestListener, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach, describe, expect, test } from "vitest"
import { PRODUCT_ANSWER_BYTES_MAX } from "#shared/contract/product-usage.ts"
import { hmacSha256Hex } from "../../functions/runtime/digest.ts"
import { readProductAnswer } from "../../functions/task/answer-product.ts"
import { askProduct } from "../../functions/task/product-client.ts"
import { isPublicAddress, lookupOnly } from "../../functions/task/public-address.ts"

let server: Server | undefined
afterEach(() => {
  server?.closeAllConnections()
  server?.close()
})

/** The address of a product on this machine. */
async function product(listener: RequestListener): Promise<URL> {
  const made = (server = createServer(listener))
  await new Promise<void>((ready) => made.listen(0, "127.0.0.1", ready))
  return new URL(`http://localhost:${(made.address() as AddressInfo).port}/usage/cus_1?of=org%201`)
}
const json = { "content-type": "application/json" }

describe("the product is asked", () => {
  test("with a signature over the second and the path, and for JSON", async () => {
    let asked: unknown
    const url = await product(({ method, url: path, headers }, response) => {
      const [, seconds, signature] = /^t=(\d+),v1=(\w+)$/.exec(String(headers["watchbill-signature"]))!
      expect(Math.abs(Date.now() / 1_000 - Number(seconds))).toBeLessThan(5)
      asked = { method, path, accept: headers.accept, isSigned: signature === hmacSha256Hex("s", `${seconds}.${path}`) }
      response.writeHead(200, json).end('{"lines":[]}')
    })
    expect(await askProduct(url, "s", true)).toBe('{"lines":[]}')
    expect(asked).toEqual({
      ...{ method: "GET", path: "/usage/cus_1?of=org%201", accept: "application/json", isSigned: true },
    })
  })

  test.each<[string, RequestListener, RegExp]>([
    ["a redirect", (_, to) => to.writeHead(302, { location: "http://169.254.169.254/" }).end(), /redirects are not/],
    ["another status", (_, to) => to.writeHead(503, json).end("{}"), /^It answered 503 where 200 is wanted$/],
    ["another type", (_, to) => to.writeHead(200, { "content-type": "text/html" }).end("{}"), /text\/html/],
    ["no type", (_, to) => to.writeHead(200).end("{}"), /no type/],
    ["too much", (_, to) => to.writeHead(200, json).end("1".repeat(PRODUCT_ANSWER_BYTES_MAX + 1)), /more than 128 KB/],
    [
      "half of it",
      (_, to) => to.writeHead(200, { ...json, "content-length": 9 }).write("{}", () => to.destroy()),
      /connection was lost/,
    ],
  ])("in vain where it answers %s", async (_, listener, words) => {
    await expect(askProduct(await product(listener), "s", true)).rejects.toThrow(words)
  })

  test("no longer than ten seconds, all of the answer included", async () => {
    const url = await product((_, to) => {
      to.writeHead(200, json)
      const timer = setInterval(() => to.write(" "), 500)
      to.on("close", () => clearInterval(timer))
    })
    await expect(askProduct(url, "s", true)).rejects.toThrow("No answer within 10 seconds")
  }, 20_000)
})

describe("what is not of the public network", () => {
  test.each([
    ...[
      "0.0.0.0",
      "10.1.2.3",
      "100.64.0.1",
      "127.0.0.1",
      "127.9.9.9",
      "169.254.169.254",
      "172.16.0.1",
      "172.31.255.255",
    ],
    ...["192.168.1.1", "198.18.0.1", "224.0.0.1", "255.255.255.255", "192.0.2.1", "203.0.113.9"],
    ...[
      "::",
      "::1",
      "fe80::1",
      "fd00::1",
      "fc00::1",
      "ff02::1",
      "64:ff9b::a00:1",
      "2002:a00:1::",
      "2001:db8::1",
      "2001::1",
    ],
    ...["::ffff:10.0.0.1", "::ffff:8.8.8.8", "::10.0.0.1", "localhost", ""],
  ])("%s is not", (address) => expect(isPublicAddress(address)).toBe(false))

  test.each(["8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450::1"])("%s is", (address) =>
    expect(isPublicAddress(address)).toBe(true),
  )

  test.each([
    "http://example.com/",
    "http://localhost/",
    ...[
      "https://127.0.0.1/",
      "https://2130706433/",
      "https://0x7f.1/",
      "https://[::1]/",
      "https://[::ffff:127.0.0.1]/",
    ],
    ...[
      "https://169.254.169.254/latest/meta-data/",
      "https://10.0.0.1/",
      "https://[fd00:ec2::254]/",
      "https://localhost/",
    ],
  ])("%s is not asked", async (address) => {
    await expect(askProduct(new URL(address), "s", false)).rejects.toThrow(/Only https|is not asked/)
  })

  test("is not asked on one machine either, but for the machine itself by its own names", async () => {
    await expect(askProduct(new URL("https://10.0.0.1/"), "s", true)).rejects.toThrow("is not asked")
    await expect(askProduct(new URL("http://10.0.0.1/"), "s", true)).rejects.toThrow("Only https")
  })

  test("is refused by the lookup of the connection itself, whatever a name was before, and however many it asks for", async () => {
    const found = (mayAsk: (address: string) => boolean, all: boolean) =>
      new Promise((resolve) =>
        lookupOnly(mayAsk)("localhost", { all }, (error, address) => resolve(error?.message ?? address)),
      )
    for (const all of [true, false]) expect(await found(isPublicAddress, all)).toMatch(/is not asked$/)
    expect(await found(() => true, false)).toMatch(/^(127\.0\.0\.1|::1)$/)
    expect(await found(() => true, true)).toContainEqual(expect.objectContaining({ family: expect.any(Number) }))
  })
})

describe("an answer", () => {
  const lines = [{ label: "Seats", value: "14 of 15" }]
  test.each([{ lines }, { lines: [] }, { lines, note: "Accepted.\nTwice." }])("%j is taken", (told) =>
    expect(readProductAnswer(JSON.stringify(told))).toEqual(told),
  )
  test.each<[unknown, RegExp]>([
    [[], /in body$/],
    [{}, /in lines$/],
    [{ lines: [{ label: "Seats" }] }, /in lines\.0\.value$/],
    [{ lines: [{ label: "Seats", value: 14 }] }, /invalid type in lines\.0\.value$/],
    [{ lines: [{ label: "", value: "14" }] }, /too small in lines\.0\.label$/],
    [{ lines: [{ label: "Seats", value: "a".repeat(301) }] }, /too big in lines\.0\.value$/],
    [{ lines: [{ label: "Seats\nTwice", value: "1" }] }, /invalid format in lines\.0\.label$/],
    [{ lines: Array(51).fill(lines[0]) }, /too big in lines$/],
    [{ lines, notes: "?" }, /unrecognized keys in body$/],
    [{ lines, note: "a".repeat(1_001) }, /too big in note$/],
    [{ lines, note: "\ud800" }, /half a character, in note$/],
  ])("%j is refused with where it is wrong", (told, words) =>
    expect(() => readProductAnswer(JSON.stringify(told))).toThrow(words),
  )
  test("that is no JSON is refused", () => expect(() => readProductAnswer("<html>")).toThrow("no JSON"))
})
