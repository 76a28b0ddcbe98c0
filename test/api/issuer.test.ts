import { afterEach, describe, expect, test, vi } from "vitest"
import { revoke, tokensOfCode, tokensOfRefresh } from "../../functions/api/issuer.ts"

afterEach(() => vi.unstubAllGlobals())
const answers = (answer: () => Promise<Response>) => vi.stubGlobal("fetch", vi.fn(answer))
const status = (code: number) => answers(async () => new Response("{}", { status: code }))

describe("what the issuer says of a session", () => {
  test.each([429, 500, 502, 503])("%i is no word about it: ask again", async (code) => {
    status(code)
    await expect(tokensOfRefresh("token")).rejects.toMatchObject({ code: "notStored" })
    await expect(tokensOfCode("code", "verifier")).rejects.toMatchObject({ code: "notStored" })
  })

  test("no answer is none either", async () => {
    answers(async () => {
      throw new TypeError("fetch failed")
    })
    await expect(tokensOfRefresh("token")).rejects.toMatchObject({ code: "notStored" })
  })

  test.each([400, 401, 403])("%i ends it", async (code) => {
    status(code)
    await expect(tokensOfRefresh("token")).rejects.toMatchObject({ code: "signedOut" })
  })

  test("a token is taken back as this console's client", async () => {
    status(200)
    await revoke("secret")
    const [url, asked] = vi.mocked(fetch).mock.calls[0]!
    expect(url).toBe("http://issuer.test/revoke")
    expect(String(asked?.body)).toBe("token=secret&client_id=console")
    status(400)
    await expect(revoke("secret")).rejects.toThrow("400")
  })
})
