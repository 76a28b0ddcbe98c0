import { brotliDecompressSync, gunzipSync } from "node:zlib"
import { expect, test } from "vitest"
import { compressed } from "../../functions/runtime/compressed.ts"
import { reply } from "../../functions/runtime/http.ts"

const rows = Array.from({ length: 200 }, (_, place) => ({ day: `2026-03-${place}`, cents: place * 100 }))
const plain = reply(200, { rows })
const asked = (accepted?: string) =>
  compressed({ headers: accepted === undefined ? {} : { "accept-encoding": accepted } }, plain)
const bytesOf = ({ body }: { body?: string }) => Buffer.from(body!, "base64")

test("an answer comes in the shortest encoding that the caller reads", async () => {
  const br = await asked("gzip, deflate, br, zstd")
  expect(br).toMatchObject({ isBase64Encoded: true, headers: { "content-encoding": "br", vary: "accept-encoding" } })
  expect(String(brotliDecompressSync(bytesOf(br)))).toBe(plain.body)
  expect(bytesOf(br).length).toBeLessThan(plain.body!.length / 5)
  const zipped = await asked("gzip, br;q=0")
  expect(zipped.headers!["content-encoding"]).toBe("gzip")
  expect(String(gunzipSync(bytesOf(zipped)))).toBe(plain.body)
})

test("who reads no encoding gets text, and so does who would gain nothing", async () => {
  for (const accepted of [undefined, "identity", "deflate", "br;q=0"])
    expect(await asked(accepted), accepted).toMatchObject({ body: plain.body, headers: { vary: "accept-encoding" } })
  const short = reply(200, { name: "Acme" })
  expect(await compressed({ headers: { "accept-encoding": "br" } }, short)).toEqual(short)
})
